import { crsOf } from '../core/crs.ts'
import { AppError, type Note } from '../core/errors.ts'
import { stretchOf, type Task } from '../core/task.ts'
import { uniqueNames } from '../core/unique-names.ts'
import type { DeclaredCrs } from './crs-evidence.ts'
import { finishLayers, noteTaker } from './finish-layers.ts'
import type { DecodedLayer, DecodeOptions, InputFile, LayerSample, SampleOptions } from './format.ts'
import { GeometryBuilder } from './geometry-builder.ts'
import { knownFields } from './known-fields.ts'
import { isWriteAhead, quoted, SqliteFile, type SqlRow } from './sqlite-file.ts'
import { SCHEMA_ROOT, SqliteHead } from './sqlite-head.ts'
import { type AnyValue, type Meaning, ValueColumn } from './value-column.ts'
import { WkbDamage, WkbReader } from './wkb-reader.ts'
import { parseWktCrs } from './wkt-crs.ts'

/** Keys that programs make for themselves: they are no attribute, as ogr2ogr and QGIS see it too. */
const MADE_KEY = /^(fid|ogc_fid|gid|rowid)$/i
const MAX_LAYERS = 500
const MAX_COLUMNS = 2000
/** bytes of the envelope by its code (OGC 12-128r17, table 7) */
const ENVELOPE_BYTES = [0, 32, 48, 48, 64]
const EXTENDED_FLAG = 0x20
const ROWS_BETWEEN_BREATHS = 256

interface Content {
  readonly table: string
  readonly geometry: { readonly column: string; readonly srs: number } | null
}

/** The vector layers and attribute tables of a GeoPackage (OGC 12-128r17, versions 1.0 to 1.4). One bad layer keeps no other out. */
export async function decodeGeopackage(
  files: readonly InputFile[],
  options: DecodeOptions,
  task: Task,
): Promise<readonly DecodedLayer[]> {
  const [file] = files
  const notes: Note[] = []
  const taker = noteTaker(notes)
  if (isWriteAhead(file.bytes)) taker.note('gpkg.writeAhead', {}, 'warning')
  const database = await SqliteFile.open(file)
  try {
    const contents = readContents(database, file, taker)
    const layers: DecodedLayer[] = []
    const failures: AppError[] = []
    for (const [i, content] of contents.entries()) {
      const part = stretchOf(task, i / contents.length, (i + 1) / contents.length)
      try {
        layers.push(...(await readLayer(database, file, content, notes, options, part)))
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        failures.push(error)
        taker.note('gpkg.layerFailed', { layer: content.table, reason: String(error.detail.reason ?? error.code) }, 'warning')
      }
    }
    if (layers.length === 0) throw failures[0]
    return layers
  } finally {
    database.close()
  }
}

/** The first rows of the first layer that has some, of the pages that they stand in. */
export async function sampleGeopackage(file: InputFile, { rows }: Pick<SampleOptions, 'rows'>): Promise<LayerSample | null> {
  const head = await SqliteHead.open(file)
  if (!head) return null
  await head.bring(SCHEMA_ROOT)
  let bytes = head.bytes()
  let database = await SqliteFile.open({ name: file.name, bytes }, true)
  /** What has been brought since is seen by a file that is opened anew. */
  const refresh = async () => {
    if (head.size === bytes.length) return
    database.close()
    bytes = head.bytes()
    database = await SqliteFile.open({ name: file.name, bytes }, true)
  }
  try {
    for (const table of ['gpkg_contents', 'gpkg_geometry_columns']) await head.bring(database.rootOf(table))
    await refresh()
    for (const content of readContents(database, file, noteTaker([]))) {
      const root = database.rootOf(content.table)
      const here = await head.bring(root, rows)
      if (here === null) continue
      await refresh()
      // other tables were there before it and are gone: its tree begins far into the file
      if (here !== root) database = await database.withRoot(content.table, here)
      const { stored, columns } = columnsOf(database, content)
      let length = 0
      for (const row of database.rows(`${selectOf(content.table, stored)} LIMIT ${rows}`)) {
        for (const [i, column] of columns.entries()) column.set(length, row[i] as AnyValue)
        length++
      }
      if (length === 0) continue
      const finished = columns.map((column) => column.finish(length, noteTaker([])))
      return {
        file: (file.archive ?? file).name,
        table: { name: content.table, crs: '', length, columns: finished, geometry: null },
        fields: knownFields(finished),
      }
    }
    return null
  } finally {
    database.close()
  }
}

/** @throws AppError gpkg.noContents, gpkg.noLayers */
function readContents(database: SqliteFile, { name: file }: InputFile, notes: Task): Content[] {
  const tables = database.tables()
  if (!tables.has('gpkg_contents')) throw new AppError('gpkg.noContents', { file })
  const geometry = new Map<string, { column: string; srs: number }>()
  if (tables.has('gpkg_geometry_columns'))
    for (const [table, column, srs] of database.rows('SELECT table_name, column_name, srs_id FROM gpkg_geometry_columns'))
      geometry.set(String(table).toLowerCase(), { column: String(column), srs: Number(srs) })
  const found: Content[] = []
  const skipped: string[] = []
  const seen = new Set<string>()
  for (const [name, type] of database.rows('SELECT table_name, data_type FROM gpkg_contents')) {
    const key = String(name).toLowerCase()
    const table = tables.get(key)
    const isVector = type === 'features' || type === 'attributes' || type === 'aspatial'
    if (!isVector || table === undefined || found.length >= MAX_LAYERS) skipped.push(`${name} (${type})`)
    else if (!seen.has(key)) found.push({ table, geometry: type === 'features' ? (geometry.get(key) ?? null) : null })
    seen.add(key)
  }
  const names = skipped.slice(0, 10).join(', ').slice(0, 300)
  if (found.length === 0) throw new AppError('gpkg.noLayers', { file, names: names || null })
  if (skipped.length > 0) notes.note('gpkg.skipped', { count: skipped.length, names }, 'warning')
  return found
}

function columnsOf(database: SqliteFile, { table, geometry }: Content) {
  const all = database.columns(table).slice(0, MAX_COLUMNS)
  const shape = geometry && all.find(({ name }) => name.toLowerCase() === geometry.column.toLowerCase())
  const stored = all.filter((column) => column !== shape && !(column.isKey && MADE_KEY.test(column.name)))
  const columns = uniqueNames(stored.map(({ name }) => name)).map((name, i) => new ValueColumn(name, meaning(stored[i].type)))
  return { shape, stored, columns }
}
function selectOf(table: string, columns: readonly { readonly name: string }[]): string {
  return `SELECT ${columns.map(({ name }) => quoted(name)).join(', ') || 'rowid'} FROM ${quoted(table)}`
}

async function readLayer(
  database: SqliteFile,
  file: InputFile,
  content: Content,
  common: readonly Note[],
  options: DecodeOptions,
  task: Task,
): Promise<DecodedLayer[]> {
  const { table, geometry } = content
  const notes: Note[] = [...common]
  const taker = noteTaker(notes)
  const { shape, stored, columns } = columnsOf(database, content)
  const count = Number(firstOf(database.rows(`SELECT count(*) FROM ${quoted(table)}`)) ?? 0)

  const builder = new GeometryBuilder()
  const reader = new WkbReader(builder)
  let rows = 0
  let damaged = 0
  let firstDamage = 0
  for (const row of database.rows(selectOf(table, shape ? [shape, ...stored] : stored))) {
    if (shape && !readBlob(row[0], reader)) {
      builder.forgetRow()
      if (damaged++ === 0) firstDamage = rows + 1
    }
    const from = shape ? 1 : 0
    for (let i = 0; i < columns.length; i++) columns[i].set(rows, row[from + i] as AnyValue)
    builder.endRow()
    rows++
    if (rows % ROWS_BETWEEN_BREATHS === 0) {
      task.progress(rows / Math.max(count, rows), 'stage.read')
      await task.breathe()
    }
  }
  if (damaged > 0) taker.note('geometry.damaged', { count: damaged, row: firstDamage }, 'warning')
  if (reader.curves > 0) taker.note('geometry.curves', { count: reader.curves })
  return finishLayers(
    {
      file,
      name: table,
      format: 'geopackage',
      columns: columns.map((column) => column.finish(rows, taker)),
      builder,
      declared: shape && geometry ? declaredCrs(database, geometry.srs) : null,
      fallback: { crs: options.likelyCrs?.find((crs) => crs === 'EPSG:4490') ?? 'EPSG:4326', evidence: 'default' },
      skipped: 0,
      encoding: 'utf-8',
      encodingEvidence: 'specification',
      types: new Map(columns.map((column, i) => [column.name, stored[i].type || 'any'])),
      notes,
      // the format prescribes no winding
      reportsTurned: false,
    },
    options,
    task,
  )
}

/** @returns false when the blob is no geometry; what was read of it is to be forgotten */
function readBlob(blob: SqlRow[number], reader: WkbReader): boolean {
  if (blob === null) return true
  if (!(blob instanceof Uint8Array) || blob.length < 8 || blob[0] !== 0x47 || blob[1] !== 0x50) return false
  const flags = blob[3]
  const envelope = ENVELOPE_BYTES[(flags >> 1) & 7]
  if (envelope === undefined || (flags & EXTENDED_FLAG) !== 0) return false
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength)
  try {
    reader.read(view, 8 + envelope, blob.length)
    return true
  } catch (error) {
    if (error instanceof WkbDamage) return false
    throw error
  }
}

/** 0 and −1 stand for an undefined system; others by their organisation's number, else by their definition (WKT). */
function declaredCrs(database: SqliteFile, srs: number): DeclaredCrs | null {
  if (srs === 0 || srs === -1) return null
  const sql = 'SELECT organization, organization_coordsys_id, definition, srs_name FROM gpkg_spatial_ref_sys WHERE srs_id = ?'
  const [row] = [...database.rows(sql, [srs])]
  if (!row) return crsOf(`EPSG:${srs}`) ? { crs: `EPSG:${srs}`, evidence: 'header' } : null
  const code = `${String(row[0]).toUpperCase()}:${Number(row[1])}`
  if (crsOf(code)) return { crs: code, evidence: 'header' }
  const parsed = parseWktCrs(String(row[2] ?? '').slice(0, 1 << 16))
  return { crs: parsed?.crs ?? String(row[3] ?? code), evidence: 'header' }
}

function meaning(type: string): Meaning {
  if (/^(DATE|DATETIME|TIMESTAMP)\b/i.test(type)) return 'date'
  if (/^BOOL/i.test(type)) return 'boolean'
  if (/^(TEXT|VARCHAR|CHAR|NVARCHAR|CLOB)/i.test(type)) return 'text'
  return /^(TINY|SMALL|MEDIUM|BIG)?INT|^(REAL|DOUBLE|FLOAT|NUMERIC|DECIMAL)/i.test(type) ? 'number' : null
}

function firstOf(rows: Iterable<SqlRow>): SqlRow[number] | undefined {
  for (const row of rows) return row[0]
  return undefined
}
