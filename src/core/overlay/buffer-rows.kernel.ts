import { ClipperOffset, EndType, JoinType, type Paths64, PolyTree64 } from 'clipper2-ts'
import { GRID_PER_M, isThinnerThanGrid, polygonsOf } from '../clip.ts'
import { ringRange } from '../geometry.ts'
import { authalicPlane, rowAreaM2 } from '../plane.ts'
import { defineKernel } from '../spread.ts'
import type { Geometry } from '../table.ts'
import type { Task } from '../task.ts'
import { type TransverseMercator, transverseMercator } from '../transverse-mercator.ts'
import { PieceBuilder } from './piece-builder.ts'
import { validRows } from './valid-rows.ts'

/** Edges are straight in the equal-area plane; cut to this length they differ from straight ones in the local plane by 0.6 mm. */
const LONGEST_EDGE_M = 200
/** How far an arc of the outline may lie inside the true circle. */
const ARC_ERROR_M = 0.01
const ARC_ERROR_SHARE = 1e-4

export interface BufferShared {
  /** negative: inwards, polygons only */
  readonly distanceM: number
  /** that of the whole layer */
  readonly plane: { readonly lng0: number; readonly latTs: number }
}

export interface MadeBuffers {
  /** rows that have a buffer, in lon/lat, valid by OGC */
  readonly geometry: Geometry
  /** the row of the piece that each came from */
  readonly from: Uint32Array
  readonly areaM2: Float64Array
}

/** Buffers of some rows. A piece is rows in lon/lat. */
export default defineKernel({
  id: 'buffer-rows',
  async run({ distanceM, plane: at }: BufferShared, piece: Geometry, task: Task): Promise<MadeBuffers> {
    const plane = authalicPlane(at)
    // of what polygons cover: a spike has no area, and nothing lies round it
    const shapes = piece.kind === 'polygon' ? validRows(piece, plane) : piece
    const builder = new PieceBuilder()
    const from: number[] = []
    for (let row = 0; row + 1 < shapes.rows.length; row++) {
      if (row % 16 === 0) await task.breathe()
      const [ringFrom, ringTo] = ringRange(shapes, row)
      if (ringFrom === ringTo) continue
      bufferRow(shapes, shapes.xy, row, distanceM, builder)
      if (builder.endRow()) from.push(row)
    }
    const geometry = validRows(builder.finish(), plane)
    const areaM2 = Float64Array.from(from, (_, row) => rowAreaM2(geometry, geometry.xy, row))
    return { geometry, from: Uint32Array.from(from), areaM2 }
  },
})

function bufferRow(geometry: Geometry, lngLat: Float64Array, row: number, distanceM: number, builder: PieceBuilder): void {
  const [ringFrom, ringTo] = ringRange(geometry, row)
  const local = localPlane(lngLat, geometry.rings[ringFrom], geometry.rings[ringTo])
  const paths: Paths64 = []
  for (let ring = ringFrom; ring < ringTo; ring++) {
    paths.push(local.path(lngLat, geometry.rings[ring], geometry.rings[ring + 1], geometry.kind === 'polygon'))
  }
  const arcError = Math.max(ARC_ERROR_M, ARC_ERROR_SHARE * Math.abs(distanceM)) * GRID_PER_M
  const offset = new ClipperOffset(2, arcError, true)
  offset.addPaths(paths, JoinType.Round, geometry.kind === 'polygon' ? EndType.Polygon : EndType.Round)
  const tree = new PolyTree64()
  offset.execute(distanceM * GRID_PER_M, tree)
  for (const polygon of polygonsOf(tree)) {
    if (isThinnerThanGrid(polygon[0])) continue
    builder.addPart(polygon.filter((ring) => !isThinnerThanGrid(ring)).map((ring) => local.lngLat(ring)))
  }
}

interface LocalPlane {
  /** vertices start … end on the grid, long edges divided; of a closed ring without the closing vertex */
  path(lngLat: Float64Array, start: number, end: number, isClosed: boolean): Paths64[number]
  lngLat(ring: Paths64[number]): Float64Array
}

function localPlane(lngLat: Float64Array, start: number, end: number): LocalPlane {
  let [west, east, south, north] = [180, -180, 90, -90]
  for (let i = 2 * start; i < 2 * end; i += 2) {
    west = Math.min(west, lngLat[i])
    east = Math.max(east, lngLat[i])
    south = Math.min(south, lngLat[i + 1])
    north = Math.max(north, lngLat[i + 1])
  }
  const middle = { lng0: (west + east) / 2, latTs: (south + north) / 2 }
  const straight = authalicPlane(middle)
  const conformal: TransverseMercator = transverseMercator({
    a: 6_378_137,
    inverseFlattening: 298.257222101,
    centralMeridianDeg: middle.lng0,
    scale: 1,
    falseEastingM: 0,
    falseNorthingM: 0,
  })
  const zero = new Float64Array(2)
  conformal.forward(Float64Array.of(middle.lng0, middle.latTs), zero)
  return {
    path(all, from, to, isClosed) {
      const xy = straight.toPlane(all.slice(2 * from, 2 * to))
      const divided: number[] = []
      for (let i = 0; i < to - from; i++) {
        divided.push(xy[2 * i], xy[2 * i + 1])
        if (i + 1 === to - from) break
        const [dx, dy] = [xy[2 * i + 2] - xy[2 * i], xy[2 * i + 3] - xy[2 * i + 1]]
        const pieces = Math.ceil(Math.hypot(dx, dy) / LONGEST_EDGE_M)
        for (let k = 1; k < pieces; k++) divided.push(xy[2 * i] + (dx * k) / pieces, xy[2 * i + 1] + (dy * k) / pieces)
      }
      const points = straight.toLngLat(Float64Array.from(divided))
      conformal.forward(points, points)
      const path: Paths64[number] = []
      for (let i = 0; i + 1 < points.length - (isClosed ? 2 : 0); i += 2) {
        path.push({ x: Math.round((points[i] - zero[0]) * GRID_PER_M), y: Math.round((points[i + 1] - zero[1]) * GRID_PER_M) })
      }
      return path
    },
    lngLat(ring) {
      const points = new Float64Array(2 * ring.length + 2)
      for (let i = 0; i <= ring.length; i++) {
        const { x, y } = ring[i % ring.length]
        points[2 * i] = zero[0] + x / GRID_PER_M
        points[2 * i + 1] = zero[1] + y / GRID_PER_M
      }
      conformal.inverse(points, points)
      return points
    },
  }
}
