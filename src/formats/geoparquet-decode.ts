import type { Compressors, FileMetaData, SchemaTree } from 'hyparquet'
import { AppError, type Note } from '../core/errors.ts'
import type { Task } from '../core/task.ts'
import { uniqueNames } from '../core/unique-names.ts'
import type { DeclaredCrs } from './crs-evidence.ts'
import { reasonOf } from './error-reason.ts'
import { digesting, type FileSource, sourceOf, wholeFile } from './file-source.ts'
import { baseName, finishLayers, noteTaker } from './finish-layers.ts'
import type { DecodedLayer, DecodeOptions, InputFile } from './format.ts'
import { addNative, isNative } from './geoarrow-shapes.ts'
import { GeometryBuilder } from './geometry-builder.ts'
import { LostDigits } from './lost-digits.ts'
import { checkPages } from './parquet-pages.ts'
import { isFlat, isReadable, meaning, reading, timeParsers, withRawDecimals } from './parquet-values.ts'
import { crsOfProjjson } from './projjson-crs.ts'
import { checkSnappy } from './snappy-check.ts'
import { ValueColumn } from './value-column.ts'
import { WkbDamage, WkbReader } from './wkb-reader.ts'

const MAX_ROWS = 20_000_000
const MAX_COLUMNS = 2000
/** A page is about 1 MiB; what claims to grow beyond this from so few bytes is damage. */
const MAX_PAGE_BYTES = 512 << 20
const MAX_RATIO = 2000
/** coordinates of a shape in lists: those that are all the same take a bit or less, but places are not all the same */
const MAX_VALUES_PER_BYTE = 8

interface GeoColumn {
  readonly encoding?: unknown
  readonly crs?: unknown
  readonly covering?: { readonly bbox?: { readonly xmin?: readonly unknown[] } }
}
interface GeoMetadata {
  readonly version?: unknown
  readonly primary_column?: unknown
  readonly columns?: Readonly<Record<string, GeoColumn>>
}

/** GeoParquet 1.0 and 1.1 (WKB or native encodings), Parquet's own GEOMETRY type, and Parquet without geometry as a table. */
export async function decodeGeoparquet(
  files: readonly InputFile[],
  options: DecodeOptions,
  task: Task,
): Promise<readonly DecodedLayer[]> {
  // a member of an archive would be expanded anew for each column
  const file = files[0].archive ? await wholeFile(files[0]) : digesting(files[0])
  const source = sourceOf(file)
  const notes: Note[] = []
  const taker = noteTaker(notes)
  const { parquetMetadataAsync, parquetRead, parquetSchema } = await import('hyparquet')
  // the metadata stand at the end: a large file is read column by column, row group by row group
  const buffer = {
    byteLength: source.size,
    slice: async (start: number, end = source.size) => bufferOf(await source.read(start, Math.max(start, end))),
  }
  const metadata = await damagedBy(file, () => parquetMetadataAsync(buffer, { geoparquet: false }))
  const rows = Number(metadata.num_rows)
  const fields = (await damagedBy(file, async () => parquetSchema(metadata))).children
  if (fields.length > MAX_COLUMNS)
    throw new AppError('format.tooManyFields', { file: file.name, count: fields.length, limit: MAX_COLUMNS })
  if (!(rows <= MAX_ROWS) || rows !== metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0))
    throw new AppError('format.headDamaged', { file: file.name, at: source.size })

  const geo = geoOf(metadata)
  const shape = primaryColumn(geo, fields)
  const encoding = shape ? geo?.columns?.[shape]?.encoding : undefined
  const native = isNative(encoding) ? encoding : null
  const covering = shape ? geo?.columns?.[shape]?.covering?.bbox?.xmin?.[0] : undefined
  const shown = fields.filter(({ element }) => element.name !== shape && element.name !== covering)
  const otherShapes = shown.filter(({ element }) => isGeometry(element.name, geo, element.logical_type?.type))
  if (otherShapes.length > 0)
    taker.note(
      'parquet.otherGeometry',
      {
        names: otherShapes
          .map(({ element }) => element.name)
          .join(', ')
          .slice(0, 200),
      },
      'warning',
    )
  const plain = shown.filter((field) => !otherShapes.includes(field) && isReadable(field))
  const used = fields.filter((field) => isFlat(field) || field.element.name === shape)
  const nested = shown.filter((field) => !otherShapes.includes(field) && !isReadable(field)).map(({ element }) => element.name)
  if (nested.length > 0) taker.note('parquet.nested', { names: nested.join(', ').slice(0, 300) }, 'warning')
  const names = uniqueNames(plain.map(({ element }) => element.name))
  const columns = plain.map((field, i) => new ValueColumn(names[i], meaning(field)))
  const lost = plain.map(() => ({ digits: new LostDigits(), times: new LostDigits() }))
  const raw = withRawDecimals(metadata)

  const builder = new GeometryBuilder()
  const reader = new WkbReader(builder)
  let damaged = 0
  let firstDamage = 0
  const addShapes = (values: ArrayLike<unknown>) => {
    for (let i = 0; i < values.length; i++) {
      const bytes = values[i]
      try {
        if (native && bytes !== null && bytes !== undefined) addNative(builder, native, bytes)
        else if (bytes instanceof Uint8Array)
          reader.read(new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength), 0, bytes.length)
        else if (bytes !== null && bytes !== undefined) throw new WkbDamage(0)
      } catch (error) {
        if (!(error instanceof WkbDamage)) throw error
        builder.forgetRow()
        if (damaged++ === 0) firstDamage = added + 1
      }
      builder.endRow()
      added++
    }
  }
  let added = 0
  const compressors = await boundedCompressors()
  const read = async (
    name: string,
    rowStart: number,
    rowEnd: number,
    take: (values: ArrayLike<unknown>, from: number) => void,
    times = new LostDigits(),
  ) => {
    const chunks: { from: number; values: ArrayLike<unknown> }[] = []
    await parquetRead({
      file: buffer,
      metadata: raw,
      columns: [name],
      rowStart,
      rowEnd,
      compressors,
      utf8: false,
      geoparquet: false,
      parsers: { ...timeParsers(times), geometryFromBytes: (bytes) => bytes, geographyFromBytes: (bytes) => bytes },
      onChunk: ({ columnData, rowStart: from }) => void chunks.push({ from, values: columnData }),
    })
    for (const { from, values } of chunks.sort((a, b) => a.from - b.from)) take(values, from)
  }
  let groupStart = 0
  try {
    await checkGroups(metadata, used, source, compressors, task)
    for (const group of metadata.row_groups) {
      const groupEnd = groupStart + Number(group.num_rows)
      if (groupEnd > groupStart) {
        if (shape) await read(shape, groupStart, groupEnd, addShapes)
        for (const [i, column] of columns.entries()) {
          const simple = reading(plain[i], lost[i].digits)
          const take = (values: ArrayLike<unknown>, from: number) => {
            for (let k = 0; k < values.length && from + k < rows; k++) column.set(from + k, simple(values[k]))
          }
          await read(plain[i].element.name, groupStart, groupEnd, take, lost[i].times)
          task.progress((groupStart + ((i + 1) / columns.length) * (groupEnd - groupStart)) / rows, 'stage.read')
          await task.breathe()
        }
      }
      groupStart = groupEnd
    }
  } catch (error) {
    task.signal.throwIfAborted()
    if (error instanceof AppError) throw error
    throw new AppError('parquet.damaged', { file: file.name, reason: reasonOf(error) })
  }
  if (shape && added !== rows) throw new AppError('parquet.damaged', { file: file.name, reason: `${added} ≠ ${rows}` })
  if (!shape) for (let row = 0; row < rows; row++) builder.endRow()
  if (damaged > 0) taker.note('geometry.damaged', { count: damaged, row: firstDamage }, 'warning')
  for (const [i, name] of names.entries()) {
    lost[i].digits.tell('field.rounded', name, taker)
    lost[i].times.tell('field.timesRounded', name, taker)
  }
  if (reader.curves > 0) taker.note('geometry.curves', { count: reader.curves })
  return finishLayers(
    {
      file,
      name: baseName(file.name),
      format: 'geoparquet',
      columns: columns.map((column) => column.finish(rows, taker)),
      builder,
      declared: shape
        ? declaredCrs(
            geo?.columns?.[shape],
            fields.find(({ element }) => element.name === shape),
          )
        : null,
      // without a word: OGC:CRS84 (GeoParquet 1.1, crs)
      fallback: { crs: 'EPSG:4326', evidence: geo ? 'specification' : 'default' },
      skipped: 0,
      encoding: 'utf-8',
      encodingEvidence: 'specification',
      types: new Map(
        plain.map(({ element }, i) => [
          names[i],
          element.logical_type?.type ?? element.converted_type ?? element.type ?? 'group',
        ]),
      ),
      notes,
      reportsTurned: false,
    },
    options,
    task,
  )
}

/** @throws Error where a column claims what cannot be there */
async function checkGroups(
  { row_groups: groups }: FileMetaData,
  fields: readonly SchemaTree[],
  source: FileSource,
  compressors: Compressors,
  task: Task,
): Promise<void> {
  const leaves = new Map(fields.flatMap((field) => leavesOf(field)))
  for (const group of groups) {
    const rows = Number(group.num_rows)
    for (const { meta_data: column } of group.columns) {
      if (!column) throw new Error('column without metadata')
      const leaf = leaves.get(column.path_in_schema.join('.'))
      // other columns of lists and groups are not read
      if (!leaf) continue
      const values = Number(column.num_values)
      const most = leaf.repetition > 0 ? rows + MAX_VALUES_PER_BYTE * Number(column.total_uncompressed_size) : rows
      if (!(values >= rows && values <= most)) throw new Error(`${values} values for ${rows} rows`)
      const dictionary = Number(column.dictionary_page_offset ?? 0)
      const start = dictionary > 0 ? dictionary : Number(column.data_page_offset)
      const expand = column.codec === 'UNCOMPRESSED' ? (packed: Uint8Array) => packed : compressors[column.codec]
      if (!expand) throw new Error(`compression ${column.codec}`)
      if (rows === 0) continue
      const end = start + Number(column.total_compressed_size)
      if (!(start >= 4 && start < end && end <= source.size)) throw new Error(`column at ${start}…${end}`)
      await task.breathe()
      checkPages(await source.read(start, end), {
        values,
        repetition: leaf.repetition,
        definition: leaf.definition,
        isBoolean: leaf.element.type === 'BOOLEAN',
        expand: (packed, length) => expand(packed, length) as Uint8Array,
      })
    }
  }
}

/** Columns as they stand in the file, by path, with their highest levels (parquet-format, Nested Encoding). */
function leavesOf(
  { element, children }: SchemaTree,
  above = { path: '', repetition: 0, definition: 0 },
): [path: string, { element: SchemaTree['element']; repetition: number; definition: number }][] {
  const path = above.path ? `${above.path}.${element.name}` : element.name
  const isRepeated = element.repetition_type === 'REPEATED'
  const repetition = above.repetition + (isRepeated ? 1 : 0)
  const definition = above.definition + (isRepeated || element.repetition_type === 'OPTIONAL' ? 1 : 0)
  if (children.length === 0) return [[path, { element, repetition, definition }]]
  return children.flatMap((child) => leavesOf(child, { path, repetition, definition }))
}

/** Compressions of Parquet's specification, none of which may claim more room than its input can hold. */
async function boundedCompressors(): Promise<Compressors> {
  const [{ compressors }, { snappyUncompress }] = await Promise.all([import('hyparquet-compressors'), import('hyparquet')])
  const snappy = (input: Uint8Array, length: number) => {
    checkSnappy(input, length)
    const output = new Uint8Array(length)
    snappyUncompress(input, output)
    return output
  }
  const all: Compressors = { ...compressors, SNAPPY: snappy }
  return Object.fromEntries(
    Object.entries(all).map(([codec, expand]) => [
      codec,
      (input: Uint8Array, length: number) => {
        if (!(length >= 0 && length <= MAX_PAGE_BYTES && length <= 65536 + input.length * MAX_RATIO))
          throw new Error(`page of ${length} bytes`)
        // not every one of them knows that nothing can be packed too
        return length === 0 ? new Uint8Array(0) : expand(input, length)
      },
    ]),
  )
}

function geoOf({ key_value_metadata: pairs }: FileMetaData): GeoMetadata | null {
  const text = pairs?.find(({ key }) => key === 'geo')?.value
  try {
    const geo: unknown = text ? JSON.parse(text) : null
    return typeof geo === 'object' && geo !== null ? (geo as GeoMetadata) : null
  } catch {
    return null
  }
}

function isGeometry(name: string, geo: GeoMetadata | null, logical: string | undefined): boolean {
  const declared = geo?.columns && Object.hasOwn(geo.columns, name) ? geo.columns[name] : null
  return declared?.encoding === 'WKB' || isNative(declared?.encoding) || logical === 'GEOMETRY' || logical === 'GEOGRAPHY'
}
function primaryColumn(geo: GeoMetadata | null, fields: readonly SchemaTree[]): string | null {
  const all = fields
    .filter((field) => isGeometry(field.element.name, geo, field.element.logical_type?.type))
    .filter((field) => isFlat(field) !== isNative(geo?.columns?.[field.element.name]?.encoding))
    .map(({ element }) => element.name)
  return all.find((name) => name === geo?.primary_column) ?? all[0] ?? null
}

function declaredCrs(column: GeoColumn | undefined, field: SchemaTree | undefined): DeclaredCrs | null {
  const logical = field?.element.logical_type as { crs?: unknown } | undefined
  const value = column ? column.crs : parsedOrText(logical?.crs)
  // absent: the default; null: said to be unknown, which the coordinates must answer
  if (value === undefined) return { crs: 'EPSG:4326', evidence: 'specification' }
  if (value === null) return null
  if (typeof value === 'string') return { crs: value === 'OGC:CRS84' ? 'EPSG:4326' : value, evidence: 'header' }
  const name = (value as { name?: unknown }).name
  return { crs: crsOfProjjson(value) ?? String(name ?? '?').slice(0, 200), evidence: 'header' }
}
function parsedOrText(value: unknown): unknown {
  if (typeof value !== 'string' || !value.startsWith('{')) return value
  try {
    return JSON.parse(value) as unknown
  } catch {
    return value
  }
}

function bufferOf(bytes: Uint8Array): ArrayBuffer {
  if (bytes.byteLength === bytes.buffer.byteLength) return bytes.buffer as ArrayBuffer
  return bytes.slice().buffer
}

async function damagedBy<T>({ name: file }: InputFile, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('parquet.damaged', { file, reason: reasonOf(error) })
  }
}
