import { AppError, type Note } from '../core/errors.ts'
import type { Task } from '../core/task.ts'
import type { DeclaredCrs } from './crs-evidence.ts'
import { type DbfColumns, type DbfHead, type DeletedRecords, deletedRecords, readDbfColumns, readDbfHead } from './dbf-table.ts'
import { digesting, FileWindow, sizeOf } from './file-source.ts'
import { baseName, finishLayers, noteTaker } from './finish-layers.ts'
import type { DecodedLayer, DecodeOptions, InputFile, SkippedLine } from './format.ts'
import { GeometryBuilder } from './geometry-builder.ts'
import { readShapes } from './shapefile-geometry.ts'
import { decoderOf, toUtf8 } from './text-encoding.ts'
import { parseWktCrs } from './wkt-crs.ts'

/** A Shapefile from its parts. See docs/decisions/0006-own-shapefile-reader.md. */
export async function decodeShapefile(
  files: readonly InputFile[],
  options: DecodeOptions,
  task: Task,
): Promise<readonly DecodedLayer[]> {
  const given = files.map(digesting)
  const part = (extension: string) => given.find((file) => file.name.toLowerCase().endsWith(`.${extension}`))
  const [shp, dbf, shx, prj, cpg] = ['shp', 'dbf', 'shx', 'prj', 'cpg'].map(part)
  const main = shp ?? dbf
  if (!main) throw new AppError('shp.noShp', { file: files[0].name })
  // a .dbf alone is a table; one that comes with a projection or an index has lost its geometry
  if (!shp && (prj || shx)) throw new AppError('shp.noShp', { file: main.name })
  const notes: Note[] = []
  const taker = noteTaker(notes)

  let head: DbfHead | null = null
  const records = dbf ? new FileWindow(dbf) : null
  if (dbf && records) head = await readDbfHead(records, dbf.name)
  else taker.note('shp.noDbf', {}, 'warning')
  if (head && head.count !== head.stated) taker.note('dbf.countDiffers', { declared: head.stated, found: head.count }, 'warning')
  if (head && head.unread > 0) taker.note('dbf.widthsDiffer', { bytes: head.unread }, 'warning')

  // a vertex takes 16 bytes at least
  const builder = new GeometryBuilder(shp ? Math.ceil(sizeOf(shp) / 16) : undefined)
  const deleted = records && head ? await deletedRecords(records, head, task) : null
  const isDeleted = (record: number) => deleted?.marks[record] === 1
  const count = shp ? await readGeometry(shp, shx, builder, isDeleted, head, taker, task) : head!.count
  const kept = Uint32Array.from({ length: count }, (_, record) => record).filter((record) => !isDeleted(record))
  if (!shp) for (let i = 0; i < kept.length; i++) builder.endRow()
  const skipped = count - kept.length
  if (skipped > 0) taker.note('dbf.deleted', { count: skipped })

  let attributes: DbfColumns | null = null
  if (dbf && records && head) {
    const declared = { user: options.encoding, cpg: cpg ? String.fromCharCode(...cpg.bytes.subarray(0, 64)) : null }
    attributes = await readDbfColumns(records, dbf.name, head, kept, declared, taker, task)
    const { contradicted, encoding } = attributes.encoding
    if (contradicted) taker.note('encoding.contradicted', { declared: contradicted, used: encoding }, 'warning')
  }
  return finishLayers(
    {
      file: main,
      name: baseName(main.name),
      format: 'shapefile',
      columns: attributes?.columns ?? [],
      builder,
      declared: shp ? declaredCrs(prj, taker) : null,
      fallback: { crs: options.likelyCrs?.find((crs) => crs === 'EPSG:4490') ?? 'EPSG:4326', evidence: 'default' },
      skipped,
      ...(deleted && deleted.first.length > 0 && attributes && { skippedLines: linesOf(deleted, attributes.encoding.encoding) }),
      encoding: attributes?.encoding.encoding ?? null,
      encodingEvidence: attributes?.encoding.evidence ?? null,
      types: attributes?.types,
      notes,
      // the format's own winding is the other way round
      reportsTurned: false,
    },
    options,
    task,
  )
}

/** Deleted records as text, what fills the fields left out. */
function linesOf({ first }: DeletedRecords, encoding: string): SkippedLine[] {
  const decoder = decoderOf(encoding, '')
  return first.map(({ record, bytes }) => ({
    line: record,
    text: decoder
      .decode(bytes)
      .replace(/[\0 ]+/g, ' ')
      .trim(),
  }))
}

/** @returns how many shapes there are, deleted ones too */
async function readGeometry(
  shp: InputFile,
  shx: InputFile | undefined,
  builder: GeometryBuilder,
  isDeleted: (record: number) => boolean,
  head: DbfHead | null,
  notes: Task,
  task: Task,
): Promise<number> {
  const report = await readShapes(new FileWindow(shp), shp.name, builder, isDeleted, task)
  const { count } = report
  if (!shx) notes.note('shp.noShx')
  else {
    const indexed = Math.floor((sizeOf(shx) - 100) / 8)
    if (indexed !== count) notes.note('shp.shxDiffers', { shapes: count, indexed }, 'warning')
  }
  if (head && head.count !== count) notes.note('shp.countsDiffer', { shapes: count, records: head.count }, 'warning')
  if (report.beyond > 0) notes.note('shp.headerShort', { count: report.beyond }, 'warning')
  if (report.looseHoles > 0) notes.note('shp.looseHoles', { count: report.looseHoles }, 'warning')
  if (report.trailing > 0) notes.note('shp.trailingBytes', { bytes: report.trailing })
  return count
}

function declaredCrs(prj: InputFile | undefined, notes: Task): DeclaredCrs | null {
  if (!prj) {
    notes.note('shp.noPrj', {}, 'warning')
    return null
  }
  const text = new TextDecoder().decode(toUtf8(prj.bytes.subarray(0, 1 << 16), prj.name).bytes).trim()
  const parsed = parseWktCrs(text)
  if (parsed?.crs) return { crs: parsed.crs, evidence: 'prj' }
  if (parsed?.projection) notes.note('shp.prjUnreadable', { name: parsed.name, projection: parsed.projection }, 'warning')
  else notes.note('shp.prjGarbled', { name: (parsed?.name ?? text).slice(0, 80) }, 'warning')
  return null
}
