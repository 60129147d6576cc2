import type { AnalysisResult } from '../analysis.ts'
import { isGeographic } from '../crs.ts'
import { isRowEmpty } from '../geometry.ts'
import { textColumn } from '../grouping.ts'
import { labelPoint } from '../label-point.ts'
import { overlay } from '../overlay/layer-overlay.ts'
import { PieceBuilder } from '../overlay/piece-builder.ts'
import type { SoundTable } from '../repair.ts'
import type { Column, Geometry, Table } from '../table.ts'
import type { Task } from '../task.ts'
import type { Finding } from './findings.ts'
import { explain, type FindingKind, KINDS } from './kinds.ts'

const styleOf = (kind: FindingKind, fill: string, line: string) => ({
  value: kind,
  label: KINDS[kind].label,
  style: { fill, fillOpacity: 0.6, line, lineWidth: 1.4 },
})
/** Too much red, too little yellow: what lies on the map beside the parcels' pale tints must be seen at once. */
export const PIECES_LOOK: NonNullable<AnalysisResult['piecesLook']> = {
  symbology: {
    kind: 'categories',
    field: 'kind',
    classes: [
      styleOf('overlap', '#c2352b', '#8f1d16'),
      styleOf('duplicate-geometry', '#8e44ad', '#5b2a70'),
      styleOf('gap', '#f2c200', '#8a6d00'),
    ],
    other: { fill: '#e07b00', fillOpacity: 0.1, line: '#b45f00', lineWidth: 1.6 },
  },
  fields: [
    { name: 'finding', label: { zh: '问题序号', en: 'Finding' }, decimals: 0 },
    { name: 'kind', label: { zh: '类型', en: 'Kind' } },
    { name: 'explanation', label: { zh: '说明', en: 'Explanation' }, role: 'name' },
    { name: 'explanation_en', label: { zh: '说明（英文）', en: 'Explanation (English)' } },
    { name: 'rows', label: { zh: '行号', en: 'Rows' } },
    { name: 'area_m2', label: { zh: '问题面积', en: 'Area concerned' }, unit: 'm2', decimals: 2 },
  ],
}

export interface FindingPieces {
  readonly table: Table
  /** piece of a finding, by the finding's index */
  readonly of: ReadonlyMap<number, number>
}

/** Every finding as a feature: overlaps cut out, gaps, and of all others the row that is wrong, where it has a shape. */
export async function piecesOf(sound: SoundTable, listed: readonly Finding[], task: Task): Promise<FindingPieces | null> {
  const cut = listed.flatMap((finding, i) => (finding.kind === 'overlap' || finding.kind === 'duplicate-geometry' ? [i] : []))
  const order = cut.sort((a, b) => listed[a].rows[0] - listed[b].rows[0] || listed[a].rows[1] - listed[b].rows[1])
  const pairs = {
    subject: Uint32Array.from(order, (i) => listed[i].rows[0]),
    zone: Uint32Array.from(order, (i) => listed[i].rows[1]),
    areaM2: Float64Array.from(order, (i) => listed[i].areaM2),
  }
  const side = { sound, rows: null }
  const shared = order.length > 0 ? await overlay(side, side, 'intersection', task, { pairs }) : null
  const builder = new PieceBuilder()
  const findingOf: number[] = []
  const pieceOf = new Map<number, number>()
  const close = (finding: number) => {
    if (!builder.endRow()) return
    pieceOf.set(finding, findingOf.length)
    findingOf.push(finding)
  }
  const byRows = new Map(order.map((i) => [listed[i].rows.join(' '), i]))
  for (let piece = 0; shared && piece < shared.a.length; piece++) {
    const finding = byRows.get(`${shared.a[piece]} ${shared.b[piece]}`)
    if (finding === undefined) continue
    builder.copyRow(shared.geometry, shared.geometry.xy, piece)
    close(finding)
  }
  listed.forEach(({ polygon }, i) => {
    if (!polygon) return
    builder.addPart(polygon)
    close(i)
  })
  listed.forEach(({ rows: [row] }, i) => {
    if (pieceOf.has(i) || row === undefined) return
    builder.copyRow(sound.geometry, sound.lngLat, row)
    close(i)
  })
  if (findingOf.length === 0) return null
  const findingsOf = findingOf.map((i) => listed[i])
  const crs = isGeographic(sound.table.crs) ? sound.table.crs : 'EPSG:4490'
  const columns: Column[] = [
    { name: 'finding', type: 'number', values: Float64Array.from(findingOf, (i) => i + 1) },
    textColumn(
      'kind',
      findingsOf.map(({ kind }) => kind),
    ),
    textColumn(
      'explanation',
      findingsOf.map(({ kind, rule, detail }) => explain(kind, rule, detail).zh),
    ),
    textColumn(
      'explanation_en',
      findingsOf.map(({ kind, rule, detail }) => explain(kind, rule, detail).en),
    ),
    textColumn(
      'rows',
      findingsOf.map(({ rows }) => rowsText(rows)),
    ),
    { name: 'area_m2', type: 'number', values: Float64Array.from(findingsOf, ({ areaM2 }) => areaM2) },
  ]
  return { table: { name: 'quality-pieces', crs, length: findingOf.length, columns, geometry: builder.finish() }, of: pieceOf }
}

/** Well inside the finding's own shape, else inside its first row. */
export function placeOf(
  sound: SoundTable,
  finding: Finding,
  pieces: FindingPieces | null,
  index: number,
): readonly [number, number] | null {
  const piece = pieces?.of.get(index)
  const geometry: Geometry | null = piece !== undefined && pieces ? pieces.table.geometry : sound.geometry
  const row = piece ?? finding.rows[0]
  if (!geometry || row === undefined || isRowEmpty(geometry, row)) return null
  const vertex = geometry.rings[geometry.parts[geometry.rows[row]]]
  const xy = geometry === sound.geometry ? sound.lngLat : geometry.xy
  return labelPoint(geometry, row, xy, 1 / Math.cos((xy[2 * vertex + 1] * Math.PI) / 180))
}

/** Rows as people count them; a gap in a large fabric may have hundreds round it. */
export function rowsText(rows: readonly number[]): string {
  const shown = rows.slice(0, 12).map((row) => row + 1)
  return rows.length > shown.length ? `${shown.join(' ')} …` : shown.join(' ')
}
