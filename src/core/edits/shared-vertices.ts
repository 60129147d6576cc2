import { isGeographic } from '../crs.ts'
import { AppError } from '../errors.ts'
import { vertexRange } from '../geometry.ts'
import { lngLatOf, planeOf } from '../plane.ts'
import type { Geometry, Table } from '../table.ts'
import { findDefects } from '../validity.ts'
import { shapeOfRow } from './apply-edits.ts'
import { type Edits, fileRow, type RowShape, withChange } from './edits.ts'

/** In the table's CRS, easting or longitude first. */
export type Place = readonly [x: number, y: number]

/** A tenth of a millimetre: places that are nearer are one boundary point (界址点). */
const SAME_M = 1e-4
const METRES_PER_DEGREE = 111195

/**
 * Moves a boundary point in every row that has it, so that shared borders stay shared: no gap and no overlap comes of it.
 * @param table with `edits` applied @throws AppError edit.noVertex, edit.shapeInvalid when a row would cross itself
 */
export function moveSharedVertex(edits: Edits, table: Table, from: Place, to: Place): Edits {
  return changeRings(edits, table, 'edit.noVertex', from, (points, near) =>
    replaceVertices(points, (x, y) => (near(x, y, from) ? [to] : null)),
  )
}

/**
 * Takes a boundary point out of every row that has it.
 * @throws AppError edit.noVertex, edit.tooFewVertices when a ring would be left with less than three
 */
export function removeSharedVertex(edits: Edits, table: Table, at: Place): Edits {
  return changeRings(edits, table, 'edit.noVertex', at, (points, near) =>
    replaceVertices(points, (x, y) => (near(x, y, at) ? [] : null)),
  )
}

/**
 * Puts a boundary point into the edge between two neighbouring vertices, in every row that has this edge, whichever way it runs.
 * @throws AppError edit.noEdge, edit.shapeInvalid
 */
export function insertSharedVertex(edits: Edits, table: Table, edge: readonly [Place, Place], at: Place): Edits {
  const [a, b] = edge
  return changeRings(edits, table, 'edit.noEdge', a, (points, near) => {
    const result: number[] = []
    let isChanged = false
    for (let i = 0; i < points.length; i += 2) {
      result.push(points[i], points[i + 1])
      if (i + 3 >= points.length) continue
      const isAlong = near(points[i], points[i + 1], a) && near(points[i + 2], points[i + 3], b)
      const isAgainst = near(points[i], points[i + 1], b) && near(points[i + 2], points[i + 3], a)
      if (!isAlong && !isAgainst) continue
      result.push(at[0], at[1])
      isChanged = true
    }
    return isChanged ? result : null
  })
}

type IsNear = (x: number, y: number, place: Place) => boolean

function nearnessIn(table: Table): IsNear {
  const reach = isGeographic(table.crs) ? SAME_M / METRES_PER_DEGREE : SAME_M
  return (x, y, [px, py]) => Math.abs(x - px) <= reach && Math.abs(y - py) <= reach
}

/** @param choose what stands for a vertex; null: itself */
function replaceVertices(points: readonly number[], choose: (x: number, y: number) => readonly Place[] | null): number[] | null {
  const result: number[] = []
  let isChanged = false
  const isClosed = points[0] === points[points.length - 2] && points[1] === points[points.length - 1]
  const end = isClosed ? points.length - 2 : points.length
  for (let i = 0; i < end; i += 2) {
    const others = choose(points[i], points[i + 1])
    if (others) isChanged = true
    for (const [x, y] of others ?? [[points[i], points[i + 1]]]) result.push(x, y)
  }
  if (!isChanged) return null
  if (isClosed && result.length >= 2) result.push(result[0], result[1])
  return result
}

/** @param at a vertex of every ring that may change @param change what stands for a ring; null: itself */
function changeRings(
  edits: Edits,
  table: Table,
  missing: string,
  at: Place,
  change: (points: readonly number[], near: IsNear) => number[] | null,
): Edits {
  const { geometry } = table
  const near = nearnessIn(table)
  let { shapes } = edits
  let count = 0
  for (const row of geometry ? rowsWithVertex(geometry, at, near) : []) {
    const before = shapeOfRow(geometry as Geometry, row)
    const changed = before.map((part) => part.map((ring) => change(ring, near)))
    if (changed.flat().every((ring) => ring === null)) continue
    const after = changed.map((part, p) => part.map((ring, r) => ring ?? before[p][r]))
    checkShape(table, row, (geometry as Geometry).kind, after)
    shapes = withShape(shapes, fileRow(edits, row), before, after)
    count++
  }
  if (count === 0) throw new AppError(missing, {})
  return { ...edits, shapes }
}

function rowsWithVertex(geometry: Geometry, at: Place, near: IsNear): number[] {
  const { xy } = geometry
  const rows: number[] = []
  for (let row = 0; row + 1 < geometry.rows.length; row++) {
    const [from, to] = vertexRange(geometry, row)
    for (let i = from; i < to; i++) {
      if (!near(xy[2 * i], xy[2 * i + 1], at)) continue
      rows.push(row)
      break
    }
  }
  return rows
}

/** @param at as `fileRow` gives it @param original the shape without edits */
export function withShape(shapes: Edits['shapes'], at: number, original: RowShape, after: RowShape): Edits['shapes'] {
  return withChange<RowShape>(shapes, String(at), original, after, (a, b) => JSON.stringify(a) === JSON.stringify(b))
}

/** An edit must not make what every import repairs. @throws AppError edit.tooFewVertices, edit.shapeInvalid */
export function checkShape(table: Table, row: number, kind: Geometry['kind'], shape: RowShape): void {
  const least = kind === 'polygon' ? 4 : kind === 'line' ? 2 : 1
  const few = shape.flat().some((ring) => ring.length < 2 * least)
  if (few) throw new AppError('edit.tooFewVertices', { row: row + 1, least: kind === 'polygon' ? 3 : least })
  if (kind !== 'polygon') return
  const alone: Table = { ...table, length: 1, columns: [], geometry: geometryOf(kind, shape) }
  const lngLat = lngLatOf(alone)
  const defects = findDefects(alone.geometry as Geometry, planeOf(lngLat).toPlane(lngLat), 0)
  const grave = defects.find(({ kind }) => kind !== 'touching')
  if (grave) throw new AppError('edit.shapeInvalid', { row: row + 1, kind: grave.kind })
}

function geometryOf(kind: Geometry['kind'], shape: RowShape): Geometry {
  const rings = [0]
  const parts = [0]
  for (const part of shape) {
    for (const ring of part) rings.push(rings[rings.length - 1] + ring.length / 2)
    parts.push(rings.length - 1)
  }
  return {
    kind,
    xy: Float64Array.from(shape.flat(2)),
    rings: Uint32Array.from(rings),
    parts: Uint32Array.from(parts),
    rows: Uint32Array.of(0, shape.length),
  }
}
