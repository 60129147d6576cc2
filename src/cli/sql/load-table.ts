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

/** OGC WKB, little-endian, MultiPolygon, as base64; null for a row without shape. */
function wellKnownBinary({ xy, rings, parts, rows }: Geometry, row: number): string | null {
  const [firstPart, endPart] = [rows[row], rows[row + 1]]
  if (firstPart === endPart) return null
  const [firstRing, endRing] = [parts[firstPart], parts[endPart]]
  const vertices = rings[endRing] - rings[firstRing]
  const bytes = new DataView(new ArrayBuffer(9 + 9 * (endPart - firstPart) + 4 * (endRing - firstRing) + 16 * vertices))
  let at = 0
  const header = (type: number, count: number) => {
    bytes.setUint8(at, 1)
    bytes.setUint32(at + 1, type, true)
    bytes.setUint32(at + 5, count, true)
    at += 9
  }
  header(6, endPart - firstPart)
  for (let part = firstPart; part < endPart; part++) {
    header(3, parts[part + 1] - parts[part])
    for (let ring = parts[part]; ring < parts[part + 1]; ring++) {
      bytes.setUint32(at, rings[ring + 1] - rings[ring], true)
      at += 4
      for (let i = 2 * rings[ring]; i < 2 * rings[ring + 1]; i++, at += 8) bytes.setFloat64(at, xy[i], true)
    }
  }
  return Buffer.from(bytes.buffer).toString('base64')
}
