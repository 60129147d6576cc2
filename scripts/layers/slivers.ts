import type { Face, Partition } from './partition.ts'

const STRIDE = 0x4000000

/** Below this a face is a remnant of cutting, not a parcel. */
const MIN_M2 = 320
/** 4πA/P² below this and small: a needle */
const MIN_ROUND = 0.12
const NEEDLE_M2 = 2600

interface Tagged {
  readonly theme: string
}

/** Joins remnants to the neighbour with which they share most border (a strip only when there is no other). */
export function mergeSlivers<Tag extends Tagged>(partition: Partition, faces: readonly Face<Tag>[]): Face<Tag>[] {
  const rings = faces.map((face) => partition.expand(face.outer))
  const owner = new Map<number, number>()
  const claim = (ring: readonly number[], face: number) =>
    ring.forEach((a, i) => {
      owner.set(a * STRIDE + ring[(i + 1) % ring.length], face)
    })
  rings.forEach(claim)
  const isGone = new Array<boolean>(faces.length).fill(false)
  const isStrip = (i: number) => /lane|ditch|street|road|canal|dike|dam|creek/.test(faces[i].tag.theme)
  for (let i = 0; i < faces.length; i++) {
    const ring = rings[i]
    const area = partition.area(ring)
    const isNeedle = !isStrip(i) && area < NEEDLE_M2 && (4 * Math.PI * area) / perimeter(partition, ring) ** 2 < MIN_ROUND
    if (area >= MIN_M2 && !isNeedle) continue
    const shared = new Map<number, number>()
    ring.forEach((a, k) => {
      const b = ring[(k + 1) % ring.length]
      const other = owner.get(b * STRIDE + a)
      if (other === undefined || other === i) return
      const length = Math.hypot(partition.x[b] - partition.x[a], partition.y[b] - partition.y[a])
      shared.set(other, (shared.get(other) ?? 0) + (isStrip(other) && !isStrip(i) ? length / 10 : length))
    })
    for (const [other] of [...shared].sort((p, q) => q[1] - p[1])) {
      const joined = join(ring, rings[other])
      if (!joined) continue
      rings[other] = joined
      isGone[i] = true
      claim(joined, other)
      break
    }
  }
  return faces.flatMap((face, i) => (isGone[i] ? [] : { ...face, outer: rings[i], holes: [] }))
}

function perimeter(partition: Partition, ring: readonly number[]): number {
  return ring.reduce((sum, a, i) => {
    const b = ring[(i + 1) % ring.length]
    return sum + Math.hypot(partition.x[b] - partition.x[a], partition.y[b] - partition.y[a])
  }, 0)
}

/** The union of two rings that share edges; null when it would not be one simple ring. */
function join(a: readonly number[], b: readonly number[]): number[] | null {
  const next = new Map<number, number>()
  const edges = new Set<number>()
  for (const ring of [a, b]) for (let i = 0; i < ring.length; i++) edges.add(ring[i] * STRIDE + ring[(i + 1) % ring.length])
  let count = 0
  for (const ring of [a, b]) {
    for (let i = 0; i < ring.length; i++) {
      const p = ring[i]
      const q = ring[(i + 1) % ring.length]
      if (edges.has(q * STRIDE + p)) continue
      if (next.has(p)) return null
      next.set(p, q)
      count++
    }
  }
  const start = next.keys().next().value
  if (start === undefined) return null
  const ring: number[] = []
  let at = start
  do {
    ring.push(at)
    const to = next.get(at)
    if (to === undefined) return null
    at = to
  } while (at !== start)
  return ring.length === count ? ring : null
}
