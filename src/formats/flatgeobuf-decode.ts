import { AppError, type Note } from '../core/errors.ts'
import { type Column, cellAt } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import { uniqueNames } from '../core/unique-names.ts'
import { digesting, FileWindow } from './file-source.ts'
import { baseName, finishLayers, noteTaker } from './finish-layers.ts'
import { columnReader, readProperties } from './flatgeobuf-columns.ts'
import { Cursor, Damage } from './flatgeobuf-cursor.ts'
import { geometryReader, kindOf } from './flatgeobuf-geometry.ts'
import { type Head, MAX_HEADER_BYTES, readHead } from './flatgeobuf-head.ts'
import {
  type DecodedLayer,
  type DecodeOptions,
  type InputFile,
  type LayerSample,
  MOST_SKIPPED,
  type SampleOptions,
  type SkippedLine,
} from './format.ts'
import { GeometryBuilder } from './geometry-builder.ts'
import { knownFields } from './known-fields.ts'

/** magic, and the size of the header */
const HEAD_START_BYTES = 12
/** of a damaged feature that has no attribute to be read */
const MOST_BYTES_TOLD = 64
/** of the whole: where each feature is */
const FIND_SHARE = 0.1

/** FlatGeobuf 3 into flat tables. Nothing of the library is used: its classes read past damaged offsets without a word. */
export async function decodeFlatGeobuf(
  files: readonly InputFile[],
  options: DecodeOptions,
  task: Task,
): Promise<readonly DecodedLayer[]> {
  const file = digesting(files[0])
  const notes: Note[] = []
  const taker = noteTaker(notes)
  const window = new FileWindow(file)
  const head = await readHeadOf(window, file.name)
  const starts = await findFeatures(window, head, file.name, task)
  const count = starts.length - 1
  if (head.count !== 0 && head.count !== count) taker.note('fgb.countDiffers', { declared: head.count, found: count }, 'warning')

  const { columns, builder, damaged, skippedLines } = await readFeatures(window, head, starts, file.name, taker, task)
  const kind = kindOf(head)
  if (count === 0 && kind) builder.begin(kind)
  return finishLayers(
    {
      file,
      name: layerName(head, file),
      format: 'flatgeobuf',
      columns,
      builder,
      declared: head.crs ? { crs: head.crs, evidence: 'header' } : null,
      fallback: { crs: options.likelyCrs?.find((crs) => crs === 'EPSG:4490') ?? 'EPSG:4326', evidence: 'default' },
      skipped: damaged,
      skippedLines,
      encoding: 'utf-8',
      encodingEvidence: 'specification',
      types: new Map(head.columns.map((column, i) => [columns[i].name, column.type])),
      notes,
      // the format prescribes no winding
      reportsTurned: false,
    },
    options,
    task,
  )
}

/** The first features: neither the index nor what comes after them is looked at. */
export async function sampleFlatGeobuf(file: InputFile, { rows }: SampleOptions, task: Task): Promise<LayerSample> {
  const window = new FileWindow(file)
  const head = await readHeadOf(window, file.name)
  const starts = await findFeatures(window, head, file.name, task, rows)
  const { columns, damaged } = await readFeatures(window, head, starts, file.name, noteTaker([]), task)
  return {
    file: (file.archive ?? file).name,
    table: { name: layerName(head, file), crs: '', length: starts.length - 1 - damaged, columns, geometry: null },
    fields: knownFields(columns),
  }
}

const layerName = ({ name }: Head, file: InputFile) => (name && name !== 'L1' ? name : baseName(file.name))

async function readHeadOf(window: FileWindow, file: string): Promise<Head> {
  const start = Math.min(window.size, HEAD_START_BYTES)
  if (!window.has(0, start)) await window.bring(0, start)
  const end =
    start < HEAD_START_BYTES ? start : Math.min(window.size, start + Math.min(window.view.getUint32(8, true), MAX_HEADER_BYTES))
  if (!window.has(0, end)) await window.bring(0, end)
  return readHead(new Cursor(window.bytes), { name: file, bytes: window.bytes }, window.size)
}

/**
 * Features at their byte positions; a damaged one is left out and told.
 * @param starts of the features' size fields, and the end of the last
 * @throws AppError format.damaged when none can be read
 */
export async function readFeatures(
  window: FileWindow,
  head: Head,
  starts: Float64Array,
  file: string,
  taker: Pick<Task, 'note'>,
  task: Task,
): Promise<{
  readonly columns: readonly Column[]
  readonly builder: GeometryBuilder
  readonly damaged: number
  /** the first of the damaged features, as far as they can be read */
  readonly skippedLines: readonly SkippedLine[]
}> {
  const count = starts.length - 1
  const cursor = new Cursor(window.bytes)
  const readers = head.columns.map((column) => columnReader(column.type, count))
  // a vertex takes 16 bytes at least
  const builder = new GeometryBuilder(Math.ceil((starts[count] - starts[0]) / 16))
  const readGeometry = geometryReader(cursor, builder, head)
  let damaged = 0
  const skippedLines: SkippedLine[] = []
  let firstDamage = { row: 0, at: 0 }
  let rows = 0
  for (let i = 0; i < count; i++) {
    if (!window.has(starts[i], starts[i + 1])) {
      await window.bring(starts[i], starts[i + 1])
      cursor.use(window.bytes)
    }
    try {
      const feature = cursor.open(starts[i] + 4 - window.start, starts[i + 1] - window.start)
      readGeometry(feature)
      readProperties(cursor, feature, readers, rows)
      builder.endRow()
      rows++
    } catch (error) {
      if (!(error instanceof Damage)) throw error
      builder.forgetRow()
      for (const column of readers) column.clear(rows)
      if (damaged++ === 0) firstDamage = { row: i + 1, at: window.start + error.at }
      if (skippedLines.length < MOST_SKIPPED)
        skippedLines.push({
          line: i + 1,
          text: readableText(cursor, starts[i] - window.start, starts[i + 1] - window.start, head),
        })
    }
    if ((i & 1023) === 0) {
      task.progress(FIND_SHARE + ((0.95 - FIND_SHARE) * i) / count, 'stage.read')
      await task.breathe()
    }
  }
  if (damaged > 0) {
    if (rows === 0) throw new AppError('format.damaged', { file, at: firstDamage.at, row: firstDamage.row })
    taker.note('format.featuresDamaged', { count: damaged, row: firstDamage.row, at: firstDamage.at }, 'warning')
  }
  if (readGeometry.unsupported.size > 0)
    taker.note(
      'geometry.unsupported',
      { types: [...readGeometry.unsupported].join(', '), count: readGeometry.unsupportedCount() },
      'warning',
    )
  if (readGeometry.outside() > 0) taker.note('fgb.outsideEnvelope', { count: readGeometry.outside() }, 'warning')

  const names = uniqueNames(head.columns.map((column) => column.name))
  return { columns: readers.map((column, i) => column.finish(names[i], rows, taker)), builder, damaged, skippedLines }
}

/** Of a damaged feature the attributes that can be read before the damage, as JSON; its first bytes where there are none. */
function readableText(cursor: Cursor, start: number, end: number, head: Head): string {
  const readers = head.columns.map((column) => columnReader(column.type, 1))
  try {
    readProperties(cursor, cursor.open(start + 4, end), readers, 0)
  } catch (error) {
    if (!(error instanceof Damage)) throw error
  }
  const values = readers.flatMap((reader, i) => {
    const column = reader.finish(head.columns[i].name, 1, noteTaker([]))
    const value = cellAt(column, 0)
    if (value === null) return []
    return [[column.name, column.type === 'date' ? new Date(Number(value)).toISOString() : value] as const]
  })
  if (values.length > 0) return JSON.stringify(Object.fromEntries(values))
  const bytes = cursor.bytes.subarray(start, Math.min(end, start + MOST_BYTES_TOLD))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ')
}

/** Byte positions of the features' size fields, and the end. @throws AppError format.truncated when the last one is cut */
/** @param most of them that are looked for */
async function findFeatures(window: FileWindow, head: Head, file: string, task: Task, most = Infinity): Promise<Float64Array> {
  const { size } = window
  if (head.featuresAt > size) throw new AppError('format.truncated', { file, at: size, expected: head.featuresAt })
  let starts = new Float64Array(Math.max(16, head.count + 1))
  let count = 0
  let at = head.featuresAt
  while (at < size && count < most) {
    if (!window.has(at, at + 4)) {
      task.progress((FIND_SHARE * at) / size, 'stage.read')
      await task.breathe()
      await window.bring(at, at + 4)
    }
    const end = at + 4 + (at + 4 <= size ? window.view.getUint32(at - window.start, true) : 0)
    // longer than the whole file: its length is wrong, not its end missing
    if (end - at > size) throw new AppError('format.damaged', { file, at, row: count + 1 })
    if (at + 4 > size || end > size) throw new AppError('format.truncated', { file, at: size, row: count + 1, expected: end })
    if (end - at < 8) throw new AppError('format.damaged', { file, at, row: count + 1 })
    if (count + 1 >= starts.length) {
      const grown = new Float64Array(starts.length * 2)
      grown.set(starts)
      starts = grown
    }
    starts[count++] = at
    at = end
    if ((count & 0xffff) === 0) await task.breathe()
  }
  if (count < Math.min(head.count, most))
    throw new AppError('format.featuresMissing', { file, at, found: count, expected: head.count })
  starts[count] = at
  return starts.subarray(0, count + 1)
}
