import { isGeographic, requireCrs } from '../core/crs.ts'
import { lngLatOf } from '../core/plane.ts'
import { cellAt, type Geometry, type Table } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import { dateText } from './cell-text.ts'
import type { EncodeInput, GrowingFile, StreamInput } from './format.ts'
import { GrowingBlob } from './growing-blob.ts'
import { MemoryFile } from './memory-file.ts'

/** 9 decimals of a degree are 0.1 mm, and so are 4 of a metre */
const DECIMALS = 9
const DECIMALS_OF_METRES = 4
const SLICE_ROWS = 500

type Head = Pick<EncodeInput, 'table' | 'metadata' | 'keepsCrs'>

/**
 * GeoJSON (RFC 7946): lon/lat, right-hand rule, no `crs` member; metadata as a foreign member, which clause 6.1 allows.
 * With `keepsCrs` as GeoJSON 2008 had it: coordinates as they are and a `crs` member that names their system.
 */
export async function encodeGeojson(input: EncodeInput, task: Task): Promise<Uint8Array> {
  const file = new MemoryFile()
  await writeGeojson(input, file, task)
  return file.bytes()
}

/** The same bytes, some hundred features at a time. */
export async function writeGeojson(input: EncodeInput, file: Pick<GrowingFile, 'add'>, task: Task): Promise<void> {
  file.add(headOf(input))
  for await (const text of featureTexts(input.table, input.rows, input, true, task)) file.add(ENCODER.encode(text))
  file.add(TAIL)
}

/** The same file, of rows that pass by. */
export async function streamGeojson(input: StreamInput, task: Task): Promise<Blob> {
  const { schema, count, metadata, keepsCrs } = input
  const file = new GrowingBlob()
  const head = { table: schema, ...(metadata && { metadata }), ...(keepsCrs && { keepsCrs }) }
  file.add(headOf(head))
  const quiet: Task = { ...task, progress: () => {} }
  let done = 0
  for await (const piece of input.pieces(task)) {
    for await (const text of featureTexts(piece, null, head, done === 0, quiet)) file.add(ENCODER.encode(text))
    done += piece.length
    task.progress(done / count, 'stage.write')
  }
  file.add(TAIL)
  return file.finish('application/geo+json')
}

const ENCODER = new TextEncoder()
const TAIL = ENCODER.encode('\n]}\n')
function headOf({ table, metadata, keepsCrs = false }: Head): Uint8Array {
  const crs = keepsCrs ? `,"crs":${crsMember(table.crs)}` : ''
  const about = metadata ? `,"metadata":${JSON.stringify(metadata)}` : ''
  return ENCODER.encode(`{"type":"FeatureCollection","name":${JSON.stringify(table.name)}${crs}${about},"features":[\n`)
}

/** Features as text, some hundred at a time. @param isFirst nothing stands before them */
export async function* featureTexts(
  table: Table,
  rows: Uint32Array | null,
  { keepsCrs = false }: Pick<Head, 'keepsCrs'>,
  isFirst: boolean,
  task: Task,
) {
  const xy = table.geometry ? (keepsCrs ? table.geometry.xy : lngLatOf(table)) : null
  const decimals = keepsCrs && !isGeographic(table.crs) ? DECIMALS_OF_METRES : DECIMALS
  const keys = table.columns.map((column) => `${JSON.stringify(column.name)}:`)
  const count = rows ? rows.length : table.length
  for (let first = 0; first < count; first += SLICE_ROWS) {
    const lines: string[] = []
    for (let i = first; i < Math.min(count, first + SLICE_ROWS); i++)
      lines.push(featureText(table, xy, decimals, rows ? rows[i] : i, keys))
    yield (isFirst && first === 0 ? '' : ',\n') + lines.join(',\n')
    task.progress(first / count, 'stage.write')
    await task.breathe()
  }
}

/** @throws AppError crs.unknown; a PROJ string has no URN and is named as it is */
function crsMember(crs: string): string {
  const { code } = requireCrs(crs)
  const epsg = /^EPSG:(\d+)$/.exec(code)?.[1]
  return JSON.stringify({ type: 'name', properties: { name: epsg ? `urn:ogc:def:crs:EPSG::${epsg}` : code } })
}

function featureText(table: Table, xy: Float64Array | null, decimals: number, row: number, keys: readonly string[]): string {
  const properties = table.columns.map((column, i) => {
    const value = cellAt(column, row)
    const shown = column.type === 'date' && typeof value === 'number' ? dateText(value) : value
    // JSON knows no Infinity: as text it is at least told
    return keys[i] + (typeof shown === 'number' && !Number.isFinite(shown) ? `"${shown}"` : JSON.stringify(shown))
  })
  const geometry = table.geometry && xy ? geometryText(table.geometry, xy, decimals, row) : 'null'
  return `{"type":"Feature","geometry":${geometry},"properties":{${properties.join(',')}}}`
}

function geometryText(geometry: Geometry, xy: Float64Array, decimals: number, row: number): string {
  const { kind, rings, parts, rows, z } = geometry
  const first = rows[row]
  const end = rows[row + 1]
  if (first === end) return 'null'
  const position = (v: number) => {
    const height = z && !Number.isNaN(z[v]) ? `,${round(z[v], 3)}` : ''
    return `[${round(xy[v * 2], decimals)},${round(xy[v * 2 + 1], decimals)}${height}]`
  }
  const ring = (r: number) => {
    const positions: string[] = []
    for (let v = rings[r]; v < rings[r + 1]; v++) positions.push(position(v))
    return `[${positions.join(',')}]`
  }
  const part = (p: number) => {
    if (kind === 'point') return position(rings[parts[p]])
    if (kind === 'line') return ring(parts[p])
    const all: string[] = []
    for (let r = parts[p]; r < parts[p + 1]; r++) all.push(ring(r))
    return `[${all.join(',')}]`
  }
  const type = { point: 'Point', line: 'LineString', polygon: 'Polygon' }[kind]
  if (end - first === 1) return `{"type":"${type}","coordinates":${part(first)}}`
  const all: string[] = []
  for (let p = first; p < end; p++) all.push(part(p))
  return `{"type":"Multi${type}","coordinates":[${all.join(',')}]}`
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals))
}
