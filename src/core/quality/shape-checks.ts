import { isRowEmpty, ringRange } from '../geometry.ts'
import type { SoundTable } from '../repair.ts'
import type { Geometry } from '../table.ts'
import type { Task } from '../task.ts'
import { SNAP_M } from '../topology/snap.ts'
import { plainNumber } from '../units.ts'
import { findDefects } from '../validity.ts'
import type { Findings } from './findings.ts'

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
  shapes: StoredShapes,
  sound: SoundTable,
  areasM2: Float64Array,
  rows: Uint32Array,
  limits: ShapeLimits,
  findings: Findings,
  task: Task,
): Promise<void> {
  const { geometry, lngLat, xy } = shapes
  const repairs = new Map(sound.repaired.map((each) => [each.row, each]))
  for (let i = 0; i < rows.length; i++) {
    if (i % 128 === 0) {
      task.progress(i / rows.length, 'stage.repair')
      await task.breathe()
    }
    const row = rows[i]
    const put = (
      kind: Parameters<Findings['add']>[0]['kind'],
      rule: string | null,
      vertex: number,
      detail = {},
      areaM2 = Number.NaN,
    ) => findings.add({ kind, rule, rows: [row], areaM2, at: [lngLat[2 * vertex], lngLat[2 * vertex + 1]], detail })
    if (isRowEmpty(geometry, row)) {
      findings.add({ kind: 'no-shape', rule: null, rows: [row], areaM2: Number.NaN, at: null, detail: {} })
      continue
    }
    const defects = findDefects(geometry, xy, row)
    // rings that merely touch are valid as long as the repair found nothing to change
    const isMeeting = repairs.get(row)?.defect === 'crossing' || repairs.get(row)?.defect === 'touching'
    const meetings = defects.filter(({ kind }) => kind === 'crossing' || (kind === 'touching' && isMeeting))
    if (meetings.length > 0)
      put('self-intersection', null, meetings[0].vertex, { count: meetings.length }, changeOf(repairs.get(row)))
    const hole = defects.find(({ kind }) => kind === 'holeOutside')
    const part = defects.find(({ kind }) => kind === 'partsOverlap')
    const flat = defects.find(({ kind }) => kind === 'degenerate')
    if (hole) put('hole-outside', 'hole', hole.vertex)
    if (part) put('hole-outside', 'part', part.vertex)
    if (flat) {
      put('degenerate', null, flat.vertex)
      continue
    }
    const corners = cornersOf(geometry, xy, row, limits)
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
    const areaM2 = areasM2[row]
    const widthM = (2 * areaM2) / corners.perimeterM
    if (areaM2 < limits.sliverM2) {
      const detail = { areaM2: plainNumber(areaM2, 2), limitM2: limits.sliverM2 }
      findings.add({ kind: 'sliver', rule: 'area', rows: [row], areaM2, at: null, detail })
    } else if (widthM < limits.sliverWidthM) {
      const detail = { widthM: plainNumber(widthM, 2), limitM: limits.sliverWidthM }
      findings.add({ kind: 'sliver', rule: 'width', rows: [row], areaM2, at: null, detail })
    }
  }
}

/** What the repair changed: the size of the lobes that turned the wrong way. */
function changeOf(repair: { areaBeforeM2: number; areaAfterM2: number } | undefined): number {
  return repair ? Math.abs(repair.areaAfterM2 - repair.areaBeforeM2) : Number.NaN
}

interface Corners {
  perimeterM: number
  /** the sharpest corner below the limit */
  spike: { vertex: number; angleDeg: number; lengthM: number } | null
  duplicates: number
  duplicateAt: number
  short: number
  shortAt: number
  shortestM: number
}

function cornersOf(geometry: Geometry, xy: Float64Array, row: number, limits: ShapeLimits): Corners {
  const found: Corners = {
    perimeterM: 0,
    spike: null,
    duplicates: 0,
    duplicateAt: 0,
    short: 0,
    shortAt: 0,
    shortestM: Number.POSITIVE_INFINITY,
  }
  const leastCosine = Math.cos((limits.spikeDeg * Math.PI) / 180)
  const [from, to] = ringRange(geometry, row)
  for (let ring = from; ring < to; ring++) {
    const end = geometry.rings[ring + 1] - 1
    // the last edge of some length leads into the first vertex
    let before = end - 1
    while (before > geometry.rings[ring] && lengthOf(xy, before, end) <= SNAP_M) before--
    let inX = xy[2 * end] - xy[2 * before]
    let inY = xy[2 * end + 1] - xy[2 * before + 1]
    let inM = Math.hypot(inX, inY)
    for (let i = geometry.rings[ring]; i < end; i++) {
      const outX = xy[2 * i + 2] - xy[2 * i]
      const outY = xy[2 * i + 3] - xy[2 * i + 1]
      const outM = Math.hypot(outX, outY)
      if (outM <= SNAP_M) {
        if (found.duplicates++ === 0) found.duplicateAt = i
        continue
      }
      found.perimeterM += outM
      if (outM < limits.shortEdgeM) {
        found.short++
        if (outM < found.shortestM) {
          found.shortestM = outM
          found.shortAt = i
        }
      }
      const cosine = -(inX * outX + inY * outY) / (inM * outM)
      if (cosine > leastCosine && Math.min(inM, outM) >= limits.shortEdgeM) {
        const angleDeg = (Math.acos(Math.min(1, cosine)) * 180) / Math.PI
        if (!(found.spike && found.spike.angleDeg <= angleDeg))
          found.spike = { vertex: i, angleDeg, lengthM: Math.min(inM, outM) }
      }
      inX = outX
      inY = outY
      inM = outM
    }
  }
  return found
}

function lengthOf(xy: Float64Array, a: number, b: number): number {
  return Math.hypot(xy[2 * b] - xy[2 * a], xy[2 * b + 1] - xy[2 * a + 1])
}
