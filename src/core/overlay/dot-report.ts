import { sumOf } from '../adjust.ts'
import type { AnalysisResult, LayerInput } from '../analysis.ts'
import { AppError, type Note } from '../errors.ts'
import { textColumn } from '../grouping.ts'
import { soundAreasM2 } from '../net-area.ts'
import { makeSound } from '../repair.ts'
import { ReportBuilder } from '../report-builder.ts'
import { findColumn, type Geometry } from '../table.ts'
import { stretchOf, type Task } from '../task.ts'
import type { Text } from '../text.ts'
import { AREA_UNITS, fromM2 } from '../units.ts'
import { usedRows } from '../used-rows.ts'
import { layerNotes, requirePolygons } from './layer-notes.ts'
import { layerTable, type OwnColumn } from './piece-table.ts'
import { strewDots } from './strew-dots.ts'

/** More make the ground one colour. */
const MOST_DOTS = 500_000
const UNIT_WORDS: Readonly<Record<string, Text>> = { wanyuan: { zh: '万元', en: '10⁴ CNY' }, percent: { zh: '%', en: '%' } }

/**
 * 点值图 as a layer of dots. Of n features together there are as many dots as their sum holds: what is left of one is handed to the next.
 * @param field null: the drawn area in hectares
 * @throws AppError analysis.geometry, analysis.noField, dots.tooMany, crs.unknown
 */
export async function reportDots(layer: LayerInput, field: string | null, perDot: number, task: Task): Promise<AnalysisResult> {
  requirePolygons(layer)
  const sound = await makeSound(layer.table, stretchOf(task, 0, 0.5))
  const areas = soundAreasM2(sound)
  const column = field === null ? null : findColumn(layer.table, field)
  if (column !== null && column?.type !== 'number') throw new AppError('analysis.noField', { field: field ?? '' })
  const shaped = usedRows(layer.rows, layer.table.length).filter((row) => sound.geometry.rows[row] < sound.geometry.rows[row + 1])
  const amountOf = (row: number) => (column ? column.values[row] : fromM2(areas[row], 'ha'))
  const rows = shaped.filter((row) => amountOf(row) >= 0)
  const total = sumOf(Array.from(rows, amountOf))
  const most = Math.round(total / perDot)
  if (most > MOST_DOTS) throw new AppError('dots.tooMany', { count: most, most: MOST_DOTS })

  const places: Float64Array[] = []
  const owners: number[] = []
  let [sum, set] = [0, 0]
  for (const [i, row] of rows.entries()) {
    if (i % 256 === 0) {
      task.progress(0.5 + (0.5 * i) / rows.length, 'stage.measure')
      await task.breathe()
    }
    sum += amountOf(row)
    const count = Math.round(sum / perDot) - set
    if (count === 0) continue
    set += count
    places.push(strewDots(sound.geometry, row, sound.xy, count, row))
    for (let dot = 0; dot < count; dot++) owners.push(row)
  }

  const info = layer.fields.find(({ name }) => name === field)
  const label = field === null ? { zh: '图形面积', en: 'Drawn area' } : (info?.label ?? { zh: field, en: field })
  const unit = field === null ? 'ha' : info?.unit
  const unitWords = unit ? (AREA_UNITS[unit as 'ha']?.label ?? UNIT_WORDS[unit] ?? { zh: unit, en: unit }) : { zh: '', en: '' }
  const worth: Text = {
    zh: `1 点 = ${perDot} ${unitWords.zh}（${label.zh}）`,
    en: `1 dot = ${perDot} ${unitWords.en} (${label.en})`,
  }
  const report = new ReportBuilder('dot-density', layer.table.crs, [rows])
    .words('worth', { zh: '每点代表', en: 'Each dot' }, [worth])
    .count('count', { zh: '要素数', en: 'Features' }, [rows.length])
    .count('dots', { zh: '点数', en: 'Dots' }, [set])
  if (field === null) report.areaM2('total', label, [sumOf(Array.from(rows, (row) => areas[row]))])
  else
    report.number(
      'total',
      unit ? { zh: `${label.zh}（${unitWords.zh}）`, en: `${label.en} (${unitWords.en})` } : label,
      [total],
      { total: 'sum' },
    )
  const notes: Note[] = layerNotes(layer, sound)
  const skipped = shaped.length - rows.length
  if (skipped > 0) notes.push({ code: 'dots.skipped', detail: { count: skipped }, level: 'warning' })

  const offsets = Uint32Array.from({ length: set + 1 }, (_, i) => i)
  const xy = new Float64Array(2 * set)
  let at = 0
  for (const some of places) {
    xy.set(some, at)
    at += some.length
  }
  const geometry: Geometry = { kind: 'point', xy: sound.plane.toLngLat(xy), rings: offsets, parts: offsets, rows: offsets }
  const own: OwnColumn = {
    column: textColumn('dot', Array<string>(set).fill('1')),
    field: { name: 'dot', label: { zh: '点', en: 'Dot' } },
  }
  const pieces = layerTable('dot-density', geometry, [own], [{ input: layer, rows: Uint32Array.from(owners) }])
  task.progress(1)
  return {
    ...report.finish(),
    notes,
    method: {
      zh: `${worth.zh}。点在各要素内按椭球等面积平面均匀随机布设（固定种子，重算位置相同），不是实际位置；点数按累计值取整，余数转入下一要素，总点数与合计相差不到半点。`,
      en: `${worth.en}. Dots lie evenly at random inside their features, in the equal-area plane of the ellipsoid (with a fixed seed: a new run sets them alike); they are no real places. Counts are rounded along the running sum, what is left passes to the next feature, so that all dots are within half a dot of the sum.`,
    },
    pieces: pieces.table,
    piecesLook: {
      // the legend says what a dot is worth
      symbology: {
        kind: 'categories',
        field: 'dot',
        classes: [{ value: '1', label: worth, style: { fill: '#8f1d16', radius: 1.6, lineWidth: 0 } }],
        other: null,
      },
      fields: pieces.fields,
    },
  }
}
