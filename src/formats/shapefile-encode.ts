import { AppError, type Note } from '../core/errors.ts'
import type { Column } from '../core/table.ts'
import { stretchOf, type Task } from '../core/task.ts'
import { usedRows } from '../core/used-rows.ts'
import { writeZip } from '../core/zip-blob.ts'
import { DbfLayout, isRounded, MOST_TEXT_BYTES } from './dbf-encode.ts'
import { dbfNames } from './dbf-names.ts'
import { DeflatedMember } from './deflated-member.ts'
import type { EncodeInput, StreamInput } from './format.ts'
import { encodeText } from './gb18030-encoder.ts'
import { eachSlice, type PassingRows, rowsOfStream, rowsOfTable } from './passing-rows.ts'
import { renamedFields } from './renamed-fields.ts'
import { MOST_SHAPE_BYTES, SHAPE_HEAD_BYTES, ShapeLayout } from './shapefile-shapes.ts'
import { headingsOf } from './sheet-encode.ts'
import { wktOf } from './wkt-encode.ts'
import { datesAsText } from './write-losses.ts'

const CODE_PAGES: Readonly<Record<string, string>> = { 'utf-8': 'UTF-8', gb18030: 'GBK' }

/** A zipped Shapefile: .shp, .shx, .dbf, .prj as ArcGIS writes it, .cpg. Without shapes a .dbf alone. @throws AppError shp.tooLarge */
export async function encodeShapefile(input: EncodeInput, task: Task): Promise<Uint8Array<ArrayBuffer>> {
  const { zip } = await writeShapefile(rowsOfTable(input), task)
  return new Uint8Array(await zip.arrayBuffer())
}

/** The same, of rows that pass by: twice, since a .dbf begins with the widths of its fields and a .shp with the box around all. */
export async function streamShapefile(input: StreamInput, task: Task): Promise<Blob> {
  const { zip, cut } = await writeShapefile(rowsOfStream(input), task)
  // of rows that have not been seen nobody could say it before
  if (cut.length > 0) task.note('write.textsWereCut', { limit: MOST_TEXT_BYTES, fields: cut.join('、') }, 'warning')
  return zip
}

/** @returns also the fields whose longest texts are cut */
async function writeShapefile(input: PassingRows, task: Task) {
  const { table, encoding = 'utf-8' } = input
  const shapes = table.geometry && new ShapeLayout(table.geometry.kind)
  const dbf = new DbfLayout(table.columns, dbfNames(headingsOf(input), encoding), encoding)
  await eachSlice(input, stretchOf(task, 0, 0.3), ({ geometry, columns }, rows) => {
    if (geometry) shapes?.take(geometry, rows)
    dbf.take(columns, rows)
  })
  const largest = Math.max(shapes?.bytes ?? 0, dbf.bytes)
  if (largest > MOST_SHAPE_BYTES)
    throw new AppError('shp.tooLarge', { layer: table.name, bytes: largest, limit: MOST_SHAPE_BYTES })

  const stem = table.name.replace(/[\\/:*?"<>|]/g, '_') || 'layer'
  const { Deflate } = await import('fflate')
  const member = (extension: string) => new DeflatedMember(`${stem}.${extension}`, Deflate)
  const [shp, shx, data] = ['shp', 'shx', 'dbf'].map(member)
  if (shapes) {
    shp.add(shapes.head(shapes.bytes))
    shx.add(shapes.head(shapes.indexBytes))
  }
  data.add(dbf.head())
  let at = SHAPE_HEAD_BYTES
  await eachSlice(input, stretchOf(task, 0.3, 0.95), ({ geometry, columns }, rows, before) => {
    if (geometry && shapes) {
      const written = shapes.records(geometry, rows, before, at)
      shp.add(written.shp)
      shx.add(written.shx)
      at += written.shp.length
    }
    data.add(dbf.records(columns, rows, before))
  })
  data.add(dbf.end())
  const text = (extension: string, content: string) => {
    const written = member(extension)
    written.add(new TextEncoder().encode(content))
    return written
  }
  const prj = shapes && wktOf(table.crs, 'esri')
  const members = [
    ...(shapes ? [shp, shx] : []),
    ...(prj ? [text('prj', prj)] : []),
    data,
    text('cpg', CODE_PAGES[encoding] ?? encoding),
  ]
  const parts = members.map((each) => each.finish())
  return {
    zip: await writeZip(parts, `${table.name}.zip`, stretchOf(task, 0.95, 1)),
    cut: dbf.cut.map((i) => table.columns[i].name),
  }
}

/** Names that are cut, texts that are too long, a system that has no .prj. */
export function shapefileLosses(input: EncodeInput): readonly Note[] {
  const { table, encoding = 'utf-8' } = input
  const names = headingsOf(input)
  const notes: Note[] = renamedFields(names, dbfNames(names, encoding))
  const long = table.columns.filter((column) => isLong(column, encoding)).map(({ name }) => name)
  if (long.length > 0)
    notes.push({
      code: 'write.textsCut',
      detail: { format: 'Shapefile', limit: MOST_TEXT_BYTES, fields: long.join('、') },
      level: 'warning',
    })
  if (table.geometry && wktOf(table.crs, 'esri') === null)
    notes.push({ code: 'write.noPrj', detail: { crs: table.crs }, level: 'warning' })
  const rounded = table.columns.filter((column) => isRounded(column, usedRows(input.rows, table.length))).map(({ name }) => name)
  if (rounded.length > 0)
    notes.push({ code: 'write.numbersRounded', detail: { format: 'Shapefile', fields: rounded.join('、') }, level: 'warning' })
  // a field of dates has no time of day
  return [...notes, ...datesAsText(input, 'Shapefile', (ms) => ms % 86_400_000 !== 0)]
}
function isLong(column: Column, encoding: string): boolean {
  if (column.type !== 'text') return false
  const isTooLong = (text: string | null) =>
    text !== null && text.length * 4 > MOST_TEXT_BYTES && encodeText(text, encoding).length > MOST_TEXT_BYTES
  return column.dictionary.some(isTooLong)
}
