import { isGeographic } from '../core/crs.ts'
import { AppError, type Note } from '../core/errors.ts'
import { passingRows, type RangedLayer } from '../core/ranged-layer.ts'
import { reproject } from '../core/reproject.ts'
import type { FieldInfo, Table } from '../core/table.ts'
import { quietTask, stretchOf, type Task } from '../core/task.ts'
import { uniqueNames } from '../core/unique-names.ts'
import { AREA_UNITS, type AreaUnit, fromM2, toM2 } from '../core/units.ts'
import { partsOfZip, writeZip } from '../core/zip-blob.ts'
import type { EncodeInput, Format, OutputBlob, OutputFile, StreamInput } from './format.ts'
import { ZIP_TIME } from './report-lines.ts'

const ZIP = 'application/zip'

/** A layer, or some of its rows and fields, as it is to be written. */
export interface LayerExport
  extends Pick<EncodeInput, 'encoding' | 'headings' | 'marksCodes' | 'header' | 'metadata' | 'numbers' | 'locale'> {
  readonly format: string
  readonly table: Table
  /** rows to write, ascending; null: all */
  readonly rows: Uint32Array | null
  readonly fields: readonly FieldInfo[]
  /** names of the columns to write, in their order */
  readonly columns: readonly string[]
  /** unit that areas are written in; their columns are then named by it; left out: as they stand */
  readonly areaUnit?: AreaUnit
  /** system of the coordinates; null: that of the table */
  readonly crs: string | null
  /** of the file, without extension */
  readonly name: string
  /** a text that goes beside the file: both in an archive */
  readonly beside: { readonly name: string; readonly text: string } | null
}

/** @throws AppError of the format, format.cannotWrite, write.tooLarge, crs.unknown */
export async function exportLayer(request: LayerExport, format: Format, task: Task): Promise<OutputFile> {
  if (!format.encode) throw new AppError('format.cannotWrite', { format: format.id })
  const input = inputOf(request, task)
  await task.breathe()
  const file = await format.encode(input, stretchOf(task, 0, request.beside ? 0.9 : 1)).catch((error: unknown) => {
    throw isOutOfRoom(error)
      ? new AppError('write.tooLarge', { layer: request.name, format: format.title.en, zh: format.title.zh })
      : error
  })
  return request.beside ? withBeside(file, request) : file
}

/** A layer that stays in its file, or some of its rows, to be written as they pass by. */
export type StreamedExport = Omit<LayerExport, 'table'>

/**
 * The same file of a layer that is larger than memory: its rows pass by in pieces.
 * @param crs of the layer, which its catalog knows better than its file
 * @throws AppError of the format, format.cannotStream, ranged.*, crs.unknown, write.noRoom
 */
export async function exportStream(
  request: StreamedExport,
  layer: RangedLayer,
  crs: string,
  format: Format,
  task: Task,
): Promise<OutputBlob> {
  if (!format.stream) throw new AppError('format.cannotStream', { format: format.title.en, zh: format.title.zh })
  const { rows } = request
  const { table: schema, rows: _none, ...rest } = inputOf({ ...request, table: { ...layer.schema, crs }, rows: null }, task)
  // told once, not of every piece
  const quiet: Task = { ...quietTask(), signal: task.signal, breathe: task.breathe }
  const input: StreamInput = {
    ...rest,
    schema,
    count: rows?.length ?? layer.count,
    isMulti: layer.isMulti,
    async *pieces(own) {
      for await (const { table } of passingRows(layer, rows, own))
        yield inputOf({ ...request, table: { ...table, crs }, rows: null }, quiet).table
    },
  }
  const { stream } = format
  const write = async (): Promise<OutputBlob> => {
    const { beside } = request
    const file = await stream(input, stretchOf(task, 0, beside ? 0.9 : 1))
    const whole = beside ? await besideBlob(file, request, beside, stretchOf(task, 0.9, 1)) : file
    // a Blob that found no room tells it only when it is read
    await whole.content.slice(-1).arrayBuffer()
    return whole
  }
  return write().catch((error: unknown) => {
    throw isOutOfRoom(error)
      ? new AppError('write.noRoom', { layer: request.name, format: format.title.en, zh: format.title.zh })
      : error
  })
}

async function besideBlob(
  file: OutputBlob,
  request: StreamedExport,
  beside: NonNullable<StreamedExport['beside']>,
  task: Task,
): Promise<OutputBlob> {
  const about = new Blob([`\ufeff${beside.text}`])
  // what is an archive itself takes the text in
  const own = file.mime === ZIP ? await partsOfZip(file.content) : null
  const parts = [...(own ?? [{ name: file.name, content: file.content }]), { name: beside.name, content: about }]
  const name = `${request.name}.zip`
  return { name, mime: ZIP, content: await writeZip(parts, name, task) }
}

/** A buffer or a text that is longer than the browser allows, or than there is memory or room on its disk for. */
function isOutOfRoom(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error.name === 'QuotaExceededError' || error.name === 'NotReadableError') return true
  return error instanceof RangeError && /alloc|length|memory/i.test(error.message)
}

/** What would be lost or renamed; coordinates are not looked at and may be left out of the table. */
export async function exportLosses(request: LayerExport, format: Format): Promise<readonly Note[]> {
  const { table } = request
  const kind = table.geometry?.kind ?? 'none'
  const kinds = format.writes?.kinds
  if (kinds && !kinds.includes(kind))
    return [{ code: 'write.kind', detail: { format: format.title.en, zh: format.title.zh }, level: 'warning' }]
  const { writes } = format
  const dropped: Note[] = []
  if (table.geometry?.z && writes?.dropsHeights) dropped.push({ code: 'write.heights', detail: {}, level: 'warning' })
  if (table.geometry?.m && !writes?.keepsMeasures) dropped.push({ code: 'write.measures', detail: {}, level: 'warning' })
  return [...dropped, ...((await format.losses?.(inputOf({ ...request, crs: null }, null))) ?? [])]
}

function inputOf(request: LayerExport, task: Task | null): EncodeInput {
  const { rows, columns, crs, name, encoding, headings, marksCodes, header, metadata, numbers, locale } = request
  const wanted = new Set(columns)
  const kept: Table = { ...request.table, name, columns: request.table.columns.filter((column) => wanted.has(column.name)) }
  const own = request.fields.filter((field) => wanted.has(field.name))
  const { table: chosen, fields } = request.areaUnit ? inUnit(kept, own, request.areaUnit) : { table: kept, fields: own }
  const table = crs && task && chosen.geometry ? reproject(chosen, crs, task) : chosen
  return {
    table,
    rows,
    fields,
    ...(metadata && { metadata }),
    ...(encoding && { encoding }),
    ...(headings && { headings }),
    ...(marksCodes && { marksCodes }),
    ...(header && { header }),
    ...(numbers && { numbers }),
    ...(locale && { locale }),
    // GeoJSON of metres must name their system; of degrees it needs none
    ...(table.geometry && table.crs && !isGeographic(table.crs) && { keepsCrs: true }),
  }
}

/** Areas in another unit: 1 500 is a different figure then, so the column gets a name that says so. */
function inUnit(table: Table, fields: readonly FieldInfo[], unit: AreaUnit): { table: Table; fields: readonly FieldInfo[] } {
  const renamed = new Map<string, { readonly name: string; readonly from: AreaUnit }>()
  for (const { name, unit: from } of fields)
    if (from && from !== unit && from in AREA_UNITS) renamed.set(name, { name: `${name}_${unit}`, from: from as AreaUnit })
  const names = uniqueNames(table.columns.map(({ name }) => renamed.get(name)?.name ?? name))
  const columns = table.columns.map((column, i) => {
    const change = renamed.get(column.name)
    if (!change || column.type !== 'number') return column
    return { ...column, name: names[i], values: column.values.map((value) => fromM2(toM2(value, change.from), unit)) }
  })
  const nameOf = new Map(table.columns.map(({ name }, i) => [name, columns[i].name]))
  const words = AREA_UNITS[unit]
  return {
    table: { ...table, columns },
    fields: fields.map((field) => {
      const name = nameOf.get(field.name) ?? field.name
      if (name === field.name) return field
      const label = { zh: `${field.label.zh}（${words.label.zh}）`, en: `${field.label.en} (${words.label.en})` }
      return { ...field, name, unit, label, decimals: words.decimals }
    }),
  }
}

async function withBeside(file: OutputFile, { beside, name }: LayerExport): Promise<OutputFile> {
  if (!beside) return file
  const { unzipSync, zipSync } = await import('fflate')
  const isArchive = /\.zip$/i.test(file.name)
  const members = isArchive ? unzipSync(file.bytes) : { [file.name]: file.bytes }
  members[beside.name] = new TextEncoder().encode(`\ufeff${beside.text}`)
  return { name: `${name}.zip`, mime: ZIP, bytes: zipSync(members, { level: 6, mtime: ZIP_TIME }) }
}
