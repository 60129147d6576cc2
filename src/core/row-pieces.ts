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
  const used = rows ? Uint32Array.from(rows) : Uint32Array.from({ length: geometry.rows.length - 1 }, (_, row) => row)
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
  let x0 = Number.POSITIVE_INFINITY
  let y0 = Number.POSITIVE_INFINITY
  let x1 = Number.NEGATIVE_INFINITY
  let y1 = Number.NEGATIVE_INFINITY
  for (const row of rows) {
    x0 = Math.min(x0, boxes[4 * row])
    y0 = Math.min(y0, boxes[4 * row + 1])
    x1 = Math.max(x1, boxes[4 * row + 2])
    y1 = Math.max(y1, boxes[4 * row + 3])
  }
  const wanted = Math.max(1, Math.ceil(rows.length / TILE_ROWS))
  const [width, height] = [Math.max(x1 - x0, 1e-3), Math.max(y1 - y0, 1e-3)]
  // a long thin layer is cut along its length only
  const side = Math.max(Math.sqrt((width * height) / wanted), Math.max(width, height) / wanted)
  const grid: TileGrid = { x0, y0, side, columns: Math.ceil(width / side), lines: Math.ceil(height / side) }
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
