import { sumOf } from '../adjust.ts'
import type { AnalysisResult, LayerInput } from '../analysis.ts'
import { rowAreaM2 } from '../plane.ts'
import type { RangedLayer } from '../ranged-layer.ts'
import { ReportBuilder } from '../report-builder.ts'
import type { Task } from '../task.ts'
import type { Text } from '../text.ts'
import { usedRows } from '../used-rows.ts'
import { layerNotes, requirePolygons } from './layer-notes.ts'
import type { Pieces } from './layer-overlay.ts'
import { type MadeOverlay, makeOverlay, streamOverlay } from './made-overlay.ts'
import { singleParts } from './piece-builder.ts'
import { pieceStyle } from './piece-style.ts'
import { pieceTable } from './piece-table.ts'

const METHOD: Record<'clip' | 'erase', Text> = {
  clip: {
    zh: '裁剪：保留各要素落在裁剪图层内的部分（裁剪图层先合并看待）。在 CGCS2000 椭球等面积平面上计算：位置关系在 0.1 mm 格网上判定，存储的界址点坐标不变，新增的点取存储界线的真实交点（界线近于格网处除外）；面积为 TD/T 1055—2019 椭球面积。',
    en: 'Clip: the part of each feature inside the clipping layer, taken as one. In the equal-area plane of the CGCS2000 ellipsoid: a 0.1 mm grid decides what lies where, stored vertices keep every digit, new points stand where the stored borders cross (on the grid where they are too close). Areas are ellipsoidal (TD/T 1055-2019).',
  },
  erase: {
    zh: '擦除：去掉各要素落在擦除图层内的部分。在 CGCS2000 椭球等面积平面上计算：位置关系在 0.1 mm 格网上判定，存储的界址点坐标不变，新增的点取存储界线的真实交点（界线近于格网处除外）；面积为 TD/T 1055—2019 椭球面积。',
    en: 'Erase: what of each feature lies outside the erasing layer. In the equal-area plane of the CGCS2000 ellipsoid: a 0.1 mm grid decides what lies where, stored vertices keep every digit, new points stand where the stored borders cross (on the grid where they are too close). Areas are ellipsoidal (TD/T 1055-2019).',
  },
}
const FATES: readonly Text[] = [
  { zh: '完整保留', en: 'Kept whole' },
  { zh: '被切割', en: 'Cut' },
  { zh: '全部去除', en: 'Gone' },
]

/**
 * 裁剪 / 擦除: the layer that is left, and how many features were kept, cut or taken away. Rows without shape count as gone.
 * @throws AppError analysis.geometry, crs.unknown
 */
export async function reportCut(
  kind: 'clip' | 'erase',
  subject: LayerInput,
  other: LayerInput,
  isSingle: boolean,
  task: Task,
): Promise<AnalysisResult> {
  for (const layer of [subject, other]) requirePolygons(layer)
  const made = await makeOverlay(subject, other, kind, task)
  task.progress(1)
  return cutReport(kind, subject, other, isSingle, made)
}

/** 裁剪 of a layer that passes by. @param subject its table holds no rows but the columns */
export async function streamClip(
  subject: LayerInput,
  source: RangedLayer,
  other: LayerInput,
  isSingle: boolean,
  task: Task,
): Promise<AnalysisResult> {
  for (const layer of [subject, other]) requirePolygons(layer)
  const made = await streamOverlay(subject, source, other, 'clip', task)
  task.progress(1)
  return cutReport('clip', { ...subject, table: { ...subject.table, length: source.count } }, other, isSingle, made)
}

function cutReport(
  kind: 'clip' | 'erase',
  subject: LayerInput,
  other: LayerInput,
  isSingle: boolean,
  { sound: a, areasM2: areas, other: b, pieces, lender, lenderRows }: MadeOverlay,
): AnalysisResult {
  const rows = usedRows(subject.rows, subject.table.length)
  const left = new Float64Array(subject.table.length)
  pieces.a.forEach((row, i) => {
    left[row] += pieces.areaM2[i]
  })
  const fateOf = (row: number) => (left[row] === 0 ? 2 : areas[row] - left[row] <= 1e-6 + 1e-11 * areas[row] ? 0 : 1)
  const members = FATES.map((_, fate) => Array.from(rows).filter((row) => fateOf(row) === fate))
  const lines = members.map((_, fate) => fate).filter((fate) => members[fate].length > 0)
  const perLine = (of: (row: number) => number) => Float64Array.from(lines, (fate) => sumOf(members[fate].map(of)))
  const report = new ReportBuilder(
    kind,
    subject.table.crs,
    lines.map((fate) => members[fate]),
  )
    .words(
      'fate',
      { zh: '结果', en: 'Outcome' },
      lines.map((fate) => FATES[fate]),
    )
    .count(
      'count',
      { zh: '个数', en: 'Count' },
      perLine(() => 1),
    )
    .areaM2(
      'area_m2',
      { zh: '结果面积', en: 'Area left' },
      perLine((row) => left[row]),
    )
    .areaM2(
      'before_m2',
      { zh: '原面积', en: 'Area before' },
      perLine((row) => areas[row]),
    )
  const shown = { ...pieces, a: lenderRows }
  const layer = pieceTable(kind, isSingle ? asSingleParts(shown) : shown, lender, null)
  return {
    ...report.finish(),
    notes: [...layerNotes(subject, a), ...layerNotes(other, b)],
    method: METHOD[kind],
    pieces: layer.table,
    piecesLook: { symbology: pieceStyle('polygon'), fields: layer.fields },
  }
}

/** 多部件拆分: every part a feature of its own, with the attributes of its row. */
export function asSingleParts(pieces: Pieces): Pieces {
  const { geometry, from } = singleParts(pieces.geometry)
  return {
    geometry,
    a: from.map((row) => pieces.a[row]),
    b: from.map((row) => pieces.b[row]),
    areaM2: Float64Array.from(from, (_, part) => rowAreaM2(geometry, geometry.xy, part)),
  }
}
