import { sumOf } from '../adjust.ts'
import type { AnalysisResult, LayerInput } from '../analysis.ts'
import type { Note } from '../errors.ts'
import { soundAreasM2 } from '../net-area.ts'
import type { RangedLayer } from '../ranged-layer.ts'
import { ReportBuilder } from '../report-builder.ts'
import { stretchOf, type Task } from '../task.ts'
import type { Text } from '../text.ts'
import { usedRows } from '../used-rows.ts'
import { apartNote } from './apart-note.ts'
import { asSingleParts } from './cut-report.ts'
import { layerNotes, requirePolygons } from './layer-notes.ts'
import type { OverlayKind, Pieces } from './layer-overlay.ts'
import { type MadeOverlay, makeOverlay, streamOverlay } from './made-overlay.ts'
import { NO_ROW } from './piece-builder.ts'
import { pieceStyle } from './piece-style.ts'
import { pieceTable } from './piece-table.ts'
import { planarLayer } from './planar-layer.ts'
import { prepareZones } from './prepared-zones.ts'

/** Overlays whose pieces carry the attributes of both layers. */
export type TwoSidedOverlay = Extract<OverlayKind, 'intersection' | 'identity' | 'union' | 'symmetricDifference'>

const KEPT: Readonly<Record<TwoSidedOverlay, Text>> = {
  intersection: {
    zh: '相交：只保留两个图层共有的部分，逐对成块，带两边的属性。',
    en: 'Intersection: only what both layers cover, a piece a pair, with the attributes of both.',
  },
  identity: {
    zh: '标识：保留输入图层的全部范围，被叠加图层分割，共有部分带两边的属性，其余只带输入图层的属性。',
    en: 'Identity: the whole of the input layer, divided by the other; shared parts carry the attributes of both, the rest those of the input.',
  },
  union: {
    zh: '联合：保留两个图层的全部范围并相互分割，共有部分带两边的属性，其余只带所属图层的属性。',
    en: 'Union: the whole of both layers, each divided by the other; shared parts carry the attributes of both, the rest those of their own layer.',
  },
  symmetricDifference: {
    zh: '对称差：只保留仅属于其中一个图层的部分。',
    en: 'Symmetric difference: only what one of the two layers covers and the other does not.',
  },
}
const HOW: Text = {
  zh: '先解析计算各对面积，判定分离、包含与相切，只有真正相交的边界才进入裁剪。在 CGCS2000 椭球等面积平面上计算：位置关系在 0.1 mm 格网上判定，存储的界址点坐标不变，新增的点取存储界线的真实交点（界线近于格网处除外）。面积为 TD/T 1055—2019 椭球面积。同一图层内部相互重叠的要素各自成块。',
  en: 'Areas of all pairs are computed first in closed form, so that only borders that really cross are cut. In the equal-area plane of the CGCS2000 ellipsoid: a 0.1 mm grid decides what lies where, stored vertices keep every digit, new points stand where the stored borders cross (on the grid where they are too close). Areas are ellipsoidal (TD/T 1055-2019). Features of one layer that overlap each other make pieces of their own.',
}

const PARTS = ['both', 'onlyA', 'onlyB'] as const
type Part = (typeof PARTS)[number]

/**
 * 相交 / 标识 / 联合 / 对称差: the pieces as a layer, and how much of them both layers or one of them covers.
 * Totals: pieces, area_m2 (sum of the pieces).
 * @throws AppError analysis.geometry, crs.unknown
 */
export async function reportOverlay(
  kind: TwoSidedOverlay,
  a: LayerInput,
  b: LayerInput,
  isSingle: boolean,
  task: Task,
): Promise<AnalysisResult> {
  for (const layer of [a, b]) requirePolygons(layer)
  return overlayReport(kind, a, b, isSingle, await makeOverlay(a, b, kind, stretchOf(task, 0, 0.95)), task)
}

/** 相交 of a first layer that passes by. @param a its table holds no rows but the columns */
export async function streamIntersection(
  a: LayerInput,
  source: RangedLayer,
  b: LayerInput,
  isSingle: boolean,
  task: Task,
): Promise<AnalysisResult> {
  for (const layer of [a, b]) requirePolygons(layer)
  const made = await streamOverlay(a, source, b, 'intersection', task)
  return overlayReport('intersection', { ...a, table: { ...a.table, length: source.count } }, b, isSingle, made, task)
}

async function overlayReport(
  kind: TwoSidedOverlay,
  a: LayerInput,
  b: LayerInput,
  isSingle: boolean,
  { sound: soundA, layer: planarA, areasM2, other: soundB, pieces: made, lender, lenderRows }: MadeOverlay,
  task: Task,
): Promise<AnalysisResult> {
  const pieces = isSingle ? asSingleParts(made) : made
  const titles = [a, b].map(({ source, table }) => source.title ?? { zh: table.name, en: table.name })
  const words: Readonly<Record<Part, Text>> = {
    both: { zh: '两层共有', en: 'In both layers' },
    onlyA: { zh: `仅“${titles[0].zh}”`, en: `Only “${titles[0].en}”` },
    onlyB: { zh: `仅“${titles[1].zh}”`, en: `Only “${titles[1].en}”` },
  }
  const lines = PARTS.flatMap((part) => {
    const own = Array.from(pieces.areaM2.keys()).filter((i) => partOf(pieces, i) === part)
    return own.length > 0 ? [{ part, own }] : []
  })
  const rowsOf = (own: readonly number[]) => [...new Set(own.map((i) => pieces.a[i]).filter((row) => row !== NO_ROW))]
  const areas = lines.map(({ own }) => sumOf(own.map((i) => pieces.areaM2[i])))
  const whole = sumOf(areas)
  const report = new ReportBuilder(
    kind,
    a.table.crs,
    lines.map(({ own }) => rowsOf(own).sort((m, n) => m - n)),
  )
    .words(
      'part',
      { zh: '部分', en: 'Part' },
      lines.map(({ part }) => words[part]),
    )
    .count(
      'pieces',
      { zh: '图斑', en: 'Pieces' },
      lines.map(({ own }) => own.length),
    )
    .areaM2('area_m2', { zh: '面积', en: 'Area' }, areas)
    .number(
      'share',
      { zh: '占比', en: 'Share' },
      areas.map((area) => (area / whole) * 100),
      { unit: '%', decimals: 2, total: 100 },
    )
  const shown = { ...made, a: lenderRows }
  const layer = pieceTable(kind, isSingle ? asSingleParts(shown) : shown, lender, b)
  const notes: Note[] = [...layerNotes(a, soundA), ...layerNotes(b, soundB)]
  if (lines.every(({ part }) => part !== 'both') && kind !== 'symmetricDifference') {
    const zones = prepareZones(planarLayer(soundB, soundA.plane), b.rows)
    // what has passed by is not held against what it does not meet: how far apart they are nobody knows
    if (planarA) notes.push(await apartNote(b, planarA, usedRows(a.rows, a.table.length), zones, soundA.plane, task))
    else notes.push({ code: 'overlap.noneMeets', detail: { layer: titles[1].zh }, level: 'info' })
  }
  notes.push(sizeNote(a, areasM2, titles[0]), sizeNote(b, soundAreasM2(soundB), titles[1]))
  task.progress(1)
  return {
    ...report.finish(),
    notes,
    method: { zh: KEPT[kind].zh + HOW.zh, en: `${KEPT[kind].en} ${HOW.en}` },
    pieces: layer.table,
    piecesLook: { symbology: pieceStyle('polygon'), fields: layer.fields },
  }
}

function partOf({ a, b }: Pieces, piece: number): Part {
  if (a[piece] === NO_ROW) return 'onlyB'
  return b[piece] === NO_ROW ? 'onlyA' : 'both'
}

/** What went in, so that a reader can check what came out. */
function sizeNote({ rows, table }: LayerInput, areas: Float64Array, { zh, en }: Text): Note {
  const used = usedRows(rows, table.length)
  const areaM2 = Math.round(sumOf(Float64Array.from(used, (row) => areas[row])) * 100) / 100
  return { code: 'overlay.input', detail: { layer: zh, layerEn: en, count: used.length, areaM2 }, level: 'info' }
}
