import { GeometryType } from 'flatgeobuf/lib/mjs/flat-geobuf/geometry-type.js'
import { joinBytes } from '../core/join-bytes.ts'
import type { Geometry, Table } from '../core/table.ts'
import { quietTask, type Task } from '../core/task.ts'
import {
  columnType,
  type FlatGeobufExtra,
  featureWriter,
  MAGIC,
  PLAIN_TYPES,
  SEVERAL,
  writeHeader,
} from './flatgeobuf-feature.ts'
import { extentOfBoxes, hilbertOrder, indexBytes, NODE_SIZE, packIndex } from './flatgeobuf-index.ts'
import type { GrowingFile, StreamInput } from './format.ts'
import { GrowingBlob } from './growing-blob.ts'
import { MemoryFile } from './memory-file.ts'
import { withHeights } from './with-heights.ts'

/**
 * FlatGeobuf 3 with a packed Hilbert R-tree: features in Hilbert order, those without geometry last.
 * A layer of single parts is written as Polygon (LineString, Point), any other as MultiPolygon (…) throughout, as the header
 * then names one type for all features.
 */
export async function encodeFlatGeobuf(
  table: Table,
  rows: Uint32Array | null = null,
  extra: FlatGeobufExtra = {},
  task: Task = quietTask(),
): Promise<Uint8Array> {
  const file = new MemoryFile()
  await writeFlatGeobuf(table, rows, extra, file, task)
  return file.bytes()
}

/** The same bytes, feature by feature: the head is known before them, the index after. */
export async function writeFlatGeobuf(
  table: Table,
  rows: Uint32Array | null,
  extra: FlatGeobufExtra,
  file: GrowingFile,
  task: Task,
): Promise<void> {
  const count = rows ? rows.length : table.length
  const { boxes, extent } = measure(table.geometry, rows, count)
  const order = table.geometry ? hilbertOrder(boxes, extent ?? [0, 0, 0, 0]) : Uint32Array.from({ length: count }, (_, i) => i)
  const type = geometryType(table.geometry, rows, count)
  const types = table.columns.map(columnType)
  const write = featureWriter(table, type, types)
  const hasIndex = table.geometry !== null && count > 0
  const header = writeHeader(table, { count, type, extent, hasIndex, types, extra })
  file.leave(MAGIC.length + header.length + (hasIndex ? indexBytes(count, NODE_SIZE) : 0))

  const offsets = new Float64Array(count)
  const sortedBoxes = new Float64Array(count * 4)
  let bytes = 0
  for (let i = 0; i < count; i++) {
    const row = rows ? rows[order[i]] : order[i]
    const feature = write(row)
    file.add(feature)
    offsets[i] = bytes
    bytes += feature.length
    sortedBoxes.set(boxes.subarray(order[i] * 4, order[i] * 4 + 4), i * 4)
    if (i % 512 === 0) {
      task.progress(i / count, 'stage.write')
      await task.breathe()
    }
  }
  const index = hasIndex ? packIndex(sortedBoxes, offsets) : new Uint8Array(0)
  file.fill(joinBytes([Uint8Array.from(MAGIC), header, index]))
}

/**
 * The same, of rows that pass by: in the order in which they come, which a layer that stays in its file has by Hilbert. Some 85 bytes a row
 * stay in memory, for the index.
 */
export async function streamFlatGeobuf(input: StreamInput, task: Task): Promise<Blob> {
  const { schema, count, isMulti, fields, metadata } = input
  const several = schema.geometry && SEVERAL[schema.geometry.kind]
  const type = several === null ? GeometryType.Unknown : isMulti ? several : SINGLE[several]
  const types = schema.columns.map((column) => PLAIN_TYPES[column.type])
  const boxes = new Float64Array(count * 4)
  const offsets = new Float64Array(count)
  const file = new GrowingBlob()
  let bytes = 0
  let done = 0
  for await (const passing of input.pieces(task)) {
    // a reader that the header tells of heights takes a feature without them for damage
    const piece = schema.geometry?.z ? withHeights(passing) : passing
    const write = featureWriter(piece, type, types)
    boxes.set(measure(piece.geometry, null, piece.length).boxes, done * 4)
    for (let row = 0; row < piece.length; row++) {
      const feature = write(row)
      file.add(feature)
      offsets[done++] = bytes
      bytes += feature.length
      if (row % 512 === 0) await task.breathe()
    }
    task.progress(done / count, 'stage.write')
  }
  const extent = extentOfBoxes(boxes)
  const index = schema.geometry && count > 0 ? packIndex(boxes, offsets) : new Uint8Array(0)
  const header = writeHeader(schema, {
    count,
    type,
    extent: extent[0] <= extent[2] ? extent : null,
    hasIndex: index.length > 0,
    types,
    extra: { fields, ...(metadata && { metadata }) },
  })
  return file.finish('application/flatgeobuf', [Uint8Array.from(MAGIC), header, index])
}

const SINGLE: Readonly<Record<number, GeometryType>> = {
  [GeometryType.MultiPoint]: GeometryType.Point,
  [GeometryType.MultiLineString]: GeometryType.LineString,
  [GeometryType.MultiPolygon]: GeometryType.Polygon,
}

function measure(geometry: Geometry | null, rows: Uint32Array | null, count: number) {
  const boxes = new Float64Array(count * 4)
  const extent: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i < count; i++) {
    let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity]
    if (geometry) {
      const row = rows ? rows[i] : i
      const start = geometry.rings[geometry.parts[geometry.rows[row]]]
      const end = geometry.rings[geometry.parts[geometry.rows[row + 1]]]
      for (let v = start; v < end; v++) {
        const x = geometry.xy[v * 2]
        const y = geometry.xy[v * 2 + 1]
        if (x < minX) minX = x
        if (x > maxX) maxX = x
        if (y < minY) minY = y
        if (y > maxY) maxY = y
      }
    }
    boxes.set([minX, minY, maxX, maxY], i * 4)
    if (minX < extent[0]) extent[0] = minX
    if (minY < extent[1]) extent[1] = minY
    if (maxX > extent[2]) extent[2] = maxX
    if (maxY > extent[3]) extent[3] = maxY
  }
  return { boxes, extent: extent[0] <= extent[2] ? extent : null }
}

function geometryType(geometry: Geometry | null, rows: Uint32Array | null, count: number): GeometryType {
  if (!geometry) return GeometryType.Unknown
  let hasMultiple = false
  for (let i = 0; i < count && !hasMultiple; i++) {
    const row = rows ? rows[i] : i
    hasMultiple = geometry.rows[row + 1] - geometry.rows[row] > 1
  }
  if (geometry.kind === 'polygon') return hasMultiple ? GeometryType.MultiPolygon : GeometryType.Polygon
  if (geometry.kind === 'line') return hasMultiple ? GeometryType.MultiLineString : GeometryType.LineString
  return hasMultiple ? GeometryType.MultiPoint : GeometryType.Point
}
