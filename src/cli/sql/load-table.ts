import type { SoundTable } from '../../core/repair.ts'
import { type Column, findColumn, type Geometry } from '../../core/table.ts'
import type { Task } from '../../core/task.ts'
import type { Database } from './database.ts'

const BATCH_ROWS = 2000

const TYPES = { text: 'text', number: 'double precision', date: 'timestamp', boolean: 'boolean' } as const
/** how a value arrives, as text arrays are the one thing that every driver sends alike */
const READ = {
  text: (value: string) => value,
  number: (value: string) => `${value}::double precision`,
  date: (value: string) => `${value}::timestamp`,
  boolean: (value: string) => `${value}::boolean`,
} as const

/**
 * A temporary table (id, fields, geom in EPSG:4490) of a layer as our own reader repaired it. ST_MakeValid repairs by other rules
 * (its "linework" drops a hole that shares an edge with its shell), so figures agree only on the same repaired shapes.
 */
export async function loadTable(
  database: Database,
  name: string,
  sound: SoundTable,
  fields: readonly string[],
  task: Task,
): Promise<void> {
  const columns = fields.flatMap((field) => findColumn(sound.table, field) ?? [])
  const quoted = columns.map((column) => `"${column.name.replaceAll('"', '""')}"`)
  const types = columns.map((column) => TYPES[column.type])
  const definition = ['id integer', ...quoted.map((each, i) => `${each} ${types[i]}`), 'geom geometry']
  await database.query(`create temporary table "${name}" (${definition.join(', ')})`)
  const given = columns.map((_, i) => `$${i + 2}::text[]`)
  const read = columns.map((column, i) => READ[column.type](`f${i}`))
  const insert = [
    `insert into "${name}" select`,
    ['id', ...read, "ST_SetSRID(ST_GeomFromWKB(decode(geom, 'base64')), 4490)"].join(', '),
    `from unnest(${['$1::integer[]', ...given, `$${columns.length + 2}::text[]`].join(', ')})`,
    `as given(${['id', ...columns.map((_, i) => `f${i}`), 'geom'].join(', ')})`,
  ].join(' ')
  for (let first = 0; first < sound.table.length; first += BATCH_ROWS) {
    const rows = Array.from({ length: Math.min(BATCH_ROWS, sound.table.length - first) }, (_, i) => first + i)
    const values = columns.map((column) => rows.map((row) => textOf(column, row)))
    await database.query(insert, [rows, ...values, rows.map((row) => wellKnownBinary(sound.geometry, row))])
    task.progress(first / sound.table.length, 'stage.load')
    await task.breathe()
  }
}

function textOf(column: Column, row: number): string | null {
  if (column.type === 'text') return column.dictionary[column.codes[row]]?.replaceAll('\0', '') ?? null
  const value = column.values[row]
  if (column.type === 'boolean') return value === 255 ? null : value === 1 ? 'true' : 'false'
  if (Number.isNaN(value)) return null
  return column.type === 'date' ? new Date(value).toISOString().slice(0, 23) : String(value)
}

/** OGC types of one shape and of several. */
const WKB = { point: [1, 4], line: [2, 5], polygon: [3, 6] } as const

/** OGC WKB, little-endian, always of several shapes, as base64; null for a row without shape. */
function wellKnownBinary({ kind, xy, rings, parts, rows }: Geometry, row: number): string | null {
  const [firstPart, endPart] = [rows[row], rows[row + 1]]
  if (firstPart === endPart) return null
  const [firstRing, endRing] = [parts[firstPart], parts[endPart]]
  const vertices = rings[endRing] - rings[firstRing]
  const [one, several] = WKB[kind]
  const shapes = { point: vertices, line: endRing - firstRing, polygon: endPart - firstPart }[kind]
  const bytes = new DataView(new ArrayBuffer(9 + 9 * shapes + 4 * (endRing - firstRing) + 16 * vertices))
  let at = 0
  const count = (value: number) => {
    bytes.setUint32(at, value, true)
    at += 4
  }
  const header = (type: number) => {
    bytes.setUint8(at++, 1)
    count(type)
  }
  header(several)
  count(shapes)
  for (let part = firstPart; part < endPart; part++) {
    if (kind === 'polygon') {
      header(one)
      count(parts[part + 1] - parts[part])
    }
    for (let ring = parts[part]; ring < parts[part + 1]; ring++) {
      if (kind === 'line') header(one)
      if (kind !== 'point') count(rings[ring + 1] - rings[ring])
      for (let vertex = rings[ring]; vertex < rings[ring + 1]; vertex++) {
        if (kind === 'point') header(one)
        bytes.setFloat64(at, xy[2 * vertex], true)
        bytes.setFloat64(at + 8, xy[2 * vertex + 1], true)
        at += 16
      }
    }
  }
  return Buffer.from(bytes.buffer, 0, at).toString('base64')
}
