import type { FixQuality, FixSource } from './fix.ts'
import type { PointClass } from './verdict.ts'

/** What was found at a boundary point: 完好, 移位, 丢失, 无法到达, 新增. */
export const POINT_STATUSES = ['intact', 'moved', 'lost', 'unreachable', 'added'] as const
export type PointStatus = (typeof POINT_STATUSES)[number]

/** What the officer says of the parcel: 一致, 不一致, 争议. */
export const PARCEL_VERDICTS = ['agrees', 'disagrees', 'disputed'] as const
export type ParcelVerdict = (typeof PARCEL_VERDICTS)[number]

/** 界标种类. Source: 地籍调查表 (TD/T 1001-2012), 界址标示表. */
export const MARKER_KINDS = ['nail', 'concrete', 'lime', 'paint', 'stone', 'none', 'other'] as const
/** 界址线类别, as above. */
export const LINE_KINDS = ['road', 'ditch', 'wall', 'fence', 'ridge', 'hedge', 'river', 'other'] as const
/** 界址线位置, as above: 内, 中, 外. */
export const LINE_POSITIONS = ['inner', 'middle', 'outer'] as const

export interface Measurement {
  /** degrees, CGCS2000 */
  readonly lng: number
  readonly lat: number
  readonly accuracyM: number | null
  readonly source: FixSource
  readonly quality: FixQuality | null
  /** fixes that were averaged, and those left out as jumps */
  readonly count: number
  readonly rejected: number
  readonly sdM: number | null
  /** of typed coordinates: the text itself and the system in which it was read */
  readonly typed: { readonly text: string; readonly crs: string } | null
  /** ISO 8601 by the device's clock */
  readonly at: string
}

export interface CheckedPoint {
  readonly id: string
  /** J1 … in the order of the register; X1 … of those that were added in the field */
  readonly label: string
  /** ring of the row, counted from 0; null for an added point */
  readonly ring: number | null
  readonly isHole: boolean
  /** where the register has it; null for an added point */
  readonly registered: { readonly lng: number; readonly lat: number } | null
  readonly status: PointStatus | null
  readonly measured: Measurement | null
  readonly marker: (typeof MARKER_KINDS)[number] | null
  /** of the line from this point to the next */
  readonly line: (typeof LINE_KINDS)[number] | null
  readonly linePosition: (typeof LINE_POSITIONS)[number] | null
  /** ids of photos */
  readonly photos: readonly string[]
  readonly note: string
}

/** One check of one parcel's boundary (界址核实). JSON through and through. */
export interface Check {
  readonly version: 1
  readonly id: string
  /** the layer as it was then: a later one never changes what was checked */
  readonly layer: {
    readonly id: string
    readonly title: string
    /** records of before have the Chinese name alone */
    readonly titleEn?: string | undefined
    readonly table: string
    readonly sha256: string | null
  }
  readonly parcel: {
    readonly row: number
    /** code of the unit, or what the layer is known by */
    readonly code: string
    readonly name: string
    readonly registeredAreaM2: number | null
  }
  /** system in which X and Y are shown */
  readonly crs: string
  readonly pointClass: PointClass
  readonly points: readonly CheckedPoint[]
  readonly verdict: ParcelVerdict | null
  readonly note: string
  readonly officer: string
  readonly startedAt: string
  readonly changedAt: string
  /** changes made, by device: tells which of two copies came later without asking any clock */
  readonly changes: Readonly<Record<string, number>>
}

/** @param device what makes the change @param at ISO 8601 */
export function changed(check: Check, patch: Partial<Check>, device: string, at: string): Check {
  return { ...check, ...patch, changedAt: at, changes: { ...check.changes, [device]: (check.changes[device] ?? 0) + 1 } }
}

export function changedPoint(check: Check, id: string, patch: Partial<CheckedPoint>, device: string, at: string): Check {
  const points = check.points.map((point) => (point.id === id ? { ...point, ...patch } : point))
  return changed(check, { points }, device, at)
}

/** A point found in the field that the register does not have; numbered after those that were added before. */
export function withAddedPoint(check: Check, id: string, device: string, at: string): Check {
  const number = 1 + check.points.filter(({ registered }) => registered === null).length
  return changed(check, { points: [...check.points, blankPoint({ id, label: `X${number}`, status: 'added' })] }, device, at)
}

export function blankPoint(known: Pick<CheckedPoint, 'id' | 'label'> & Partial<CheckedPoint>): CheckedPoint {
  return {
    ring: null,
    isHole: false,
    registered: null,
    status: null,
    measured: null,
    marker: null,
    line: null,
    linePosition: null,
    photos: [],
    note: '',
    ...known,
  }
}
