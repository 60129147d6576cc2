import Flatbush from 'flatbush'
import { AppError } from '../errors.ts'
import { rowBox, rowContains, vertexRange } from '../geometry.ts'
import { nearestIndex, prepareNearest } from '../nearest-index.ts'
import { overlapKernel } from '../overlap.ts'
import { lngLatOf, rowAreaM2 } from '../plane.ts'
import { makeSound } from '../repair.ts'
import type { Table } from '../table.ts'
import { stretchOf, type Task } from '../task.ts'

/** 相交 (touching counts), 位于其内 (wholly in one feature of the other), 距离以内. */
export type Relation = 'intersects' | 'inside' | 'within'

export interface SpatialQuestion {
  readonly relation: Relation
  /** of 'within' */
  readonly distanceM: number
}

/** What of a polygon may lie outside and it still counts as inside: a square centimetre, or a thousandth of a millionth of it. */
const OUTSIDE_M2 = 1e-4
const OUTSIDE_SHARE = 1e-9
const PIECE = 64

/**
 * Rows of one table that stand in a relation to any row of another, ascending.
 * @param rows to be asked, ascending @param others rows of `other` that count; null: all
 * @param isOwn the other is this table: a row is not related to itself
 * @throws AppError query.inside where the layer consists of lines
 */
export async function spatialRows(
  table: Table,
  rows: Uint32Array,
  other: Table,
  others: Uint32Array | null,
  { relation, distanceM }: SpatialQuestion,
  isOwn: boolean,
  task: Task,
): Promise<Uint32Array> {
  if (!table.geometry || !other.geometry) return new Uint32Array(0)
  const test =
    relation === 'inside'
      ? await insideTest(table, other, others, isOwn, task)
      : await nearTest(table, other, others, relation === 'within' ? distanceM : 0, isOwn, task)
  const found: number[] = []
  const rest = stretchOf(task, 0.2, 1)
  for (let k = 0; k < rows.length; k++) {
    if (test(rows[k])) found.push(rows[k])
    if (k % PIECE > 0) continue
    rest.progress(k / rows.length)
    await task.breathe()
  }
  task.progress(1)
  return Uint32Array.from(found)
}

async function nearTest(
  table: Table,
  other: Table,
  others: Uint32Array | null,
  limitM: number,
  isOwn: boolean,
  task: Task,
): Promise<(row: number) => boolean> {
  const kept = others && new Set(others)
  const edges = await prepareNearest(other, (row) => !kept || kept.has(row), stretchOf(task, 0, 0.2))
  if (!edges) return () => false
  const index = nearestIndex(edges)
  const { geometry } = table
  const lngLat = lngLatOf(table)
  return (row) => geometry !== null && index.nearest(geometry, lngLat, row, limitM, isOwn ? row : -1) !== null
}

/** By areas, so that a border that both share is inside whichever way its points are rounded; points by where they are. */
async function insideTest(
  table: Table,
  other: Table,
  others: Uint32Array | null,
  isOwn: boolean,
  task: Task,
): Promise<(row: number) => boolean> {
  const kind = table.geometry?.kind
  if (kind === 'line') throw new AppError('query.inside', {})
  if (other.geometry?.kind !== 'polygon') return () => false
  if (kind === 'point') return pointTest(table, other, others)
  const [sound, otherSound] = [await makeSound(table, stretchOf(task, 0, 0.1)), await makeSound(other, stretchOf(task, 0.1, 0.2))]
  const { geometry, lngLat } = sound
  const { geometry: otherGeometry, xy: otherXy, plane } = otherSound
  const xy = plane.toPlane(lngLat)
  const kernel = overlapKernel(geometry, xy, otherGeometry, otherXy)
  const { search } = boxesOf(otherGeometry, otherXy, others)
  return (row) => {
    const box = rowBox(geometry, row, xy)
    if (!box) return false
    const areaM2 = rowAreaM2(geometry, lngLat, row)
    const least = areaM2 - Math.max(OUTSIDE_M2, areaM2 * OUTSIDE_SHARE)
    return areaM2 > 0 && search(box).some((each) => !(isOwn && each === row) && kernel.overlap(row, each) >= least)
  }
}

function pointTest(table: Table, other: Table, others: Uint32Array | null): (row: number) => boolean {
  const [geometry, otherGeometry] = [table.geometry, other.geometry]
  if (!geometry || !otherGeometry) return () => false
  const [lngLat, otherLngLat] = [lngLatOf(table), lngLatOf(other)]
  const { search } = boxesOf(otherGeometry, otherLngLat, others)
  return (row) => {
    const [from, to] = vertexRange(geometry, row)
    const candidates = from < to ? search(rowBox(geometry, row, lngLat) as Box) : []
    return candidates.some((each) => {
      for (let i = from; i < to; i++)
        if (!rowContains(otherGeometry, each, lngLat[2 * i], lngLat[2 * i + 1], otherLngLat)) return false
      return true
    })
  }
}

type Box = readonly [number, number, number, number]

function boxesOf(geometry: NonNullable<Table['geometry']>, xy: Float64Array, rows: Uint32Array | null) {
  const used: number[] = []
  const boxes: Box[] = []
  const count = rows?.length ?? geometry.rows.length - 1
  for (let k = 0; k < count; k++) {
    const row = rows ? rows[k] : k
    const box = rowBox(geometry, row, xy)
    if (!box) continue
    used.push(row)
    boxes.push(box)
  }
  if (boxes.length === 0) return { search: (): number[] => [] }
  const index = new Flatbush(boxes.length)
  for (const box of boxes) index.add(...box)
  index.finish()
  return { search: (box: Box): number[] => index.search(...box).map((at) => used[at]) }
}
