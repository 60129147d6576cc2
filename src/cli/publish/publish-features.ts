import { rowBox } from '../../core/geometry.ts'
import { makeSound } from '../../core/repair.ts'
import { type Column, cellAt, type FieldInfo, findColumn, type Geometry, type Table } from '../../core/table.ts'
import { quietTask, type Task } from '../../core/task.ts'
import { featureWriter, MAGIC, PLAIN_TYPES, SEVERAL, writeHeader } from '../../formats/flatgeobuf-feature.ts'
import { extentOfBoxes, hilbertOrder, packIndex } from '../../formats/flatgeobuf-index.ts'
import type { DecodedLayer } from '../../formats/format.ts'
import { withHeights } from '../../formats/with-heights.ts'
import { CliError } from '../cli-error.ts'
import { CodeSpool } from './code-spool.ts'
import { OutputFile, type WrittenFile } from './output-file.ts'
import { Growing, Spool } from './spool.ts'

/** What was done to the features, a line each at most `LISTED`. */
export interface PublishReport {
  readonly count: number
  readonly withoutGeometry: number
  readonly repaired: number
  readonly repairedRows: readonly { readonly row: number; readonly defect: string; readonly changeM2: number }[]
}
const LISTED = 1000

/** A written FlatGeobuf as its tiles are cut from it. */
export interface PublishedFeatures extends WrittenFile {
  readonly path: string
  readonly kind: Geometry['kind']
  readonly extent: readonly [number, number, number, number]
  /** magic and header of pieces: features of the file can be put behind it */
  readonly head: Uint8Array
  /** by number of the feature in the file: minX minY maxX maxY in degrees, and where its bytes begin; one start more at the end */
  readonly boxes: Float64Array
  readonly starts: Float64Array
  readonly columns: readonly { readonly name: string; readonly type: Column['type'] }[]
  readonly fields: readonly FieldInfo[]
  readonly report: PublishReport
  /** of the fields that name a feature; to be written beside */
  readonly codes: CodeSpool
  /** number that each row of the file had where it came from */
  readonly order: Uint32Array
}

const CODE_ROLES: readonly FieldInfo['role'][] = ['unitCode', 'id']

/**
 * Features in lon/lat (EPSG:4490) in Hilbert order with their index, polygons repaired by the rules of the analyses. They pass through a
 * file beside: in memory stay some 100 bytes a feature.
 * @param pieces of one layer or several of the same kind with the same fields, from the first each time it is called
 * @throws CliError publish.geometry, publish.fields, publish.empty
 */
export async function publishFeatures(
  pieces: () => AsyncIterable<DecodedLayer>,
  path: string,
  id: string,
  labels: readonly FieldInfo[],
  task: Task,
): Promise<PublishedFeatures> {
  // all have heights or none, and of several files a later one may be the first that has: then all over again
  for (let isHigh = false; ; isHigh = true) {
    const written = await writeFeatures(pieces(), isHigh, path, id, labels, task)
    if (written) return written
  }
}

/** null: a piece has heights, and pieces before it were written without */
async function writeFeatures(
  pieces: AsyncIterable<DecodedLayer>,
  isHigh: boolean,
  path: string,
  id: string,
  labels: readonly FieldInfo[],
  task: Task,
): Promise<PublishedFeatures | null> {
  const spool = new Spool(`${path}.spool`)
  const boxes = new Growing()
  const repairedRows: PublishReport['repairedRows'][number][] = []
  let [withoutGeometry, repaired] = [0, 0]
  let first: { readonly table: Table; readonly kind: Geometry['kind']; readonly fields: readonly FieldInfo[] } | null = null
  let codes = new CodeSpool([])
  try {
    for await (const { table: given, fields } of pieces) {
      const hasHeights: boolean = first ? first.table.geometry?.z !== undefined : isHigh
      const table: Table = hasHeights ? withHeights(given) : given
      if (first && !hasHeights && given.geometry?.z) return null
      if (!table.geometry) throw new CliError('publish.geometry', { found: 'none', wanted: first?.kind ?? 'polygon line point' })
      if (!first) {
        first = { table: { ...table, name: id, crs: 'EPSG:4490' }, kind: table.geometry.kind, fields }
        codes = new CodeSpool(codeFields(table, labels.length > 0 ? labels : fields))
      }
      if (table.geometry.kind !== first.kind)
        throw new CliError('publish.geometry', { found: table.geometry.kind, wanted: first.kind })
      const difference = differenceOf(first.table.columns, table.columns)
      if (difference !== null) throw new CliError('publish.fields', { field: difference })
      const sound = await makeSound(table, quietTask())
      for (const { row, defect, areaBeforeM2, areaAfterM2 } of sound.repaired) {
        repaired++
        if (repairedRows.length < LISTED)
          repairedRows.push({ row: spool.count + row + 1, defect, changeM2: areaAfterM2 - areaBeforeM2 })
      }
      const write = featureWriter(
        { ...table, geometry: sound.geometry },
        SEVERAL[first.kind],
        first.table.columns.map(({ type }) => PLAIN_TYPES[type]),
      )
      const codeColumns = codes.fields.flatMap((name) => findColumn(table, name) ?? [])
      for (let row = 0; row < table.length; row++) {
        codes.add(codeColumns.map((column) => cellAt(column, row) as string | null))
        const box = rowBox(sound.geometry, row) ?? [Infinity, Infinity, -Infinity, -Infinity]
        if (!(box[0] <= box[2])) withoutGeometry++
        for (const value of box) boxes.push(value)
        spool.append(write(row))
      }
      await task.breathe()
    }
    if (!first || spool.count === withoutGeometry) throw new CliError('publish.empty')
    const count = spool.count
    const fields = labels.length > 0 ? labels : first.fields
    const written = writeSorted(path, spool, boxes.view(), first.table, first.kind, fields)
    return {
      ...written,
      path,
      kind: first.kind,
      columns: first.table.columns.map(({ name, type }) => ({ name, type })),
      fields: fields.filter(({ name }) => first?.table.columns.some((column) => column.name === name)),
      report: { count, withoutGeometry, repaired, repairedRows },
      codes,
    }
  } finally {
    spool.remove()
  }
}

function codeFields(table: Table, fields: readonly FieldInfo[]): readonly string[] {
  return fields
    .filter(({ name, role }) => CODE_ROLES.includes(role) && findColumn(table, name)?.type === 'text')
    .map(({ name }) => name)
}

/** The first field that one has and the other has not, or has as another type; null: none. */
function differenceOf(a: readonly Column[], b: readonly Column[]): string | null {
  const keys = (columns: readonly Column[]) => columns.map(({ name, type }) => `${name} (${type})`)
  const [own, other] = [keys(a), keys(b)]
  return own.find((key, i) => key !== other[i]) ?? other[own.length] ?? null
}

function writeSorted(
  path: string,
  spool: Spool,
  unsorted: Float64Array,
  table: Table,
  kind: Geometry['kind'],
  fields: readonly FieldInfo[],
): Pick<PublishedFeatures, 'bytes' | 'sha256' | 'extent' | 'head' | 'boxes' | 'starts' | 'order'> {
  const extent = extentOfBoxes(unsorted)
  const order = hilbertOrder(unsorted, extent)
  const boxes = new Float64Array(unsorted.length)
  const starts = new Float64Array(order.length + 1)
  order.forEach((record, i) => {
    boxes.set(unsorted.subarray(4 * record, 4 * record + 4), 4 * i)
    starts[i + 1] = starts[i] + spool.lengthOf(record)
  })
  const input = { type: SEVERAL[kind], extent, types: table.columns.map(({ type }) => PLAIN_TYPES[type]), extra: { fields } }
  const header = writeHeader(table, { ...input, count: order.length, hasIndex: true })
  const index = packIndex(boxes, starts.subarray(0, order.length))
  const file = new OutputFile(path)
  try {
    for (const part of [Uint8Array.from(MAGIC), header, index]) file.write(part)
    for (const block of spool.inOrder(order)) file.write(block)
  } catch (error) {
    file.abandon()
    throw error
  }
  const before = MAGIC.length + header.length + index.length
  const pieceHeader = writeHeader(table, { ...input, count: 0, hasIndex: false })
  return {
    ...file.finish(),
    extent,
    boxes,
    order,
    starts: starts.map((start) => before + start),
    head: Uint8Array.from([...MAGIC, ...pieceHeader]),
  }
}
