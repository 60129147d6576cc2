import { isGeographic } from './crs.ts'
import { geodesicM, lngLatOf, rowAreaM2 } from './plane.ts'
import type { Geometry, Table } from './table.ts'
import type { Text } from './text.ts'

/**
 * Long edges of planar sources. A border of a survey is straight in its Gauss-Krüger plane; the official formula takes it straight
 * in the equal-area plane, between the vertices as they are stored. The two lie 15 mm apart in the middle of an edge of 1 km, 1.5 m at
 * 10 km, where the area of a square then differs by 24 m². The official figure stays that of the stored vertices; this is the other
 * reading, to be asked for and named (DENSIFY_METHOD). Lon/lat sources have no other plane and are left as they are.
 */
export const LONG_EDGE_M = 1000
/** Differences below are not worth a word, m². */
export const SHOWN_DIFFERENCE_M2 = 0.1
/** Of the difference (step ÷ edge)² is left: a hundredth where it is smallest. */
const STEP_M = 100

export const DENSIFY_METHOD: Text = {
  zh: '长边加密：源数据投影平面上超过 1 km 的边，按该平面直线以不大于 100 m 的间隔加密后再按公式计算；未加密的面积为法定口径。',
  en: 'Long edges densified: edges of more than 1 km got vertices at most 100 m apart, straight in the plane of the source, before the formula was applied; the official figure is that of the vertices as stored.',
}

export interface Densified {
  /** the table itself where no edge is long */
  readonly table: Table
  /** long edges, each side of a shared border counted */
  readonly edges: number
  /** area of the densified row − official area, m²; zero for rows without long edges */
  readonly differenceM2: Float64Array
}

/**
 * The same rows with vertices along their long edges. Both sides of a shared edge get the same vertices, to the last bit.
 * @throws AppError crs.unknown
 */
export function densifyLongEdges(table: Table, longestM = LONG_EDGE_M): Densified {
  const differenceM2 = new Float64Array(table.length)
  const { geometry } = table
  if (!geometry || geometry.kind === 'point' || isGeographic(table.crs)) return { table, edges: 0, differenceM2 }
  const lngLat = lngLatOf(table)
  const steps = stepsOfEdges(geometry, lngLat, longestM)
  if (steps.size === 0) return { table, edges: 0, differenceM2 }
  const dense = withSteps(geometry, steps)
  const result: Table = { ...table, geometry: dense }
  if (geometry.kind === 'polygon') {
    const denseLngLat = lngLatOf(result)
    for (const row of rowsOf(geometry, steps)) {
      differenceM2[row] = rowAreaM2(dense, denseLngLat, row) - rowAreaM2(geometry, lngLat, row)
    }
  }
  return { table: result, edges: steps.size, differenceM2 }
}

/** Into how many steps the edge that begins at a vertex is cut; long edges only. */
function stepsOfEdges({ rings }: Geometry, lngLat: Float64Array, longestM: number): Map<number, number> {
  const steps = new Map<number, number>()
  for (let ring = 0; ring + 1 < rings.length; ring++) {
    for (let i = rings[ring]; i + 1 < rings[ring + 1]; i++) {
      const [lng1, lat1, lng2, lat2] = [lngLat[2 * i], lngLat[2 * i + 1], lngLat[2 * i + 2], lngLat[2 * i + 3]]
      // never longer than this many metres: spares the geodesic of nearly all edges
      if (Math.hypot(lng2 - lng1, lat2 - lat1) * 111_700 <= longestM) continue
      // from the western end whichever way the edge runs, so that both sides of a border count the same steps
      const length = lng1 < lng2 ? geodesicM(lng1, lat1, lng2, lat2) : geodesicM(lng2, lat2, lng1, lat1)
      if (length > longestM) steps.set(i, Math.ceil(length / STEP_M))
    }
  }
  return steps
}

function withSteps(geometry: Geometry, steps: ReadonlyMap<number, number>): Geometry {
  const { xy, z } = geometry
  const added = [...steps.values()].reduce((sum, count) => sum + count - 1, 0)
  const out = new Float64Array(xy.length + 2 * added)
  const outZ = z && new Float64Array(z.length + added)
  const rings = new Uint32Array(geometry.rings.length)
  let at = 0
  for (let ring = 0; ring + 1 < rings.length; ring++) {
    for (let i = geometry.rings[ring]; i < geometry.rings[ring + 1]; i++) {
      const count = steps.get(i) ?? 1
      // from the same end whichever way the edge runs, so that neighbours agree
      const isForward = xy[2 * i] < xy[2 * i + 2] || (xy[2 * i] === xy[2 * i + 2] && xy[2 * i + 1] <= xy[2 * i + 3])
      for (let step = 0; step < count; step++) {
        const share = isForward ? step / count : (count - step) / count
        const [from, to] = isForward ? [i, i + 1] : [i + 1, i]
        for (const axis of [0, 1]) {
          out[2 * at + axis] = step === 0 ? xy[2 * i + axis] : between(xy[2 * from + axis], xy[2 * to + axis], share)
        }
        if (z && outZ) outZ[at] = step === 0 ? z[i] : between(z[from], z[to], share)
        at++
      }
    }
    rings[ring + 1] = at
  }
  return { ...geometry, xy: out, rings, ...(outZ ? { z: outZ } : {}) }
}

function between(from: number, to: number, share: number): number {
  return from + (to - from) * share
}

/** Rows that have a long edge. */
function* rowsOf({ rings, parts, rows }: Geometry, steps: ReadonlyMap<number, number>): Generator<number> {
  const starts = [...steps.keys()].sort((a, b) => a - b)
  let next = 0
  for (let row = 0; row + 1 < rows.length && next < starts.length; row++) {
    const end = rings[parts[rows[row + 1]]]
    if (starts[next] >= end) continue
    yield row
    while (next < starts.length && starts[next] < end) next++
  }
}
