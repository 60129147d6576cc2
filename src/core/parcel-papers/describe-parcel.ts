import { fromLngLat } from '../crs.ts'
import { AppError } from '../errors.ts'
import { MOST_POINTS, registerPoints } from '../field/register-points.ts'
import { rowBox } from '../geometry.ts'
import { sharedEdges } from '../neighbours.ts'
import { rowAreaM2 } from '../plane.ts'
import { worldX, worldY } from '../tiling/mercator.ts'
import { type Resident, rowsInBox } from '../tiling/resident.ts'

export const SIDES = ['north', 'east', 'south', 'west'] as const
export type Side = (typeof SIDES)[number]

/** A boundary point as 界址点成果表 has it: X is north, Y is east. */
export interface ParcelPoint {
  /** J1, J2 … through all rings */
  readonly label: string
  /** metres in the paper's CRS */
  readonly northing: number
  readonly easting: number
  /** of the line to the next point of the ring, in the plane of the CRS, metres */
  readonly lengthM: number
}
export interface ParcelFacts {
  /** projected: coordinates and lengths are in its plane */
  readonly crs: string
  /** ellipsoidal, TD/T 1055 */
  readonly areaM2: number
  /** outer rings before their holes */
  readonly rings: readonly { readonly isHole: boolean; readonly points: readonly ParcelPoint[] }[]
  /** rows that share boundary, by the side of the parcel on which they lie: the longest first */
  readonly sides: Readonly<Record<Side, readonly Neighbour[]>>
  /** the same over all sides, metres of shared line by geodesic */
  readonly neighbours: readonly Neighbour[]
  /** what lies around, the neighbours among it: rings as easting, northing pairs, closed */
  readonly around: readonly { readonly row: number; readonly rings: readonly Float64Array[] }[]
}
export interface Neighbour {
  readonly row: number
  readonly sharedM: number
}

/** Of the parcel's size: how far around it the plan shows. */
const AROUND = 0.6
/** pixels of the world square, about 2 cm: boxes are rounded */
const PAD = 3

/**
 * What the papers of a parcel say: boundary points numbered from the north-west corner clockwise (TD/T 1001-2012), edge lengths in the plane of
 * the projection, ellipsoidal area, 四至 by shared boundary.
 * @param crs a projected CRS @throws AppError parcel.noShape, parcel.tooManyPoints, crs.unknown
 */
export function describeParcel(resident: Resident, row: number, crs: string): ParcelFacts {
  const { geometry, lngLat, boxes } = resident
  const box = geometry?.kind === 'polygon' ? rowBox(geometry, row, lngLat) : null
  if (!geometry || !box) throw new AppError('parcel.noShape', { row: row + 1 })
  const points = registerPoints(geometry, lngLat, row)
  if (points.length >= MOST_POINTS) throw new AppError('parcel.tooManyPoints', { row: row + 1, most: MOST_POINTS })
  const xy = fromLngLat(crs, Float64Array.from(points.flatMap(({ lng, lat }) => [lng, lat])))
  const rings: { isHole: boolean; points: ParcelPoint[] }[] = []
  points.forEach((point, i) => {
    const isFirst = i === 0 || points[i - 1].ring !== point.ring
    if (isFirst) rings.push({ isHole: point.isHole, points: [] })
    let next = i + 1
    if (next === points.length || points[next].ring !== point.ring) next = i - rings[rings.length - 1].points.length
    const [easting, northing] = [xy[2 * i], xy[2 * i + 1]]
    rings[rings.length - 1].points.push({
      label: point.label,
      northing,
      easting,
      lengthM: Math.hypot(xy[2 * next] - easting, xy[2 * next + 1] - northing),
    })
  })
  const at = 4 * row
  const near = rowsInBox(resident, boxes[at] - PAD, boxes[at + 1] - PAD, boxes[at + 2] + PAD, boxes[at + 3] + PAD)
  const shared = sharedEdges(geometry, lngLat, row, near)
  return {
    crs,
    areaM2: rowAreaM2(geometry, lngLat, row),
    rings,
    sides: bySide(shared, lngLat),
    neighbours: longestFirst(shared),
    around: outlinesAround(resident, row, box, crs),
  }
}

interface SharedEdge extends Neighbour {
  readonly vertex: number
}

/** An edge looks to the side that its outward normal points to: the interior of a stored ring lies left of it (RFC 7946). */
function bySide(shared: readonly SharedEdge[], lngLat: Float64Array): Record<Side, readonly Neighbour[]> {
  const sides: Record<Side, SharedEdge[]> = { north: [], east: [], south: [], west: [] }
  for (const edge of shared) {
    const [x0, y0, x1, y1] = lngLat.subarray(2 * edge.vertex, 2 * edge.vertex + 4)
    const dx = (x1 - x0) * Math.cos((y0 * Math.PI) / 180)
    const dy = y1 - y0
    // outward of a counter-clockwise ring: to the right
    const [outX, outY] = [dy, -dx]
    const side = Math.abs(outY) >= Math.abs(outX) ? (outY > 0 ? 'north' : 'south') : outX > 0 ? 'east' : 'west'
    sides[side].push(edge)
  }
  return {
    north: longestFirst(sides.north),
    east: longestFirst(sides.east),
    south: longestFirst(sides.south),
    west: longestFirst(sides.west),
  }
}
function longestFirst(edges: readonly Neighbour[]): Neighbour[] {
  const sums = new Map<number, number>()
  for (const { row, sharedM } of edges) sums.set(row, (sums.get(row) ?? 0) + sharedM)
  return [...sums].map(([row, sharedM]) => ({ row, sharedM })).sort((a, b) => b.sharedM - a.sharedM || a.row - b.row)
}

type Box = readonly [number, number, number, number]

/** What the plan of a parcel with such a box shows, degrees. */
export function aroundBox([west, south, east, north]: Box): Box {
  const pad = AROUND * Math.max(east - west, (north - south) * 1.3)
  return [west - pad, south - pad, east + pad, north + pad]
}

function outlinesAround(resident: Resident, row: number, box: Box, crs: string): ParcelFacts['around'] {
  const { geometry, lngLat } = resident
  if (!geometry) return []
  const [west, south, east, north] = aroundBox(box)
  const rows = rowsInBox(
    resident,
    Math.max(0, worldX(west)),
    Math.max(0, worldY(north)),
    Math.max(0, worldX(east)),
    Math.max(0, worldY(south)),
  )
  return Array.from(rows)
    .filter((other) => other !== row)
    .map((other) => {
      const rings: Float64Array[] = []
      for (let part = geometry.rows[other]; part < geometry.rows[other + 1]; part++)
        for (let ring = geometry.parts[part]; ring < geometry.parts[part + 1]; ring++)
          rings.push(fromLngLat(crs, lngLat.subarray(2 * geometry.rings[ring], 2 * geometry.rings[ring + 1])))
      return { row: other, rings }
    })
}
