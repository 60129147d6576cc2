import type { Column, Geometry, Table } from '../core/table.ts'
import type { SqlCell } from './sqlite-pages.ts'
import { withHeights } from './with-heights.ts'
import { hasMultiParts, rowBox, writeWkb } from './wkb-writer.ts'

const DAY_MS = 86_400_000
const HEADER_BYTES = 40
const ENVELOPE_XY = 1 << 1
const LITTLE_ENDIAN = 1
const EMPTY = 1 << 4
const NOWHERE = [Infinity, Infinity, -Infinity, -Infinity] as const

/** What all rows of a layer have in common, known when they have passed by once, and each row as SQLite holds it. */
export class GeopackageLayout {
  /** four numbers a row; minimum > maximum: it stands in no index */
  readonly boxes: Float64Array
  extent: readonly [number, number, number, number] | null = null
  isMulti = false
  private readonly hasZ: boolean
  private readonly isWhole: boolean[]
  constructor({ geometry, columns }: Table, count: number) {
    this.boxes = new Float64Array(geometry ? 4 * count : 0)
    this.hasZ = geometry?.z !== undefined
    this.isWhole = columns.map(() => true)
  }

  take({ geometry, columns }: Table, rows: Uint32Array, before: number): void {
    for (const [i, column] of columns.entries()) {
      if (column.type !== 'number' && column.type !== 'date') continue
      const isOne = column.type === 'number' ? Number.isSafeInteger : (value: number) => value % DAY_MS === 0
      this.isWhole[i] &&= rows.every((row) => Number.isNaN(column.values[row]) || isOne(column.values[row]))
    }
    if (!geometry) return
    this.isMulti ||= hasMultiParts(geometry, rows)
    for (const [i, row] of rows.entries()) {
      const box = rowBox(geometry, row)
      this.boxes.set(box && !box.some(Number.isNaN) ? box : NOWHERE, 4 * (before + i))
      if (box) this.extent = around(this.extent ?? box, box)
    }
  }

  sqlType({ type }: Column, i: number): string {
    switch (type) {
      case 'text':
        return 'TEXT'
      case 'boolean':
        return 'BOOLEAN'
      case 'date':
        return this.isWhole[i] ? 'DATE' : 'DATETIME'
      default:
        return this.isWhole[i] ? 'INTEGER' : 'DOUBLE'
    }
  }

  /** Shape and cells of the rows of a piece. */
  reader(piece: Table, srs: number): (row: number) => SqlCell[] {
    const { geometry, columns } = this.hasZ ? withHeights(piece) : piece
    const readers = columns.map((column, i) => cellReader(column, this.isWhole[i]))
    return (row) => [...(geometry ? [blobOf(geometry, row, this.isMulti, srs)] : []), ...readers.map((read) => read(row))]
  }
}

type Box = readonly [number, number, number, number]
function around(a: Box, b: Box): Box {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]
}

function cellReader(column: Column, isWhole: boolean): (row: number) => SqlCell {
  if (column.type === 'text') return (row) => column.dictionary[column.codes[row]] ?? null
  const { values } = column
  if (column.type === 'boolean') return (row) => (values[row] === 255 ? null : values[row])
  if (column.type === 'number') return (row) => (Number.isNaN(values[row]) ? null : values[row])
  return (row) => (Number.isNaN(values[row]) ? null : new Date(values[row]).toISOString().slice(0, isWhole ? 10 : 24))
}

/** GeoPackageBinary (clause 2.1.3). */
function blobOf(geometry: Geometry, row: number, isMulti: boolean, srs: number): Uint8Array | null {
  const box = rowBox(geometry, row)
  if (!box) return null
  const isPoint = geometry.kind === 'point' && !isMulti
  const header = isPoint ? 8 : HEADER_BYTES
  const bytes = writeWkb(geometry, row, isMulti, header)!
  const view = new DataView(bytes.buffer)
  bytes.set([0x47, 0x50, 0, LITTLE_ENDIAN | (isPoint ? 0 : ENVELOPE_XY)])
  if (box.some(Number.isNaN)) bytes[3] |= EMPTY
  view.setInt32(4, srs, true)
  // minX, maxX, minY, maxY
  if (!isPoint) [box[0], box[2], box[1], box[3]].forEach((value, i) => void view.setFloat64(8 + i * 8, value, true))
  return bytes
}
