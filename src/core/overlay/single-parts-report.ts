import { sumOf } from '../adjust.ts'
import type { AnalysisResult, LayerInput } from '../analysis.ts'
import { requireCrs } from '../crs.ts'
import { pickRows } from '../geometry.ts'
import { soundAreasM2 } from '../net-area.ts'
import { lngLatOf, rowAreaM2 } from '../plane.ts'
import { makeSound } from '../repair.ts'
import { ReportBuilder } from '../report-builder.ts'
import { stretchOf, type Task } from '../task.ts'
import type { Text } from '../text.ts'
import { usedRows } from '../used-rows.ts'
import { layerNotes } from './layer-notes.ts'
import { singleParts } from './piece-builder.ts'
import { pieceStyle } from './piece-style.ts'
import { layerTable, type OwnColumn, PIECE_AREA, PIECE_AREA_FIELD } from './piece-table.ts'

const METHOD: Text = {
  zh: '多部件拆分：每个部件（外环连同其内环）成为一个要素，坐标与属性照抄，另记部件序号；登记面积等仍是整宗的数值。面积为 TD/T 1055—2019 椭球面积，各部件之和等于原要素。',
  en: 'Single parts: every part (outer ring with its holes) becomes a feature; coordinates and attributes are taken over and the part is numbered. A registered area stays that of the whole. Areas are ellipsoidal (TD/T 1055-2019) and add up to the feature’s.',
}

/** 多部件拆分, of any geometry. @throws AppError crs.unknown */
export async function reportSingleParts(layer: LayerInput, task: Task): Promise<AnalysisResult> {
  requireCrs(layer.table.crs)
  const sound = await makeSound(layer.table, stretchOf(task, 0, 0.6))
  const isPolygon = sound.geometry.kind === 'polygon'
  const whole = { ...sound.geometry, xy: isPolygon ? sound.lngLat : lngLatOf(layer.table) }
  const rows = usedRows(layer.rows, layer.table.length)
  const isUsed = new Uint8Array(layer.table.length)
  for (const row of rows) isUsed[row] = 1
  const split = singleParts(whole)
  const wanted = Array.from(split.from.keys()).filter((part) => isUsed[split.from[part]])
  const partsOf = (row: number) => whole.rows[row + 1] - whole.rows[row]
  const kinds: readonly [Text, (parts: number) => boolean][] = [
    [{ zh: '单部件', en: 'One part' }, (parts) => parts === 1],
    [{ zh: '多部件', en: 'Several parts' }, (parts) => parts > 1],
  ]
  const lines = kinds
    .map(([words, fits]) => ({ words, own: Array.from(rows).filter((row) => fits(partsOf(row))) }))
    .filter(({ own }) => own.length > 0)
  const report = new ReportBuilder(
    'single-parts',
    layer.table.crs,
    lines.map(({ own }) => own),
  )
    .words(
      'kind',
      { zh: '要素', en: 'Features' },
      lines.map(({ words }) => words),
    )
    .count(
      'count',
      { zh: '原有个数', en: 'Features before' },
      lines.map(({ own }) => own.length),
    )
    .count(
      'parts',
      { zh: '拆分后个数', en: 'Features after' },
      lines.map(({ own }) => sumOf(own.map(partsOf))),
    )
  const geometry = pickRows(split.geometry, wanted)
  const from = Uint32Array.from(wanted, (part) => split.from[part])
  const own: OwnColumn[] = [
    {
      column: {
        name: 'part',
        type: 'number',
        values: Float64Array.from(wanted, (part) => part - whole.rows[split.from[part]] + 1),
      },
      field: { name: 'part', label: { zh: '部件序号', en: 'Part' }, decimals: 0 },
    },
  ]
  if (isPolygon) {
    const areas = soundAreasM2(sound)
    report.areaM2(
      'area_m2',
      { zh: '面积', en: 'Area' },
      lines.map((line) => sumOf(line.own.map((row) => areas[row]))),
    )
    const values = Float64Array.from(from, (_, part) => rowAreaM2(geometry, geometry.xy, part))
    own.unshift({ column: { name: PIECE_AREA, type: 'number', values }, field: PIECE_AREA_FIELD })
  }
  const pieces = layerTable('single-parts', geometry, own, [{ input: layer, rows: from }])
  task.progress(1)
  return {
    ...report.finish(),
    notes: layerNotes(layer, sound),
    method: METHOD,
    pieces: pieces.table,
    piecesLook: { symbology: pieceStyle(geometry.kind), fields: pieces.fields },
  }
}
