import { fromLngLat } from '../crs.ts'
import { ringRange } from '../geometry.ts'
import type { SoundTable } from '../repair.ts'
import type { CellRings } from './coverage.ts'
import { type GridLevel, invert } from './grid.ts'

/** Polygons in a raster's cell coordinates. */
export interface CellZones extends CellRings {
  readonly rings: Uint32Array
  /** zone i: rings zones[i] … zones[i + 1] */
  readonly zones: Uint32Array
  /** per zone: left, top, right, bottom in cells; Infinity … −Infinity when empty */
  readonly boxes: Float64Array
  /** per zone, in cells; negative where outer rings run the other way round */
  readonly areas: Float64Array
  /** zones with a vertex that the raster's CRS has no place for: left empty */
  readonly unplaced: readonly number[]
}

/** An edge may leave its true course by this share of a cell, before it is cut in two. */
const TOLERANCE_CELLS = 1e-4
const MAX_DEPTH = 14
/** No edge bends stronger than a circle of this radius in a projection where it is meant to be used. */
const SHARPEST_BEND_M = 1e6

/**
 * Zones as cell coordinates of a raster. An edge is straight in the equal-area plane, as for every official figure here; where the
 * raster's CRS bends it by more than a 10 000th of a cell, it is halved until it does not. Edges so short that none can (their
 * sagitta L²/8R with R = 1000 km) are not looked at.
 * @param cellM length of a cell, metres
 */
export function cellZones(
  { geometry, lngLat, xy, plane }: SoundTable,
  rows: Uint32Array,
  level: GridLevel,
  crs: string,
  cellM: number,
): CellZones {
  const inverse = invert(level.transform)
  if (!inverse) throw new Error('raster without inverse transform')
  const toCells = (points: Float64Array): Float64Array => {
    fromLngLat(crs, points, points)
    const [a, b, c, d, e, f] = inverse
    for (let i = 0; i < points.length; i += 2) {
      const x = points[i]
      const y = points[i + 1]
      points[i] = a + b * x + c * y
      points[i + 1] = d + e * x + f * y
    }
    return points
  }
  const cells = toCells(Float64Array.from(lngLat))
  const shortCells = Math.sqrt((8 * SHARPEST_BEND_M * TOLERANCE_CELLS) / cellM)
  const out = new Points()
  const rings: number[] = [0]
  const zones = new Uint32Array(rows.length + 1)
  const boxes = new Float64Array(4 * rows.length)
  const areas = new Float64Array(rows.length)
  const unplaced: number[] = []
  const pair: Float64Array = new Float64Array(2)

  /** What lies between two points of a ring, given in cells and in the plane. */
  const bend = (ax: number, ay: number, bx: number, by: number, p: Edge, depth: number): void => {
    if (depth === 0 || Math.abs(bx - ax) + Math.abs(by - ay) < shortCells) return
    const mx = (p[0] + p[2]) / 2
    const my = (p[1] + p[3]) / 2
    pair[0] = mx
    pair[1] = my
    toCells(plane.toLngLat(pair, pair))
    const cx = pair[0]
    const cy = pair[1]
    if (Math.hypot(cx - (ax + bx) / 2, cy - (ay + by) / 2) <= TOLERANCE_CELLS) return
    bend(ax, ay, cx, cy, [p[0], p[1], mx, my], depth - 1)
    out.push(cx, cy)
    bend(cx, cy, bx, by, [mx, my, p[2], p[3]], depth - 1)
  }

  rows.forEach((row, zone) => {
    const startLength = out.length
    const startRings = rings.length
    const [from, to] = geometry.kind === 'polygon' ? ringRange(geometry, row) : [0, 0]
    for (let ring = from; ring < to; ring++) {
      const start = geometry.rings[ring]
      const end = geometry.rings[ring + 1]
      for (let i = start; i < end; i++) {
        if (i > start)
          bend(
            cells[2 * i - 2],
            cells[2 * i - 1],
            cells[2 * i],
            cells[2 * i + 1],
            [xy[2 * i - 2], xy[2 * i - 1], xy[2 * i], xy[2 * i + 1]],
            MAX_DEPTH,
          )
        out.push(cells[2 * i], cells[2 * i + 1])
      }
      rings.push(out.length / 2)
    }
    if (!measure(out, startLength, rings, startRings - 1, zone, boxes, areas)) {
      unplaced.push(zone)
      out.length = startLength
      rings.length = startRings
      boxes.set([Infinity, Infinity, -Infinity, -Infinity], 4 * zone)
    }
    zones[zone + 1] = rings.length - 1
  })
  return { xy: out.values(), rings: Uint32Array.from(rings), zones, boxes, areas, unplaced }
}

/** Some zones with arrays of their own, in the order given. */
export function takeZones({ xy, rings, zones, boxes, areas }: CellZones, taken: Uint32Array): CellZones {
  let ringCount = 0
  let vertexCount = 0
  for (const zone of taken) {
    ringCount += zones[zone + 1] - zones[zone]
    vertexCount += rings[zones[zone + 1]] - rings[zones[zone]]
  }
  const own = {
    xy: new Float64Array(2 * vertexCount),
    rings: new Uint32Array(ringCount + 1),
    zones: new Uint32Array(taken.length + 1),
    boxes: new Float64Array(4 * taken.length),
    areas: new Float64Array(taken.length),
    unplaced: [],
  }
  let ring = 0
  let vertex = 0
  taken.forEach((zone, i) => {
    const first = rings[zones[zone]]
    own.xy.set(xy.subarray(2 * first, 2 * rings[zones[zone + 1]]), 2 * vertex)
    for (let r = zones[zone]; r < zones[zone + 1]; r++) own.rings[++ring] = vertex + rings[r + 1] - first
    vertex += rings[zones[zone + 1]] - first
    own.zones[i + 1] = ring
    own.boxes.set(boxes.subarray(4 * zone, 4 * zone + 4), 4 * i)
    own.areas[i] = areas[zone]
  })
  return own
}

type Edge = readonly [x0: number, y0: number, x1: number, y1: number]

/** Box and signed area of a zone; false when a vertex is not finite. */
function measure(
  points: Points,
  start: number,
  rings: readonly number[],
  firstRing: number,
  zone: number,
  boxes: Float64Array,
  areas: Float64Array,
): boolean {
  const { array, length } = points
  let left = Infinity
  let top = Infinity
  let right = -Infinity
  let bottom = -Infinity
  let isPlaced = true
  for (let i = start; i < length; i += 2) {
    const x = array[i]
    const y = array[i + 1]
    isPlaced &&= Number.isFinite(x) && Number.isFinite(y)
    if (x < left) left = x
    if (x > right) right = x
    if (y < top) top = y
    if (y > bottom) bottom = y
  }
  let twice = 0
  for (let ring = firstRing; ring < rings.length - 1; ring++) {
    const x0 = array[2 * rings[ring]]
    const y0 = array[2 * rings[ring] + 1]
    for (let i = rings[ring]; i < rings[ring + 1] - 1; i++)
      twice += (array[2 * i] - x0) * (array[2 * i + 3] - y0) - (array[2 * i + 2] - x0) * (array[2 * i + 1] - y0)
  }
  boxes.set([left, top, right, bottom], 4 * zone)
  areas[zone] = twice / 2
  return isPlaced
}

/** A growing list of coordinates. */
class Points {
  array = new Float64Array(1024)
  length = 0
  push(x: number, y: number): void {
    if (this.length + 2 > this.array.length) {
      const larger = new Float64Array(2 * this.array.length)
      larger.set(this.array)
      this.array = larger
    }
    this.array[this.length++] = x
    this.array[this.length++] = y
  }
  values(): Float64Array {
    return this.array.subarray(0, this.length)
  }
}
