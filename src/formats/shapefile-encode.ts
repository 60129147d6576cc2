import type { Note } from '../core/errors.ts'
import type { Column } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import { usedRows } from '../core/used-rows.ts'
import { encodeDbf, isRounded, MOST_TEXT_BYTES } from './dbf-encode.ts'
import { dbfNames } from './dbf-names.ts'
import type { EncodeInput } from './format.ts'
import { encodeText } from './gb18030-encoder.ts'
import { renamedFields } from './renamed-fields.ts'
import { ZIP_TIME } from './report-lines.ts'
import { encodeShapes } from './shapefile-shapes.ts'
import { headingsOf } from './sheet-encode.ts'
import { wktOf } from './wkt-encode.ts'
import { datesAsText } from './write-losses.ts'

const CODE_PAGES: Readonly<Record<string, string>> = { 'utf-8': 'UTF-8', gb18030: 'GBK' }

/** A zipped Shapefile: .shp, .shx, .dbf, .prj as ArcGIS writes it, .cpg. Without shapes a .dbf alone. */
export async function encodeShapefile(input: EncodeInput, task: Task): Promise<Uint8Array<ArrayBuffer>> {
  const { zipSync } = await import('fflate')
  const { table, encoding = 'utf-8' } = input
  const rows = usedRows(input.rows, table.length)
  const members: Record<string, Uint8Array> = {}
  const stem = table.name.replace(/[\\/:*?"<>|]/g, '_') || 'layer'
  if (table.geometry) {
    const { shp, shx } = await encodeShapes(table.geometry, rows, table.name, task)
    members[`${stem}.shp`] = shp
    members[`${stem}.shx`] = shx
    const prj = wktOf(table.crs, 'esri')
    if (prj) members[`${stem}.prj`] = new TextEncoder().encode(prj)
  }
  members[`${stem}.dbf`] = await encodeDbf(table.columns, dbfNames(headingsOf(input), encoding), rows, encoding, task)
  members[`${stem}.cpg`] = new TextEncoder().encode(CODE_PAGES[encoding] ?? encoding)
  task.progress(0.9, 'stage.write')
  await task.breathe()
  return zipSync(
    Object.fromEntries(Object.entries(members).map(([name, bytes]) => [name, [bytes, { level: 6, mtime: ZIP_TIME }]])),
  )
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
