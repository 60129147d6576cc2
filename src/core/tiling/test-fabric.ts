import type { Geometry, Table, TextColumn } from '../table.ts'

/** Mulberry32: the same numbers for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * A gapless fabric of columns × lines quadrangles with crooked sides, EPSG:4490, for tests and measurements: corners are
 * moved at random, each side has `bends` points more, and neighbours use the very same points.
 */
export function makeFabric(options: {
  columns: number
  lines: number
  seed?: number
  west?: number
  south?: number
  /** degrees */
  step?: number
  bends?: number
}): Table {
  const { columns, lines, seed = 1, west = 118.5, south = 37.5, step = 0.0007, bends = 2 } = options
  const random = randomOf(seed)
  const jitter = () => (random() - 0.5) * step * 0.5
  const corner: [number, number][] = Array.from({ length: (columns + 1) * (lines + 1) }, (_, i) => [
    west + (i % (columns + 1)) * step + jitter(),
    south + Math.floor(i / (columns + 1)) * step + jitter(),
  ])
  const cornerAt = (x: number, y: number) => corner[y * (columns + 1) + x]
  const sides = new Map<string, [number, number][]>()
  /** the points from a to b without b; made once, walked both ways */
  function side(ax: number, ay: number, bx: number, by: number): [number, number][] {
    const isForward = ax < bx || ay < by
    const key = isForward ? `${ax} ${ay} ${bx}` : `${bx} ${by} ${ax}`
    let points = sides.get(key)
    if (!points) {
      const [from, to] = isForward ? [cornerAt(ax, ay), cornerAt(bx, by)] : [cornerAt(bx, by), cornerAt(ax, ay)]
      points = Array.from({ length: bends }, (_, i) => {
        const share = (i + 1) / (bends + 1)
        return [from[0] + (to[0] - from[0]) * share + jitter() * 0.2, from[1] + (to[1] - from[1]) * share + jitter() * 0.2]
      })
      sides.set(key, points)
    }
    return [cornerAt(ax, ay), ...(isForward ? points : points.toReversed())]
  }
  const rows = columns * lines
  const perRing = 4 * (bends + 1) + 1
  const xy = new Float64Array(rows * perRing * 2)
  let at = 0
  for (let y = 0; y < lines; y++) {
    for (let x = 0; x < columns; x++) {
      const ring = [
        ...side(x, y, x + 1, y),
        ...side(x + 1, y, x + 1, y + 1),
        ...side(x + 1, y + 1, x, y + 1),
        ...side(x, y + 1, x, y),
      ]
      for (const [lng, lat] of [...ring, ring[0]]) {
        xy[at++] = lng
        xy[at++] = lat
      }
    }
  }
  const geometry: Geometry = {
    kind: 'polygon',
    xy,
    rings: Uint32Array.from({ length: rows + 1 }, (_, i) => i * perRing),
    parts: Uint32Array.from({ length: rows + 1 }, (_, i) => i),
    rows: Uint32Array.from({ length: rows + 1 }, (_, i) => i),
  }
  const classes = ['0101', '0103', '0301', '1104A', '1106', '0702', '1001', '1101']
  const landClass: TextColumn = {
    name: 'DLBM',
    type: 'text',
    codes: Uint32Array.from({ length: rows }, () => Math.floor(random() * random() * classes.length)),
    dictionary: classes,
  }
  const unitCode: TextColumn = {
    name: 'BDCDYH',
    type: 'text',
    codes: Uint32Array.from({ length: rows }, (_, i) => i),
    dictionary: Array.from(
      { length: rows },
      (_, i) => `370505001${String(i % 1000).padStart(3, '0')}GB${String(i).padStart(5, '0')}W00000000`,
    ),
  }
  return { name: 'fabric', crs: 'EPSG:4490', length: rows, columns: [landClass, unitCode], geometry }
}
