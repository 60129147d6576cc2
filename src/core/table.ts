import type { Text } from './text.ts'

/** One immutable vector layer, whatever format it came from. See docs/decisions/0001-table-contract.md. */
export interface Table {
  readonly name: string
  /** CRS of geometry.xy as an authority code ('EPSG:4490') or, where no code exists, a PROJ string. Data are never reprojected in place. */
  readonly crs: string
  /** Number of rows; a row's index + 1 is its feature id on the map. */
  readonly length: number
  readonly columns: readonly Column[]
  /** null: attributes only */
  readonly geometry: Geometry | null
}

export type Column = NumberColumn | DateColumn | BooleanColumn | TextColumn

interface ColumnBase {
  readonly name: string
}
/** NaN is null. */
export interface NumberColumn extends ColumnBase {
  readonly type: 'number'
  readonly values: Float64Array
}
/** Milliseconds since 1970 UTC; NaN is null. */
export interface DateColumn extends ColumnBase {
  readonly type: 'date'
  readonly values: Float64Array
}
/** 0, 1; 255 is null. */
export interface BooleanColumn extends ColumnBase {
  readonly type: 'boolean'
  readonly values: Uint8Array
}
/** Row i holds dictionary[codes[i]]. Codes with leading zeros and 64-bit ids are text. */
export interface TextColumn extends ColumnBase {
  readonly type: 'text'
  readonly codes: Uint32Array
  readonly dictionary: readonly (string | null)[]
}

/** A row has parts, a part has rings, a ring has vertices: for every kind. Rings are closed (first vertex repeated). */
export interface Geometry {
  readonly kind: 'point' | 'line' | 'polygon'
  /** x0 y0 x1 y1 … in the table's CRS, easting/longitude first */
  readonly xy: Float64Array
  readonly z?: Float64Array
  /** measures along lines (M), NaN where a vertex has none; of files that bear them */
  readonly m?: Float64Array
  /** ring r: vertices rings[r] … rings[r + 1] */
  readonly rings: Uint32Array
  /** part p: rings parts[p] … parts[p + 1]; the first is the outer one, counter-clockwise; holes are clockwise */
  readonly parts: Uint32Array
  /** row i: parts rows[i] … rows[i + 1]; none at all is an empty geometry */
  readonly rows: Uint32Array
}

export type CellValue = string | number | boolean | null

/** What is known of a field beyond its values: from the catalog, the configuration, or guessed at import. */
export interface FieldInfo {
  readonly name: string
  readonly label: Text
  /** 'm2' | 'ha' | 'mu' | 'm' | 'year' | 'wanyuan' … */
  readonly unit?: string
  /** id of a code list */
  readonly codes?: string
  /** what the product may use the field for */
  readonly role?: 'unitCode' | 'name' | 'holder' | 'location' | 'landClass' | 'ownership' | 'town' | 'registeredAreaM2' | 'id'
  readonly decimals?: number
}

export interface CodeList {
  readonly id: string
  readonly title: Text
  readonly source?: string
  readonly entries: readonly CodeEntry[]
}
export interface CodeEntry {
  readonly code: string
  readonly label: Text
  /** the code one level up, which need not be a prefix of this one (三调 1106 belongs to 00) */
  readonly parent?: string
  readonly color?: string
}

export function findColumn(table: Table, name: string): Column | undefined {
  return table.columns.find((column) => column.name === name)
}

export function cellAt(column: Column, row: number): CellValue {
  switch (column.type) {
    case 'text':
      return column.dictionary[column.codes[row]] ?? null
    case 'boolean':
      return column.values[row] === 255 ? null : column.values[row] === 1
    default:
      return Number.isNaN(column.values[row]) ? null : column.values[row]
  }
}

/** Buffers that a structured transfer may move: every typed array of the table, each once. */
export function buffersOf(table: Table): ArrayBuffer[] {
  const arrays: ArrayBufferView[] = table.columns.map((column) => (column.type === 'text' ? column.codes : column.values))
  const geometry = table.geometry
  if (geometry) {
    arrays.push(geometry.xy, geometry.rings, geometry.parts, geometry.rows)
    if (geometry.z) arrays.push(geometry.z)
    if (geometry.m) arrays.push(geometry.m)
  }
  return [...new Set(arrays.map((array) => array.buffer as ArrayBuffer))]
}

/** Stands for the ellipsoidal area of each row (m², TD/T 1055) wherever a field is named: no file can have a field of this name. */
export const AREA_FIELD = '@area'
