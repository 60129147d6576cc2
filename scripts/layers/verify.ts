import type { Table } from '../../src/core/table.ts'
import { parseUnitCode } from '../../src/standards/unit-code.ts'
import { dissolve } from './dissolve.ts'
import { toXY, type XY } from './local-plane.ts'
import { areaM2, type Parcel } from './parcels.ts'
import { doSegmentsCross, type Partition } from './partition.ts'

export interface FabricReport {
  readonly parcels: number
  readonly vertices: number
  readonly innerEdges: number
  readonly borderEdges: number
  /** Σ parcels − district, relative */
  readonly areaError: number
  readonly holed: number
  readonly multipart: number
}

/**
 * Is the fabric a partition? Every edge but those of the district's border is met once in each direction by bit-identical
 * coordinates, no ring crosses itself, and the parcels' ellipsoidal areas add to the district's. Throws when not.
 */
export function verifyFabric(partition: Partition, parcels: readonly Parcel[]): FabricReport {
  const edges = new Map<string, number>()
  const at = (id: number) => `${partition.lng[id]},${partition.lat[id]}`
  let vertices = 0
  let holed = 0
  let multipart = 0
  let sum = 0
  const codes = new Set<string>()
  for (const parcel of parcels) {
    if (parcel.parts.length > 1) multipart++
    if (parcel.parts.some((part) => part.length > 1)) holed++
    sum += areaM2(partition, parcel.parts)
    const code = parseUnitCode(parcel.code)
    if (!code.ok) throw new Error(`${parcel.code}: ${code.problem}`)
    if (codes.has(parcel.code)) throw new Error(`${parcel.code}: twice`)
    codes.add(parcel.code)
    for (const part of parcel.parts)
      part.forEach((ring, r) => {
        if (partition.area(ring) > 0 !== (r === 0)) throw new Error(`${parcel.code}: a ring turns the wrong way`)
        if (crossesItself(partition, ring)) throw new Error(`${parcel.code}: a ring crosses itself`)
        vertices += ring.length + 1
        ring.forEach((a, i) => {
          const b = ring[(i + 1) % ring.length]
          if (at(a) === at(b)) throw new Error(`${parcel.code}: an edge of no length`)
          const key = `${at(a)} ${at(b)}`
          if (edges.has(key)) throw new Error(`${parcel.code}: an edge met twice`)
          edges.set(key, 1)
        })
      })
  }
  let innerEdges = 0
  const border: string[] = []
  for (const key of edges.keys()) {
    const [a, b] = key.split(' ')
    if (edges.has(`${b} ${a}`)) innerEdges++
    else border.push(key)
  }
  const starts = new Map(border.map((key) => key.split(' ') as [string, string]))
  let steps = 0
  const first = border[0].split(' ')[0]
  for (let p = first; steps === 0 || p !== first; steps++) p = starts.get(p)!
  if (steps !== border.length) throw new Error('edges without a partner that are not the border: a gap or an overlap')
  const district = areaM2(
    partition,
    dissolve(
      partition,
      parcels.flatMap((parcel) => parcel.parts),
    ),
  )
  const areaError = sum / district - 1
  if (Math.abs(areaError) > 1e-12) throw new Error(`parcels add to ${sum} m², the district is ${district} m²`)
  return { parcels: parcels.length, vertices, innerEdges, borderEdges: border.length, areaError, holed, multipart }
}

function crossesItself(partition: Partition, ring: readonly number[]): boolean {
  const n = ring.length
  const boxes = ring.map((a, i) => partition.box([a, ring[(i + 1) % n]]))
  for (let i = 0; i < n; i++)
    for (let j = i + 2; j < n; j++) {
      if (i === 0 && j === n - 1) continue
      const p = boxes[i]
      const q = boxes[j]
      if (p[0] > q[2] || q[0] > p[2] || p[1] > q[3] || q[1] > p[3]) continue
      const [a, b, c, d] = [ring[i], ring[i + 1], ring[j], ring[(j + 1) % n]].map((id) => partition.xy(id))
      if (doSegmentsCross(a, b, c, d)) return true
    }
  return false
}

/** Rows whose rings cross themselves, for layers that are drawn and not cut from the fabric. */
export function crossedRows(table: Table): number[] {
  const { xy, rings, parts, rows } = table.geometry!
  const isCrossed = (ring: number) => {
    const points: XY[] = []
    for (let v = rings[ring]; v < rings[ring + 1] - 1; v++) points.push(toXY([xy[2 * v], xy[2 * v + 1]]))
    const n = points.length
    for (let i = 0; i < n; i++)
      for (let j = i + 2; j < n; j++) {
        if (i === 0 && j === n - 1) continue
        const [a, b, c, d] = [points[i], points[i + 1], points[j], points[(j + 1) % n]]
        if (Math.max(a[0], b[0]) < Math.min(c[0], d[0]) || Math.max(c[0], d[0]) < Math.min(a[0], b[0])) continue
        if (doSegmentsCross(a, b, c, d)) return true
      }
    return false
  }
  const found: number[] = []
  for (let row = 0; row < table.length; row++)
    for (let ring = parts[rows[row]]; ring < parts[rows[row + 1]]; ring++)
      if (isCrossed(ring)) {
        found.push(row)
        break
      }
  return found
}
