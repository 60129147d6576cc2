import type { Database } from 'sql.js'
import { crsOf } from '../core/crs.ts'
import type { FieldInfo, Geometry, Table } from '../core/table.ts'
import { stretchOf, type Task } from '../core/task.ts'
import { uniqueNames } from '../core/unique-names.ts'
import type { EncodeInput, StreamInput } from './format.ts'
import { GeopackageLayout } from './geopackage-layout.ts'
import { createRtree, fillRtree } from './geopackage-rtree.ts'
import { eachSlice, type PassingRows, rowsOfStream, rowsOfTable } from './passing-rows.ts'
import { quoted, SqliteFile } from './sqlite-file.ts'
import { type SqlCell, SqlitePages, SqliteRows } from './sqlite-pages.ts'
import { wktOf } from './wkt-encode.ts'

/** 'GPKG' and version 1.3 (OGC 12-128r17, requirement 2) */
const APPLICATION_ID = 0x47504b47
const USER_VERSION = 10300
const FIRST_OWN_SRS = 100_000
const MIME = 'application/geopackage+sqlite3'

const TABLES = `
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
  organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
  last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL,
  srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name), CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system');
INSERT INTO gpkg_spatial_ref_sys VALUES ('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system');
`

/**
 * One layer as a GeoPackage 1.3, coordinates in the table's own CRS, with a key `fid` of its own. Chinese field names stand in
 * gpkg_data_columns (clause 2.3), where QGIS and GDAL read them; source and method in gpkg_metadata; a spatial index stands beside.
 */
export async function encodeGeopackage(input: EncodeInput, task: Task): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await (await writeGeopackage(rowsOfTable(input), task)).arrayBuffer())
}

/**
 * The same, of rows that pass by: twice, since types of columns and the extent stand before them. Some 60 bytes a row stay, for the
 * index.
 */
export function streamGeopackage(input: StreamInput, task: Task): Promise<Blob> {
  return writeGeopackage(rowsOfStream(input), task)
}

/** SQLite writes a small file of empty tables; the rows are added to it page by page. */
async function writeGeopackage(input: PassingRows, task: Task): Promise<Blob> {
  const { table, count } = input
  const layout = new GeopackageLayout(table, count)
  await eachSlice(input, stretchOf(task, 0, 0.3), (piece, rows, before) => layout.take(piece, rows, before))
  const name = table.name || 'layer'
  const { bytes, roots, srs } = await emptyTables(name, input, layout)
  const pages = new SqlitePages(bytes)
  const rowsOf = (of: string) => new SqliteRows(pages, roots.get(of)!)

  const features = rowsOf(name)
  let readers: { readonly of: Table; readonly read: (row: number) => SqlCell[] } | null = null
  await eachSlice(input, stretchOf(task, 0.3, 0.9), (piece, rows, before) => {
    if (readers?.of !== piece) readers = { of: piece, read: layout.reader(piece, srs) }
    for (const [i, row] of rows.entries()) features.add(before + i + 1, [null, ...readers.read(row)])
  })
  features.finish()
  if (table.geometry) await fillRtree(rowsOf, name, layout.boxes, task)
  return pages.finish(MIME)
}

/** The file as it is without rows, and the pages at which its tables begin. */
async function emptyTables(name: string, { table, fields, metadata, count }: PassingRows, layout: GeopackageLayout) {
  const database = await SqliteFile.empty()
  try {
    database.run(`PRAGMA application_id = ${APPLICATION_ID}`)
    database.run(`PRAGMA user_version = ${USER_VERSION}`)
    database.run('BEGIN')
    database.run(TABLES)
    writeSrs(database, 'EPSG:4326', 4326)
    const srs = table.geometry ? srsOf(database, table.crs) : 0
    const columns = geopackageNames(table)
    createTable(database, name, table, columns, layout, srs)
    if (count > 0) database.run('INSERT INTO sqlite_sequence VALUES (?, ?)', [name, count])
    if (table.geometry) {
      createRtree(database, name)
      extension(database, name, 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', {
        column: 'geom',
        scope: 'write-only',
      })
    }
    writeLabels(database, name, table, columns, fields)
    if (metadata) writeMetadata(database, metadata)
    database.run('COMMIT')
    const [{ values }] = database.exec("SELECT name, rootpage FROM sqlite_master WHERE type = 'table'")
    return { bytes: database.export(), roots: new Map(values as [string, number][]), srs }
  } finally {
    database.close()
  }
}

/** Names of the columns in the file: `fid` and `geom` are its own, a field of that name moves aside. */
export function geopackageNames({ columns }: Table): string[] {
  const names = uniqueNames(['fid', 'geom', ...columns.map(({ name }) => name)].map((name) => name.toLowerCase()))
  return columns.map(({ name }, i) => keepsCase(name, names[i + 2]))
}

/** SQLite's names differ by more than case; what had to get a number keeps its own letters. */
function keepsCase(name: string, unique: string): string {
  return name + unique.slice(name.toLowerCase().length)
}

function createTable(
  database: Database,
  name: string,
  { geometry, columns: values }: Table,
  columns: readonly string[],
  layout: GeopackageLayout,
  srs: number,
): void {
  const type = geometry ? geometryName(geometry.kind, layout.isMulti) : null
  const definitions = [
    '"fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL',
    ...(type ? [`"geom" ${type}`] : []),
    ...values.map((column, i) => `${quoted(columns[i])} ${layout.sqlType(column, i)}`),
  ]
  database.run(`CREATE TABLE ${quoted(name)} (${definitions.join(', ')})`)
  database.run(
    'INSERT INTO gpkg_contents (table_name, data_type, identifier, min_x, min_y, max_x, max_y, srs_id) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    [name, geometry ? 'features' : 'attributes', name, ...(layout.extent ?? [null, null, null, null]), geometry ? srs : null],
  )
  if (type)
    database.run('INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, ?, 0)', [name, 'geom', type, srs, geometry?.z ? 1 : 0])
}

function geometryName(kind: Geometry['kind'], isMulti: boolean): string {
  const name = { point: 'POINT', line: 'LINESTRING', polygon: 'POLYGON' }[kind]
  return isMulti ? `MULTI${name}` : name
}

/** The number under which the layer's CRS stands in the file; −1 where it has no definition. */
function srsOf(database: Database, crs: string): number {
  const code = /^EPSG:(\d+)$/.exec(crs)?.[1]
  if (code === '4326') return 4326
  return writeSrs(database, crs, code ? Number(code) : FIRST_OWN_SRS)
}
function writeSrs(database: Database, crs: string, id: number): number {
  const definition = wktOf(crs, 'ogc')
  if (!definition) return -1
  const organization = id === FIRST_OWN_SRS ? 'NONE' : 'EPSG'
  const name = (crsOf(crs)?.title.en ?? crs).slice(0, 200)
  database.run('INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)', [name, id, organization, id, definition, crs])
  return id
}

function writeLabels(
  database: Database,
  name: string,
  table: Table,
  columns: readonly string[],
  fields: readonly FieldInfo[],
): void {
  const labels = table.columns.flatMap((column, i) => {
    const label = fields.find((field) => field.name === column.name)?.label.zh
    return label && label !== column.name ? [{ column: columns[i], label }] : []
  })
  if (labels.length === 0) return
  extension(database, 'gpkg_data_columns', 'gpkg_schema', 'http://www.geopackage.org/spec121/#extension_schema')
  extension(database, 'gpkg_data_column_constraints', 'gpkg_schema', 'http://www.geopackage.org/spec121/#extension_schema')
  database.run(`CREATE TABLE gpkg_data_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT,
    mime_type TEXT, constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name), CONSTRAINT gdc_tn UNIQUE (table_name, name))`)
  database.run(`CREATE TABLE gpkg_data_column_constraints (constraint_name TEXT NOT NULL, constraint_type TEXT NOT NULL, value TEXT, min NUMERIC,
    min_is_inclusive BOOLEAN, max NUMERIC, max_is_inclusive BOOLEAN, description TEXT, CONSTRAINT gdcc_ntv UNIQUE (constraint_name, constraint_type, value))`)
  for (const { column, label } of labels)
    database.run('INSERT INTO gpkg_data_columns (table_name, column_name, title) VALUES (?, ?, ?)', [name, column, label])
}

function writeMetadata(database: Database, metadata: Readonly<Record<string, unknown>>): void {
  const definition = 'http://www.geopackage.org/spec121/#extension_metadata'
  extension(database, 'gpkg_metadata', 'gpkg_metadata', definition)
  extension(database, 'gpkg_metadata_reference', 'gpkg_metadata', definition)
  database.run(`CREATE TABLE gpkg_metadata (id INTEGER CONSTRAINT m_pk PRIMARY KEY ASC NOT NULL, md_scope TEXT NOT NULL DEFAULT 'dataset',
    md_standard_uri TEXT NOT NULL, mime_type TEXT NOT NULL DEFAULT 'text/xml', metadata TEXT NOT NULL DEFAULT '')`)
  database.run(`CREATE TABLE gpkg_metadata_reference (reference_scope TEXT NOT NULL, table_name TEXT, column_name TEXT, row_id_value INTEGER,
    timestamp DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), md_file_id INTEGER NOT NULL, md_parent_id INTEGER,
    CONSTRAINT crmr_mfi_fk FOREIGN KEY (md_file_id) REFERENCES gpkg_metadata(id), CONSTRAINT crmr_mpi_fk FOREIGN KEY (md_parent_id) REFERENCES gpkg_metadata(id))`)
  database.run("INSERT INTO gpkg_metadata VALUES (1, 'dataset', 'https://www.json.org', 'application/json', ?)", [
    JSON.stringify(metadata),
  ])
  database.run("INSERT INTO gpkg_metadata_reference (reference_scope, md_file_id) VALUES ('geopackage', 1)")
}

function extension(
  database: Database,
  table: string,
  name: string,
  definition: string,
  { column = null, scope = 'read-write' }: { readonly column?: string | null; readonly scope?: string } = {},
): void {
  database.run(`CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL,
    definition TEXT NOT NULL, scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))`)
  database.run('INSERT INTO gpkg_extensions VALUES (?, ?, ?, ?, ?)', [table, column, name, definition, scope])
}
