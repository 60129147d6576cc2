import { sumOf } from '../adjust.ts'
import type { AnalysisResult, LayerInput, ReportColumn } from '../analysis.ts'
import { dissolve } from '../dissolve.ts'
import { groupColumns } from '../group-columns.ts'
import { groupRows, textColumn } from '../grouping.ts'
import { soundAreasM2 } from '../net-area.ts'
import { rowAreaM2 } from '../plane.ts'
import { makeSound } from '../repair.ts'
import type { Column, FieldInfo } from '../table.ts'
import { stretchOf, type Task } from '../task.ts'
import type { Text } from '../text.ts'
import { layerNotes, requirePolygons } from './layer-notes.ts'
import { PieceBuilder, singleParts } from './piece-builder.ts'
import { pieceStyle } from './piece-style.ts'
import { PIECE_AREA } from './piece-table.ts'

const METHOD: Text = {
  zh: '融合：字段值相同的要素在 CGCS2000 椭球等面积平面的 0.1 mm 格网上合并，去掉内部公共界线，重叠处只留一次；保留下来的界址点坐标不变；面积为 TD/T 1055—2019 椭球面积。',
  en: 'Dissolve: features with the same values are joined on a 0.1 mm grid of the equal-area plane of the CGCS2000 ellipsoid; borders between them go, a place stays once, vertices that stay keep their coordinates. Areas are ellipsoidal (TD/T 1055-2019).',
}

/** 融合. @param groupBy none: everything becomes one @throws AppError analysis.geometry, analysis.noField, crs.unknown */
export async function reportDissolve(
  layer: LayerInput,
  { groupBy, isSingle }: { readonly groupBy: readonly string[]; readonly isSingle: boolean },
  task: Task,
): Promise<AnalysisResult> {
  requirePolygons(layer)
  const { table } = layer
  const sound = await makeSound(table, stretchOf(task, 0, 0.3))
  const areas = soundAreasM2(sound)
  const { values, offsets, rows } = groupRows(table, groupBy, layer.rows)
  const groups = offsets.length - 1
  const builder = new PieceBuilder()
  const groupOfPiece: number[] = []
  for (let group = 0; group < groups; group++) {
    const stretch = stretchOf(task, 0.3 + (0.7 * group) / groups, 0.3 + (0.7 * (group + 1)) / groups)
    for (const polygon of await dissolve(sound, rows.subarray(offsets[group], offsets[group + 1]), stretch))
      builder.addPart(polygon)
    if (builder.endRow()) groupOfPiece.push(group)
  }
  const joined = builder.finish()
  const after = new Float64Array(groups)
  groupOfPiece.forEach((group, piece) => {
    after[group] = rowAreaM2(joined, joined.xy, piece)
  })
  const before = Float64Array.from({ length: groups }, (_, group) =>
    sumOf(Float64Array.from(rows.subarray(offsets[group], offsets[group + 1]), (row) => areas[row])),
  )
  const counts = Float64Array.from({ length: groups }, (_, group) => offsets[group + 1] - offsets[group])

  const columns: Column[] = []
  const report: ReportColumn[] = []
  const fields: FieldInfo[] = []
  groupBy.forEach((name, level) => {
    const field = layer.fields.find((each) => each.name === name)
    const label = field?.label ?? { zh: name, en: name }
    const made = groupColumns(layer, name, values[level])
    columns.push(...made.columns)
    report.push(...made.report)
    fields.push(field ?? { name, label })
  })
  const add = (name: string, label: Text, kind: 'count' | 'area', of: Float64Array) => {
    columns.push({ name, type: 'number', values: of })
    report.push({ name, label, kind, ...(kind === 'area' ? { unit: 'm2' } : {}), hasTotal: true })
  }
  add('count', { zh: '个数', en: 'Count' }, 'count', counts)
  add('area_m2', { zh: '融合后面积', en: 'Area, joined' }, 'area', after)
  add('before_m2', { zh: '融合前面积', en: 'Area before' }, 'area', before)

  const single = isSingle ? singleParts(joined) : null
  const geometry = single?.geometry ?? joined
  const groupOfRow = single ? Array.from(single.from, (piece) => groupOfPiece[piece]) : groupOfPiece
  task.progress(1)
  return {
    table: { name: 'dissolve', crs: table.crs, length: groups, columns, geometry: null },
    columns: report,
    totals: { count: sumOf(counts), area_m2: sumOf(after), before_m2: sumOf(before) },
    members: { offsets, rows },
    notes: layerNotes(layer, sound),
    method: METHOD,
    pieces: {
      name: 'dissolve',
      crs: 'EPSG:4490',
      length: groupOfRow.length,
      columns: [
        ...groupBy.map((name, level) =>
          textColumn(
            name,
            groupOfRow.map((group) => values[level][group]),
          ),
        ),
        { name: 'count', type: 'number', values: Float64Array.from(groupOfRow, (group) => counts[group]) },
        {
          name: PIECE_AREA,
          type: 'number',
          values: Float64Array.from(groupOfRow, (_, row) => rowAreaM2(geometry, geometry.xy, row)),
        },
      ],
      geometry,
    },
    piecesLook: {
      symbology: pieceStyle('polygon'),
      fields: [
        ...fields,
        { name: 'count', label: { zh: '合并个数', en: 'Features joined' } },
        { name: PIECE_AREA, label: { zh: '图形面积', en: 'Piece area' }, unit: 'm2', decimals: 2 },
      ],
    },
  }
}
