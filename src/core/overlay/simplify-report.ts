import { sumOf } from '../adjust.ts'
import type { AnalysisResult, LayerInput } from '../analysis.ts'
import type { Note } from '../errors.ts'
import { pickRows, vertexRange } from '../geometry.ts'
import { soundAreasM2 } from '../net-area.ts'
import { rowAreaM2 } from '../plane.ts'
import { makeSound } from '../repair.ts'
import { ReportBuilder } from '../report-builder.ts'
import type { Geometry } from '../table.ts'
import { stretchOf, type Task } from '../task.ts'
import type { Text } from '../text.ts'
import { usedRows } from '../used-rows.ts'
import { layerNotes, requirePolygons } from './layer-notes.ts'
import { NO_ROW } from './piece-builder.ts'
import { pieceStyle } from './piece-style.ts'
import { pieceTable } from './piece-table.ts'
import { simplifyLayer } from './simplify.ts'

const METHOD: Text = {
  zh: '化简：界线在三条以上界线相交处分段，每段用道格拉斯—普克算法化简一次，沿此段的各图斑取同样的点，因此不产生缝隙与重叠；保留的界址点坐标不变。会失去一环、自相交或新压到其他图斑的图斑保持原状，其界线也不化简；图层中原已重叠的图斑照样化简，重叠部分随界线略变。距离在 CGCS2000 椭球等面积平面内量测；面积为 TD/T 1055—2019 椭球面积。化简会改变面积，结果不用于面积统计。',
  en: 'Simplify: borders are divided where three meet; each stretch is simplified once (Douglas-Peucker) and every feature along it takes the same vertices, so that no gap and no overlap opens; vertices that stay keep their digits. Features that would lose a ring, cross themselves or newly cover another are left as they are, with their borders; those that overlap in the layer itself are simplified all the same, and their overlap changes a little with its border. Distances are taken in the equal-area plane of the CGCS2000 ellipsoid, areas are ellipsoidal (TD/T 1055-2019). Simplifying changes areas: do not take area statistics from the result.',
}
const FATES: readonly Text[] = [
  { zh: '已化简', en: 'Simplified' },
  { zh: '没有可去掉的点', en: 'Nothing to leave out' },
  { zh: '保持原状（化简会出错）', en: 'Left as they are (would go wrong)' },
]

/** 化简. Neighbours outside the scope are simplified along, and left out of the result. @throws AppError analysis.geometry, crs.unknown */
export async function reportSimplify(layer: LayerInput, toleranceM: number, task: Task): Promise<AnalysisResult> {
  requirePolygons(layer)
  const sound = await makeSound(layer.table, stretchOf(task, 0, 0.2))
  const areas = soundAreasM2(sound)
  const { geometry, keptWhole, overlaps } = await simplifyLayer(sound, toleranceM, stretchOf(task, 0.2, 0.95))
  const rows = usedRows(layer.rows, layer.table.length).filter((row) => geometry.rows[row] < geometry.rows[row + 1])
  const whole = new Set(keptWhole)
  const before = (row: number) => verticesOf(sound.geometry, row)
  const after = (row: number) => verticesOf(geometry, row)
  const areaAfter = Float64Array.from({ length: layer.table.length }, (_, row) => rowAreaM2(geometry, geometry.xy, row))
  const fateOf = (row: number) => (after(row) < before(row) ? 0 : whole.has(row) ? 2 : 1)
  const lines = FATES.map((words, fate) => ({ words, own: Array.from(rows).filter((row) => fateOf(row) === fate) })).filter(
    ({ own }) => own.length > 0,
  )
  const perLine = (of: (row: number) => number) => lines.map(({ own }) => sumOf(own.map(of)))
  const report = new ReportBuilder(
    'simplify',
    layer.table.crs,
    lines.map(({ own }) => own),
  )
    .words(
      'fate',
      { zh: '结果', en: 'Outcome' },
      lines.map(({ words }) => words),
    )
    .count(
      'count',
      { zh: '个数', en: 'Count' },
      lines.map(({ own }) => own.length),
    )
    .count('vertices_before', { zh: '原界址点', en: 'Vertices before' }, perLine(before))
    .count('vertices_after', { zh: '现界址点', en: 'Vertices after' }, perLine(after))
    .areaM2(
      'area_m2',
      { zh: '现面积', en: 'Area after' },
      perLine((row) => areaAfter[row]),
    )
    .areaM2(
      'before_m2',
      { zh: '原面积', en: 'Area before' },
      perLine((row) => areas[row]),
    )
    .areaM2(
      'difference_m2',
      { zh: '面积变化', en: 'Change of area' },
      perLine((row) => areaAfter[row] - areas[row]),
      'sum',
      ['area_m2', 'before_m2'],
    )
  const made = {
    geometry: pickRows(geometry, rows),
    a: rows,
    b: rows.map(() => NO_ROW),
    areaM2: Float64Array.from(rows, (row) => areaAfter[row]),
  }
  const pieces = pieceTable('simplify', made, layer, null)
  // no spread: a call takes some hundred thousand arguments at most
  const largest = rows.reduce((most, row) => Math.max(most, Math.abs(areaAfter[row] - areas[row])), 0)
  const notes: Note[] = [...layerNotes(layer, sound)]
  const shownM2 = (areaM2: number) => Math.round(areaM2 * 100) / 100
  notes.push({ code: 'simplify.largest', detail: { areaM2: shownM2(largest) }, level: 'info' })
  if (shownM2(overlaps.beforeM2) > 0)
    notes.push({
      code: 'simplify.overlaps',
      detail: { pairs: overlaps.pairs, beforeM2: shownM2(overlaps.beforeM2), afterM2: shownM2(overlaps.afterM2) },
      level: 'info',
    })
  task.progress(1)
  return {
    ...report.finish(),
    notes,
    method: METHOD,
    pieces: pieces.table,
    piecesLook: { symbology: pieceStyle('polygon'), fields: pieces.fields },
  }
}

/** Closing vertices are not counted. */
function verticesOf(geometry: Geometry, row: number): number {
  const [from, end] = vertexRange(geometry, row)
  const rings = geometry.parts[geometry.rows[row + 1]] - geometry.parts[geometry.rows[row]]
  return end - from - rings
}
