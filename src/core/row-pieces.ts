import { ringRange } from './geometry.ts'
import type { Geometry } from './table.ts'

/** What is computed at once: small enough to be heard between two pieces, large enough that moving it costs nothing beside it. */
const MOST_ROWS = 4096
const MOST_VERTICES = 1 << 17

/**
 * Rows in their order, cut into pieces. Depends on the layer alone, so that results do not depend on who computes a piece.
 * @param rows in use, ascending; null: all
 */
export function rowPieces(geometry: Geometry, rows: ArrayLike<number> | null, mostRows = MOST_ROWS): Uint32Array[] {
  const used = rows ? Uint32Array.from(rows) : new Uint32Array(geometry.rows.length - 1).map((_, row) => row)
  const pieces: Uint32Array[] = []
  let first = 0
  let vertices = 0
  for (let i = 0; i < used.length; i++) {
    const [from, to] = ringRange(geometry, used[i])
    const size = geometry.rings[to] - geometry.rings[from]
    if (i > first && (i - first === mostRows || vertices + size > MOST_VERTICES)) {
      pieces.push(used.slice(first, i))
      first = i
      vertices = 0
    }
    vertices += size
  }
  if (first < used.length) pieces.push(used.slice(first))
  return pieces
}

/** Rows by place: tile t holds every row whose box reaches into it. Some rows are in several tiles, each pair that meets in exactly one. */
export interface Tiling {
  readonly count: number
  /** ascending */
  readonly rowsOf: (tile: number) => Uint32Array
  /** The tile in which two rows that meet are held against each other: that of the lower left corner of what their boxes share. */
  readonly grid: TileGrid
}
/** Plain numbers, so that it can be sent along. */
export interface TileGrid {
  readonly x0: number
  readonly y0: number
  readonly side: number
  readonly columns: number
  readonly lines: number
}

/** The tile at a place, in the units of the grid; what lies outside belongs to the tile nearest. */
export function tileAt({ x0, y0, side, columns, lines }: TileGrid, x: number, y: number): number {
  return columnAt(x - x0, side, columns) + columns * columnAt(y - y0, side, lines)
}
function columnAt(distance: number, side: number, count: number): number {
  return Math.max(0, Math.min(count - 1, Math.floor(distance / side)))
}

/** Rows a tile where they are spread evenly. */
const TILE_ROWS = 2048

/** @param boxes four a row @param rows with a shape, ascending */
export function tileRows(boxes: Float64Array, rows: Uint32Array): Tiling {
  const grid = gridOver(boxes, rows, TILE_ROWS)
  const offsets = new Uint32Array(grid.columns * grid.lines + 1)
  const each = (visit: (tile: number, row: number) => void) => {
    for (const row of rows) {
      const first = tileAt(grid, boxes[4 * row], boxes[4 * row + 1])
      const last = tileAt(grid, boxes[4 * row + 2], boxes[4 * row + 3])
      const across = (last - first) % grid.columns
      for (let line = first; line <= last; line += grid.columns) for (let i = 0; i <= across; i++) visit(line + i, row)
    }
  }
  each((tile) => {
    offsets[tile + 1]++
  })
  for (let tile = 0; tile + 1 < offsets.length; tile++) offsets[tile + 1] += offsets[tile]
  const next = offsets.slice(0, -1)
  const members = new Uint32Array(offsets[offsets.length - 1])
  each((tile, row) => {
    members[next[tile]++] = row
  })
  return { count: offsets.length - 1, rowsOf: (tile) => members.subarray(offsets[tile], offsets[tile + 1]), grid }
}

/** Square tiles over the boxes of rows, about `wanted` rows in each where they are spread evenly. */
function gridOver(boxes: Float64Array, rows: Uint32Array, wanted: number): TileGrid {
  let x0 = Number.POSITIVE_INFINITY
  let y0 = Number.POSITIVE_INFINITY
  let x1 = Number.NEGATIVE_INFINITY
  let y1 = Number.NEGATIVE_INFINITY
  for (let i = 0; i < rows.length; i++) {
    const at = 4 * rows[i]
    x0 = Math.min(x0, boxes[at])
    y0 = Math.min(y0, boxes[at + 1])
    x1 = Math.max(x1, boxes[at + 2])
    y1 = Math.max(y1, boxes[at + 3])
  }
  const tiles = Math.max(1, Math.ceil(rows.length / wanted))
  const [width, height] = [Math.max(x1 - x0, 1e-3), Math.max(y1 - y0, 1e-3)]
  // a long thin layer is cut along its length only
  const side = Math.max(Math.sqrt((width * height) / tiles), Math.max(width, height) / tiles)
  return { x0, y0, side, columns: Math.ceil(width / side), lines: Math.ceil(height / side) }
}

/** Rows that lie together, and the box around them. */
export interface Cluster {
  /** ascending */
  readonly rows: Uint32Array
  readonly box: readonly [number, number, number, number]
}

/**
 * Each row in one cluster: those whose middle lies in one tile; a row larger than a tile is alone, and a tile that is crowded because
 * others lie far off is divided again.
 * @param rows with a shape, ascending @param wanted rows in a cluster
 */
export function clusterRows(boxes: Float64Array, rows: Uint32Array, wanted: number): Cluster[] {
  const grid = gridOver(boxes, rows, wanted)
  const tiles = grid.columns * grid.lines
  const tileOf = new Int32Array(rows.length)
  const offsets = new Uint32Array(tiles + 1)
  const alone: number[] = []
  for (let i = 0; i < rows.length; i++) {
    const at = 4 * rows[i]
    const isLarge = boxes[at + 2] - boxes[at] > grid.side || boxes[at + 3] - boxes[at + 1] > grid.side
    tileOf[i] = isLarge ? -1 : tileAt(grid, (boxes[at] + boxes[at + 2]) / 2, (boxes[at + 1] + boxes[at + 3]) / 2)
    if (isLarge) alone.push(rows[i])
    else offsets[tileOf[i] + 1]++
  }
  for (let tile = 0; tile < tiles; tile++) offsets[tile + 1] += offsets[tile]
  const next = offsets.slice(0, tiles)
  const members = new Uint32Array(offsets[tiles])
  for (let i = 0; i < rows.length; i++) if (tileOf[i] >= 0) members[next[tileOf[i]]++] = rows[i]
  const clusters = alone.map((row) => clusterOf(boxes, Uint32Array.of(row)))
  for (let tile = 0; tile < tiles; tile++) {
    const inTile = members.subarray(offsets[tile], offsets[tile + 1])
    if (inTile.length > 4 * wanted && inTile.length < rows.length) clusters.push(...clusterRows(boxes, inTile, wanted))
    else if (inTile.length > 0) clusters.push(clusterOf(boxes, inTile))
  }
  return clusters
}

function clusterOf(boxes: Float64Array, rows: Uint32Array): Cluster {
  const box: [number, number, number, number] = [
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
  ]
  for (const row of rows) {
    box[0] = Math.min(box[0], boxes[4 * row])
    box[1] = Math.min(box[1], boxes[4 * row + 1])
    box[2] = Math.max(box[2], boxes[4 * row + 2])
    box[3] = Math.max(box[3], boxes[4 * row + 3])
  }
  return { rows, box }
}
