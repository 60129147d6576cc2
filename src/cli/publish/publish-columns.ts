import { closeSync, openSync, readSync, rmSync } from 'node:fs'
import { rowAreaM2 } from '../../core/plane.ts'
import { AREA_FIELD, type Column, findColumn, type Table } from '../../core/table.ts'
import { stretchOf, type Task } from '../../core/task.ts'
import { classRows, type DrawingChoice } from '../../core/tiling/drawn.ts'
import { BLOCK_ROWS, blockPacker, COLUMN_MAGIC, type ColumnHeader } from '../../formats/column-file.ts'
import { openFlatGeobuf } from '../../formats/flatgeobuf-ranges.ts'
import type { ByteSource } from '../../formats/geotiff-source.ts'
import { CliError } from '../cli-error.ts'
import { OutputFile, type WrittenFile } from './output-file.ts'
import { Spool } from './spool.ts'

export interface PublishedColumns {
  /** null: no field was to be written */
  readonly file: WrittenFile | null
  /** rows of each class as the layer is drawn, "other" last */
  readonly classCounts: readonly number[]
}

/**
 * Fields of the written features one by one, the drawn areas among them, as formats/column-file.ts reads them; and the rows of each class.
 * The features pass by once more, in the order that they have now.
 * @param wanted null: all fields
 * @throws CliError publish.noField
 */
export async function publishColumns(
  features: { readonly path: string; readonly bytes: number },
  wanted: readonly string[] | null,
  choice: Omit<DrawingChoice, 'rows' | 'filter'>,
  path: string,
  task: Task,
): Promise<PublishedColumns> {
  const file = openSync(features.path, 'r')
  const spools: Spool[] = []
  try {
    const layer = await openFlatGeobuf(sourceOf(file), features.path, task.signal)
    const missing = wanted?.find((name) => !findColumn(layer.schema, name))
    if (missing !== undefined) throw new CliError('publish.noField', { field: missing })
    const fields: { readonly name: string; readonly type: Column['type']; readonly sizes: number[] }[] = layer.schema.columns
      .filter(({ name }) => !wanted || wanted.includes(name))
      .map(({ name, type }) => ({ name, type, sizes: [] }))
    const hasAreas = layer.schema.geometry?.kind === 'polygon' && (wanted === null || fields.length > 0)
    if (hasAreas) fields.push({ name: AREA_FIELD, type: 'number', sizes: [] })
    for (const i of fields.keys()) spools.push(new Spool(`${path}.${i}.spool`))
    let classCounts: number[] | null = null
    const pack = await blockPacker()
    const rows: number[] = []
    const put = (table: Table) => {
      const { counts } = classRows(table, { ...choice, rows: null, filter: [] })
      classCounts = Array.from(counts, (count, i) => count + (classCounts?.[i] ?? 0))
      const columns = fields.map(({ name }) => (name === AREA_FIELD ? areaColumn(table) : (findColumn(table, name) as Column)))
      for (let from = 0; from < table.length; from += BLOCK_ROWS) {
        const to = Math.min(table.length, from + BLOCK_ROWS)
        rows.push(to - from)
        for (const [i, { sizes }] of fields.entries()) {
          const { bytes, size } = pack(columns[i], from, to)
          sizes.push(size)
          spools[i].append(bytes)
        }
      }
    }
    const reading = stretchOf(task, 0, 0.9)
    for await (const { first, table } of layer.pieces(task)) {
      put(table)
      reading.progress(first / layer.count, 'stage.columns')
      await task.breathe()
    }
    const written = fields.length > 0 ? write(path, rows, fields, spools) : null
    return { file: written, classCounts: classCounts ?? [] }
  } finally {
    closeSync(file)
    for (const spool of spools) spool.remove()
    rmSync(`${path}.part`, { force: true })
  }
}

function write(
  path: string,
  rows: readonly number[],
  fields: readonly { readonly name: string; readonly type: Column['type']; readonly sizes: readonly number[] }[],
  spools: readonly Spool[],
): WrittenFile {
  let at = 0
  const header: ColumnHeader = {
    rows,
    fields: fields.map(({ name, type, sizes }, i) => {
      const starts = [at]
      for (const block of sizes.keys()) {
        at += spools[i].lengthOf(block)
        starts.push(at)
      }
      return { name, type, starts, sizes }
    }),
  }
  const head = Buffer.from(JSON.stringify(header))
  const start = Buffer.alloc(12)
  start.write(COLUMN_MAGIC, 0, 'latin1')
  start.writeUInt32LE(head.length, 8)
  const out = new OutputFile(path)
  try {
    out.write(start)
    out.write(head)
    for (const spool of spools)
      for (const bytes of spool.inOrder(Uint32Array.from({ length: spool.count }, (_, i) => i))) out.write(bytes)
  } catch (error) {
    out.abandon()
    throw error
  }
  return out.finish()
}

/** As resident tables have it: NaN where a row has no polygon. */
function areaColumn({ geometry, length }: Table): Column {
  const values = Float64Array.from({ length }, (_, row) =>
    geometry && geometry.rows[row] < geometry.rows[row + 1] ? rowAreaM2(geometry, geometry.xy, row) : Number.NaN,
  )
  return { name: AREA_FIELD, type: 'number', values }
}

function sourceOf(file: number): ByteSource {
  const fetchSlice: ByteSource['fetchSlice'] = async ({ offset, length }) => {
    const bytes = new Uint8Array(length)
    const read = readSync(file, bytes, 0, length, offset)
    return { offset, length: read, data: bytes.buffer.slice(0, read) }
  }
  return { fileSize: null, fetchSlice, fetch: async () => [], close: async () => {} }
}
