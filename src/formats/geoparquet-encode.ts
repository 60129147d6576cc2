import type { BasicType, ColumnSource } from 'hyparquet-writer'
import type { Column, Geometry, Table } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import { uniqueNames } from '../core/unique-names.ts'
import { usedRows } from '../core/used-rows.ts'
import type { EncodeInput } from './format.ts'
import { projjsonOf } from './projjson-crs.ts'
import { hasMultiParts, rowBox, writeWkb } from './wkb-writer.ts'

const GROUP_ROWS = 50_000
const SLICE_ROWS = 1000
const INT32_MAX = 2 ** 31

/** GeoParquet 1.0.0 (geoparquet.org): WKB in the table's own CRS as PROJJSON, Snappy, statistics for each group of rows. */
export async function encodeGeoparquet({ table, rows, fields, metadata }: EncodeInput, task: Task): Promise<Uint8Array> {
  const { parquetWriteBuffer, schemaFromColumnData } = await import('hyparquet-writer')
  const names = geoparquetNames(table)
  const chosen = usedRows(rows, table.length)
  const columnData = table.columns.map(
    (column, i): ColumnSource => ({
      name: names[i],
      ...source(column, chosen),
      nullable: true,
    }),
  )
  const days = new Set(names.filter((_, i) => isDays(table.columns[i])))
  let geo: string | null = null
  if (table.geometry) {
    const isMulti = hasMultiParts(table.geometry, rows)
    const data = new Array<Uint8Array | null>(chosen.length)
    for (let i = 0; i < chosen.length; i++) {
      data[i] = writeWkb(table.geometry, chosen[i], isMulti)
      if (i % SLICE_ROWS === 0) {
        task.progress((i / chosen.length) * 0.7, 'stage.write')
        await task.breathe()
      }
    }
    columnData.push({ name: 'geometry', data: data as unknown[], type: 'BYTE_ARRAY', nullable: true, statistics: false })
    geo = geoMetadata(table, table.geometry, chosen, isMulti)
  }
  const labels = Object.fromEntries(fields.map(({ name, label }) => [name, label.zh]))
  const buffer = parquetWriteBuffer({
    columnData: columnData.map(({ type: _, nullable: __, ...column }) => column),
    schema: schemaFromColumnData({ columnData }).map((element) =>
      days.has(element.name) ? { ...element, type: 'INT32', converted_type: 'DATE', logical_type: { type: 'DATE' } } : element,
    ),
    rowGroupSize: GROUP_ROWS,
    kvMetadata: [
      ...(geo ? [{ key: 'geo', value: geo }] : []),
      ...(fields.length > 0 ? [{ key: 'labels', value: JSON.stringify(labels) }] : []),
      ...(metadata ? [{ key: 'metadata', value: JSON.stringify(metadata) }] : []),
    ],
  })
  return new Uint8Array(buffer)
}

/** Names of the columns in the file: `geometry` is its own, a field of that name moves aside. */
export function geoparquetNames({ columns }: Table): string[] {
  return uniqueNames(['geometry', ...columns.map(({ name }) => name)]).slice(1)
}

function source(column: Column, rows: Uint32Array): { data: unknown[]; type: BasicType } {
  const pick = <T>(value: (row: number) => T) => Array.from(rows, value)
  if (column.type === 'text') return { type: 'STRING', data: pick((row) => column.dictionary[column.codes[row]] ?? null) }
  const { values } = column
  if (column.type === 'boolean') return { type: 'BOOLEAN', data: pick((row) => (values[row] === 255 ? null : values[row] === 1)) }
  const known = (row: number) => !Number.isNaN(values[row])
  if (column.type === 'date') return { type: 'TIMESTAMP', data: pick((row) => (known(row) ? new Date(values[row]) : null)) }
  const isWhole = column.values.every((value) => Number.isNaN(value) || Number.isSafeInteger(value))
  if (!isWhole) return { type: 'DOUBLE', data: pick((row) => (known(row) ? values[row] : null)) }
  const isShort = column.values.every((value) => Number.isNaN(value) || Math.abs(value) < INT32_MAX)
  if (isShort) return { type: 'INT32', data: pick((row) => (known(row) ? values[row] : null)) }
  return { type: 'INT64', data: pick((row) => (known(row) ? BigInt(values[row]) : null)) }
}

const DAY_MS = 86_400_000
/** Dates without a time of the day: kept as what they are. */
const isDays = (column: Column) =>
  column.type === 'date' && column.values.every((value) => Number.isNaN(value) || value % DAY_MS === 0)

function geoMetadata(table: Table, geometry: Geometry, rows: Uint32Array, isMulti: boolean): string {
  const box = [Infinity, Infinity, -Infinity, -Infinity]
  for (const row of rows) {
    const own = rowBox(geometry, row)
    if (!own) continue
    for (const k of [0, 1]) {
      box[k] = Math.min(box[k], own[k])
      box[k + 2] = Math.max(box[k + 2], own[k + 2])
    }
  }
  const type = `${isMulti ? 'Multi' : ''}${{ point: 'Point', line: 'LineString', polygon: 'Polygon' }[geometry.kind]}${geometry.z ? ' Z' : ''}`
  return JSON.stringify({
    version: '1.0.0',
    primary_column: 'geometry',
    columns: {
      geometry: {
        encoding: 'WKB',
        geometry_types: [type],
        // null: not known, as the specification has it
        crs: projjsonOf(table.crs),
        ...(geometry.kind === 'polygon' ? { orientation: 'counterclockwise' } : {}),
        ...(box[0] <= box[2] ? { bbox: box } : {}),
      },
    },
  })
}
