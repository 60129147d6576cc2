import { authalicPlane } from '../../src/core/plane.ts'
import type { Table } from '../../src/core/table.ts'

/** Linear congruential: the same zones on every machine. */
export function randomOf(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

/**
 * Zones over the parcels of a table: wavy rings of 120 to 2 760 vertices that overlap each other, every fifth with a hole, together
 * about 1.3 times the ground. Lon/lat, EPSG:4490; the same count and box give the same zones.
 * @param bounds west, south, east, north
 */
export function zoneLayer(count: number, [west, south, east, north]: readonly number[]): Table {
  const next = randomOf(20_261)
  const plane = authalicPlane({ lng0: (west + east) / 2, latTs: (south + north) / 2 })
  const [x0, y0, x1, y1] = plane.toPlane(Float64Array.of(west, south, east, north))
  const mean = Math.sqrt(((x1 - x0) * (y1 - y0) * 1.3) / count / Math.PI)
  const xy: number[] = []
  const rings = [0]
  const parts = [0]
  const waves = () =>
    Array.from({ length: 4 }, (_, k) => ({ times: 2 + k * 3, height: (0.16 * next()) / (k + 1), phase: 6.28 * next() }))
  const addRing = (x: number, y: number, radius: number, size: number, isHole: boolean) => {
    const shape = waves()
    const jitter = (0.3 * 6.28) / size
    const start = xy.length
    for (let i = 0; i < size; i++) {
      const angle = (2 * Math.PI * (isHole ? size - i : i)) / size
      const r =
        radius *
        (1 +
          shape.reduce((sum, { times, height, phase }) => sum + height * Math.sin(times * angle + phase), 0) +
          jitter * (next() - 0.5))
      xy.push(x + r * Math.cos(angle), y + r * Math.sin(angle))
    }
    xy.push(xy[start], xy[start + 1])
    rings.push(xy.length / 2)
  }
  for (let zone = 0; zone < count; zone++) {
    const radius = mean * (0.4 + 1.1 * next())
    const size = 120 + Math.floor(2640 * next() ** 2)
    const [x, y] = [x0 + (x1 - x0) * next(), y0 + (y1 - y0) * next()]
    addRing(x, y, radius, size, false)
    if (zone % 5 === 0) addRing(x, y, radius * 0.25, Math.ceil(size / 4), true)
    parts.push(rings.length - 1)
  }
  return {
    name: `zones-${count}`,
    crs: 'EPSG:4490',
    length: count,
    columns: [],
    geometry: {
      kind: 'polygon',
      xy: plane.toLngLat(Float64Array.from(xy)),
      rings: Uint32Array.from(rings),
      parts: Uint32Array.from(parts),
      rows: Uint32Array.from({ length: count + 1 }, (_, i) => i),
    },
  }
}
