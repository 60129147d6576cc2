import { pickRows, vertexRange } from '../geometry.ts'
import { validRows } from '../overlay/valid-rows.ts'
import type { RepairedRow, SoundTable } from '../repair.ts'
import { rowPieces } from '../row-pieces.ts'
import { spread } from '../spread.ts'
import type { Geometry } from '../table.ts'
import type { Task } from '../task.ts'
import { plainNumber } from '../units.ts'
import type { Findings } from './findings.ts'
import type { FindingKind } from './kinds.ts'
import kernel, { type RowShape } from './row-shapes.kernel.ts'

export interface ShapeLimits {
  readonly spikeDeg: number
  readonly shortEdgeM: number
  readonly sliverM2: number
  readonly sliverWidthM: number
}

/** Shapes as they are stored, before any repair. */
export interface StoredShapes {
  readonly geometry: Geometry
  readonly lngLat: Float64Array
  /** metres in the plane of the sound table */
  readonly xy: Float64Array
}

/** What is wrong with single shapes: crossings, misplaced rings, spikes, short edges, slivers. One finding a row and kind. */
export async function checkShapes(
  { geometry, lngLat, xy }: StoredShapes,
  sound: SoundTable,
  areasM2: Float64Array,
  rows: Uint32Array,
  limits: ShapeLimits,
  findings: Findings,
  task: Task,
): Promise<void> {
  const repairs = new Map(sound.repaired.map((each) => [each.row, each]))
  const touching = new Set(sound.touching)
  const runs = rowPieces(geometry, rows)
  const stored = { ...geometry, xy }
  const pieces = {
    count: runs.length,
    at: (run: number) => ({
      geometry: pickRows(stored, runs[run]),
      areasM2: Float64Array.from(runs[run], (row) => areasM2[row]),
    }),
  }
  const { spikeDeg, shortEdgeM, sliverM2, sliverWidthM } = limits
  const parts = await spread(kernel, { spikeDeg, shortEdgeM, sliverM2, sliverWidthM }, pieces, task, 'stage.repair')
  for (const [run, shapes] of parts.entries()) {
    await task.breathe()
    for (const shape of shapes) {
      const row = runs[run][shape.row]
      const [first] = vertexRange(geometry, row)
      const placeOf = (vertex: number) => [lngLat[2 * (first + vertex)], lngLat[2 * (first + vertex) + 1]] as const
      const touches = touching.has(row) ? shape.defects.find(({ kind }) => kind === 'touching') : undefined
      if (touches && isInvalidByOgc(sound, row)) {
        const at = placeOf(touches.vertex)
        findings.add({ kind: 'touches-itself', rule: null, rows: [row], areaM2: Number.NaN, at, detail: {} })
      }
      addFindings(shape, row, placeOf, repairs.get(row), areasM2[row], limits, findings)
    }
  }
}

/** Of a row that touches itself: what OGC allows stays one ring and one part where it was one. */
function isInvalidByOgc({ geometry, lngLat, plane }: SoundTable, row: number): boolean {
  const stored = pickRows({ ...geometry, xy: lngLat }, [row])
  const valid = validRows(stored, plane)
  return valid.parts.length !== stored.parts.length || valid.rings.length !== stored.rings.length
}

function addFindings(
  { isEmpty, defects, corners }: RowShape,
  row: number,
  placeOf: (vertex: number) => readonly [number, number],
  repair: RepairedRow | undefined,
  areaM2: number,
  limits: ShapeLimits,
  findings: Findings,
): void {
  const put = (kind: FindingKind, rule: string | null, vertex: number, detail = {}, changedM2 = Number.NaN) =>
    findings.add({ kind, rule, rows: [row], areaM2: changedM2, at: placeOf(vertex), detail })
  if (isEmpty) {
    findings.add({ kind: 'no-shape', rule: null, rows: [row], areaM2: Number.NaN, at: null, detail: {} })
    return
  }
  // rings that merely touch are valid as long as the repair found nothing to change
  const isMeeting = repair?.defect === 'crossing' || repair?.defect === 'touching'
  const meetings = defects.filter(({ kind }) => kind === 'crossing' || (kind === 'touching' && isMeeting))
  const flat = defects.find(({ kind }) => kind === 'degenerate')
  // the signed areas of a bow-tie's lobes may cancel out: what crosses itself and encloses something is not flat
  const isFlat = flat && (meetings.length === 0 || !(areaM2 > 0))
  if (meetings.length > 0 && !isFlat)
    put('self-intersection', null, meetings[0].vertex, { count: meetings.length }, changeOf(repair))
  const hole = defects.find(({ kind }) => kind === 'holeOutside')
  const part = defects.find(({ kind }) => kind === 'partsOverlap')
  if (hole) put('hole-outside', 'hole', hole.vertex)
  if (part) put('hole-outside', 'part', part.vertex)
  if (isFlat) {
    put('degenerate', null, flat.vertex)
    return
  }
  if (corners.spike) {
    const { vertex, angleDeg, lengthM } = corners.spike
    const detail = { angleDeg: plainNumber(angleDeg, 1), lengthM: plainNumber(lengthM, 2), limitDeg: limits.spikeDeg }
    put('spike', null, vertex, detail)
  }
  if (corners.duplicates > 0) put('short-edge', 'duplicate', corners.duplicateAt, { count: corners.duplicates })
  if (corners.short > 0) {
    const detail = { count: corners.short, limitM: limits.shortEdgeM, lengthMm: plainNumber(corners.shortestM * 1000, 1) }
    put('short-edge', 'short', corners.shortAt, detail)
  }
  const widthM = (2 * areaM2) / corners.perimeterM
  if (areaM2 < limits.sliverM2) {
    const detail = { areaM2: plainNumber(areaM2, 2), limitM2: limits.sliverM2 }
    findings.add({ kind: 'sliver', rule: 'area', rows: [row], areaM2, at: null, detail })
  } else if (widthM < limits.sliverWidthM) {
    const detail = { widthM: plainNumber(widthM, 2), limitM: limits.sliverWidthM }
    findings.add({ kind: 'sliver', rule: 'width', rows: [row], areaM2, at: null, detail })
  }
}

/** What the repair changed: the size of the lobes that turned the wrong way. */
function changeOf(repair: { areaBeforeM2: number; areaAfterM2: number } | undefined): number {
  return repair ? Math.abs(repair.areaAfterM2 - repair.areaBeforeM2) : Number.NaN
}
