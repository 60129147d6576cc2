import { Builder } from 'flatbuffers'
import { Column as FgbColumn } from 'flatgeobuf/lib/mjs/flat-geobuf/column.js'
import { ColumnType } from 'flatgeobuf/lib/mjs/flat-geobuf/column-type.js'
import { Crs } from 'flatgeobuf/lib/mjs/flat-geobuf/crs.js'
import { Feature } from 'flatgeobuf/lib/mjs/flat-geobuf/feature.js'
import { Geometry as FgbGeometry } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry.js'
import { GeometryType } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js'
import { Header } from 'flatgeobuf/lib/mjs/flat-geobuf/header.js'
import { crsOf } from '../core/crs.ts'
import type { Column, FieldInfo, Geometry, Table } from '../core/table.ts'
import { NODE_SIZE } from './flatgeobuf-index.ts'

export const MAGIC = [0x66, 0x67, 0x62, 0x03, 0x66, 0x67, 0x62, 0x00]

/** Types that hold whatever comes, for layers whose values are not all known when the header is chosen. */
export const PLAIN_TYPES = {
  text: ColumnType.String,
  number: ColumnType.Double,
  date: ColumnType.DateTime,
  boolean: ColumnType.Bool,
} as const
export const SEVERAL = {
  point: GeometryType.MultiPoint,
  line: GeometryType.MultiLineString,
  polygon: GeometryType.MultiPolygon,
} as const

export interface FlatGeobufExtra {
  readonly fields?: readonly FieldInfo[]
  readonly metadata?: Readonly<Record<string, unknown>>
}

/** The size-prefixed feature of each row. @param types of the columns, as the header names them */
export function featureWriter(table: Table, type: GeometryType, types: readonly ColumnType[]): (row: number) => Uint8Array {
  const writeProperties = propertyWriter(table.columns, types)
  const builder = new Builder(1 << 16)
  return (row) => {
    builder.clear()
    const properties = writeProperties(builder, row)
    const geometry = table.geometry ? writeGeometry(builder, table.geometry, row, type) : 0
    Feature.startFeature(builder)
    if (geometry) Feature.addGeometry(builder, geometry)
    if (properties) Feature.addProperties(builder, properties)
    builder.finishSizePrefixed(Feature.endFeature(builder))
    return builder.asUint8Array().slice()
  }
}

function writeGeometry(builder: Builder, geometry: Geometry, row: number, type: GeometryType): number {
  const firstPart = geometry.rows[row]
  const endPart = geometry.rows[row + 1]
  if (firstPart === endPart) return 0
  if (type !== GeometryType.MultiPolygon)
    return writePart(builder, geometry, geometry.parts[firstPart], geometry.parts[endPart], type)
  const parts: number[] = []
  for (let part = firstPart; part < endPart; part++)
    parts.push(writePart(builder, geometry, geometry.parts[part], geometry.parts[part + 1], GeometryType.Polygon))
  const vector = FgbGeometry.createPartsVector(builder, parts)
  FgbGeometry.startGeometry(builder)
  FgbGeometry.addParts(builder, vector)
  FgbGeometry.addType(builder, type)
  return FgbGeometry.endGeometry(builder)
}

/**
 * Rings firstRing … endRing as one flat geometry. `ends` is left out when there is one ring only, as the specification recommends, but not
 * of lines with parts: GDAL reads none of a layer in which one feature has a single part and no `ends`.
 */
function writePart(builder: Builder, geometry: Geometry, firstRing: number, endRing: number, type: GeometryType): number {
  const start = geometry.rings[firstRing]
  const end = geometry.rings[endRing]
  const xy = FgbGeometry.createXyVector(builder, geometry.xy.subarray(start * 2, end * 2))
  const z = geometry.z ? FgbGeometry.createZVector(builder, geometry.z.subarray(start, end)) : 0
  let ends = 0
  const isDivided = endRing - firstRing > 1 || type === GeometryType.MultiLineString
  if (isDivided && type !== GeometryType.MultiPoint)
    ends = FgbGeometry.createEndsVector(
      builder,
      geometry.rings.subarray(firstRing + 1, endRing + 1).map((vertex) => vertex - start),
    )
  FgbGeometry.startGeometry(builder)
  if (ends) FgbGeometry.addEnds(builder, ends)
  FgbGeometry.addXy(builder, xy)
  if (z) FgbGeometry.addZ(builder, z)
  FgbGeometry.addType(builder, type)
  return FgbGeometry.endGeometry(builder)
}

/** Whole numbers that fit take 4 bytes instead of 8. */
export function columnType(column: Column): ColumnType {
  if (column.type === 'text') return ColumnType.String
  if (column.type === 'date') return ColumnType.DateTime
  if (column.type === 'boolean') return ColumnType.Bool
  return column.values.every((value) => Number.isNaN(value) || ((value | 0) === value && !Object.is(value, -0)))
    ? ColumnType.Int
    : ColumnType.Double
}

function propertyWriter(columns: readonly Column[], types: readonly ColumnType[]): (builder: Builder, row: number) => number {
  const encoder = new TextEncoder()
  const texts = columns.map((column) =>
    column.type === 'text' ? column.dictionary.map((value) => (value === null ? null : encoder.encode(value))) : [],
  )
  let bytes = new Uint8Array(1 << 12)
  let view = new DataView(bytes.buffer)
  return (builder, row) => {
    let at = 0
    const begin = (column: number, size: number) => {
      if (at + 6 + size > bytes.length) {
        const grown = new Uint8Array((at + 6 + size) * 2)
        grown.set(bytes)
        bytes = grown
        view = new DataView(bytes.buffer)
      }
      view.setUint16(at, column, true)
      at += 2
    }
    const putBytes = (column: number, value: Uint8Array) => {
      begin(column, value.length)
      view.setUint32(at, value.length, true)
      bytes.set(value, at + 4)
      at += 4 + value.length
    }
    columns.forEach((column, i) => {
      if (column.type === 'text') {
        const value = texts[i][column.codes[row]] ?? null
        if (value) putBytes(i, value)
      } else if (column.type === 'boolean') {
        if (column.values[row] === 255) return
        begin(i, 1)
        view.setUint8(at++, column.values[row])
      } else if (Number.isNaN(column.values[row])) {
        // null: left out
      } else if (column.type === 'date') {
        putBytes(i, encoder.encode(new Date(column.values[row]).toISOString()))
      } else if (types[i] === ColumnType.Int) {
        begin(i, 4)
        view.setInt32(at, column.values[row], true)
        at += 4
      } else {
        begin(i, 8)
        view.setFloat64(at, column.values[row], true)
        at += 8
      }
    })
    return at > 0 ? Feature.createPropertiesVector(builder, bytes.subarray(0, at)) : 0
  }
}

export interface HeaderInput {
  readonly count: number
  readonly type: GeometryType
  readonly extent: readonly [number, number, number, number] | null
  readonly hasIndex: boolean
  readonly types: readonly ColumnType[]
  readonly extra: FlatGeobufExtra
}

/** The header, size-prefixed; of the table its name, its CRS, its columns and whether it has heights. */
export function writeHeader(table: Table, { count, type, extent, hasIndex, types, extra }: HeaderInput): Uint8Array {
  const builder = new Builder(4096)
  const labels = new Map(extra.fields?.map((field) => [field.name, field.label.zh]))
  const columns = table.columns.map((column, i) => {
    const name = builder.createString(column.name)
    const label = labels.get(column.name)
    const title = label && label !== column.name ? builder.createString(label) : 0
    FgbColumn.startColumn(builder)
    FgbColumn.addName(builder, name)
    FgbColumn.addType(builder, types[i])
    if (title) FgbColumn.addTitle(builder, title)
    return FgbColumn.endColumn(builder)
  })
  const columnsVector = Header.createColumnsVector(builder, columns)
  const envelope = extent ? Header.createEnvelopeVector(builder, Float64Array.from(extent)) : 0
  const name = builder.createString(table.name)
  const metadata = extra.metadata ? builder.createString(JSON.stringify(extra.metadata)) : 0
  const crs = writeCrs(builder, table.crs)
  Header.startHeader(builder)
  Header.addName(builder, name)
  if (envelope) Header.addEnvelope(builder, envelope)
  Header.addGeometryType(builder, type)
  Header.addHasZ(builder, Boolean(table.geometry?.z))
  Header.addColumns(builder, columnsVector)
  Header.addFeaturesCount(builder, BigInt(count))
  // 16 is the schema's default, which the builder would leave out: readers take it from the schema
  Header.addIndexNodeSize(builder, hasIndex ? NODE_SIZE : 0)
  if (crs) Header.addCrs(builder, crs)
  if (metadata) Header.addMetadata(builder, metadata)
  builder.finishSizePrefixed(Header.endHeader(builder))
  return builder.asUint8Array().slice()
}

/** A CRS without an authority code travels as a PROJ string in `code_string`. */
function writeCrs(builder: Builder, crs: string): number {
  if (!crs) return 0
  const code = /^([A-Z]+):(\d+)$/i.exec(crs)
  const org = code ? builder.createString(code[1].toUpperCase()) : 0
  const name = builder.createString(crsOf(crs)?.title.en ?? crs)
  const codeString = code ? 0 : builder.createString(crs)
  Crs.startCrs(builder)
  if (org) Crs.addOrg(builder, org)
  if (code) Crs.addCode(builder, Number(code[2]))
  Crs.addName(builder, name)
  if (codeString) Crs.addCodeString(builder, codeString)
  return Crs.endCrs(builder)
}
