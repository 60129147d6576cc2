import { AppError } from '../core/errors.ts'
import type { Box, RangedLayer, RowBoxes } from '../core/ranged-layer.ts'
import type { Column, Geometry, Table } from '../core/table.ts'
import { quietTask, type Task } from '../core/task.ts'
import { uniqueNames } from '../core/unique-names.ts'
import { FileWindow } from './file-source.ts'
import { noteTaker } from './finish-layers.ts'
import { Cursor } from './flatgeobuf-cursor.ts'
import { readFeatures } from './flatgeobuf-decode.ts'
import { type Head, readHead } from './flatgeobuf-head.ts'
import { levelSizes, NODE_BYTES } from './flatgeobuf-index.ts'
import type { ByteSource } from './geotiff-source.ts'

/** Read at once where a layer is gone through from end to end. */
const PIECE_BYTES = 8 << 20
/** Bytes between two wanted runs that are read along rather than asked around. */
const GAP_BYTES = 64 << 10
/** Requests of one question that are on their way at once. */
const IN_FLIGHT = 4
const MAX_HEAD_BYTES = 64 << 20
/** More at once is asked for by a damaged offset only: the leaves of ten million rows are less. */
const MOST_SLICE_BYTES = 512 << 20

const KINDS: readonly (Geometry['kind'] | null)[] = [null, 'point', 'line', 'polygon', 'point', 'line', 'polygon']

type Slice = (offset: number, length: number, signal: AbortSignal) => Promise<Uint8Array>

/**
 * A FlatGeobuf 3 with index, read by pieces: its packed R-tree finds rows by place, and its leaves, which stand in the order of the
 * features, name the bytes of a row. Nothing is kept but what `source` keeps.
 * @throws AppError format.*, fgb.noIndex, and what `source` throws
 */
export async function openFlatGeobuf(
  source: ByteSource,
  name: string,
  signal: AbortSignal,
  pieceBytes = PIECE_BYTES,
): Promise<RangedLayer> {
  const slice: Slice = async (offset, length, stop) => {
    if (!(length >= 0 && length <= MOST_SLICE_BYTES)) throw new AppError('format.damaged', { file: name, at: offset, row: 0 })
    const bytes = new Uint8Array((await source.fetchSlice({ offset, length }, stop)).data)
    if (bytes.length < length)
      throw new AppError('format.truncated', { file: name, at: offset + bytes.length, expected: offset + length })
    return bytes
  }
  const start = await slice(0, 12, signal)
  const headBytes = 12 + new DataView(start.buffer).getUint32(8, true)
  if (headBytes > MAX_HEAD_BYTES) throw new AppError('format.headDamaged', { file: name, at: 8 })
  const headPart = await slice(0, headBytes, signal)
  const head = readHead(new Cursor(headPart), { name, bytes: headPart }, null)
  if (head.nodeSize === 0) throw new AppError('fgb.noIndex', { file: name })
  return rangedLayer(slice, head, name, pieceBytes)
}

function rangedLayer(slice: Slice, head: Head, name: string, pieceBytes: number): RangedLayer {
  const { count, nodeSize, indexAt, featuresAt } = head
  const sizes = levelSizes(count, nodeSize)
  /** number of the first node of each level, leaves first */
  const bases = sizes.map((_, level) => sizes.slice(level + 1).reduce((sum, size) => sum + size, 0))
  const damaged = (at: number, row: number) => new AppError('format.damaged', { file: name, at, row })

  const nodes = async (first: number, length: number, signal: AbortSignal) =>
    new DataView((await slice(indexAt + first * NODE_BYTES, length * NODE_BYTES, signal)).buffer)
  const boxAt = (view: DataView, i: number): Box => [
    view.getFloat64(i * NODE_BYTES, true),
    view.getFloat64(i * NODE_BYTES + 8, true),
    view.getFloat64(i * NODE_BYTES + 16, true),
    view.getFloat64(i * NODE_BYTES + 24, true),
  ]
  const offsetAt = (view: DataView, i: number) => Number(view.getBigUint64(i * NODE_BYTES + 32, true))

  async function rowsWhere(meets: (box: Box) => boolean, signal: AbortSignal, from = 0): Promise<RowBoxes> {
    // the root is taken at its word: it holds all
    let parents: number[] = [0]
    const boxes: number[] = []
    for (let level = sizes.length - 2; level >= 0; level--) {
      const found: number[] = []
      const runs = await eachRun(parents, near(GAP_BYTES / NODE_BYTES / nodeSize), async (first, last) => {
        const begin = first * nodeSize
        const end = Math.min((last + 1) * nodeSize, sizes[level])
        return { view: await nodes(bases[level] + begin, end - begin, signal), begin, end }
      })
      for (const { view, begin, end } of runs)
        for (let node = begin; node < end; node++) {
          // the last row below it is too early, or its parent was only read along
          if ((node + 1) * nodeSize ** level <= from || !isIn(parents, Math.floor(node / nodeSize))) continue
          const box = boxAt(view, node - begin)
          if (!meets(box)) continue
          found.push(node)
          if (level === 0) boxes.push(...box)
        }
      parents = found
    }
    return { rows: Uint32Array.from(parents), boxes: Float64Array.from(boxes) }
  }

  /** Leaves of rows, ascending; and of the rows behind them, which tell where their bytes end. */
  async function leaves<T>(rows: ArrayLike<number>, signal: AbortSignal, take: (view: DataView, at: number, i: number) => T) {
    const list = Array.from(rows)
    if (list.some((row, i) => row >= count || (i > 0 && row <= list[i - 1]))) throw damaged(featuresAt, count)
    const runs = await eachRun(list, near(GAP_BYTES / NODE_BYTES), async (first, last) => {
      const end = Math.min(last + 2, count)
      return { view: await nodes(bases[0] + first, end - first, signal), begin: first, end: last + 1 }
    })
    const taken: T[] = []
    let i = 0
    for (const { view, begin, end } of runs)
      for (; i < list.length && list[i] < end; i++) taken.push(take(view, list[i] - begin, i))
    return taken
  }

  /** Where the bytes of a feature begin and end in the file. */
  async function places(rows: ArrayLike<number>, signal: AbortSignal): Promise<readonly (readonly [number, number])[]> {
    const found = await leaves(rows, signal, (view, at, i) => {
      const start = offsetAt(view, at)
      const end = rows[i] + 1 < count ? offsetAt(view, at + 1) : null
      return [featuresAt + start, end === null ? null : featuresAt + end] as const
    })
    return Promise.all(
      found.map(async ([start, end], i) => {
        const stop = end ?? start + 4 + new DataView((await slice(start, 4, signal)).buffer).getUint32(0, true)
        if (!(stop >= start + 8) || !Number.isSafeInteger(stop)) throw damaged(start, rows[i] + 1)
        return [start, stop] as const
      }),
    )
  }

  async function decode(bytes: Uint8Array, starts: Float64Array, first: number, task: Task): Promise<Table> {
    const {
      columns,
      builder,
      damaged: lost,
    } = await readFeatures(new FileWindow({ name, bytes }), head, starts, name, noteTaker([]), task)
    // a row that is left out would shift the numbers of all behind it
    if (lost > 0) throw damaged(featuresAt, first + 1)
    const [table] = builder.tables(head.name, head.crs ?? 'EPSG:4326', columns)
    return table.geometry || !KINDS[head.geometryType] ? table : { ...table, geometry: withoutShapes(head, table.length) }
  }

  const layer: RangedLayer = {
    count,
    extent: extentOf(head),
    schema: schemaOf(head),
    // a type that is not named may be any
    isMulti: head.geometryType === 0 || head.geometryType > 3,
    rowsWhere,
    async boxesOf(rows, signal) {
      return Float64Array.from((await leaves(rows, signal, boxAt)).flat())
    },
    placesOf: places,
    async read(rows, task, mostBytes = Number.POSITIVE_INFINITY) {
      if (rows.length === 0) return layer.schema
      const at = await places(rows, task.signal)
      const length = at.reduce((sum, [start, end]) => sum + end - start, 0)
      if (length > mostBytes)
        throw new AppError('ranged.tooMuch', { file: name, count: rows.length, bytes: length, limit: mostBytes })
      const bytes = new Uint8Array(length)
      const starts = new Float64Array(rows.length + 1)
      const runs = await eachRun(
        at.map((_, i) => i),
        (i) => at[i + 1][0] - at[i][1] <= GAP_BYTES,
        async (first, last) => ({ first, last, part: await slice(at[first][0], at[last][1] - at[first][0], task.signal) }),
      )
      let filled = 0
      for (const { first, last, part } of runs)
        for (let i = first; i <= last; i++) {
          const from = at[i][0] - at[first][0]
          bytes.set(part.subarray(from, from + at[i][1] - at[i][0]), filled)
          starts[i] = filled
          filled += at[i][1] - at[i][0]
        }
      starts[rows.length] = filled
      // the leaf of the index and the feature's own size must agree, or its bytes are not what they are taken for
      const view = new DataView(bytes.buffer)
      for (let i = 0; i < rows.length; i++)
        if (view.getUint32(starts[i], true) + 4 !== starts[i + 1] - starts[i]) throw damaged(at[i][0], rows[i] + 1)
      return decode(bytes, starts, rows[0], task)
    },
    async *pieces(task) {
      let offset = featuresAt
      let first = 0
      let wanted = pieceBytes
      const quiet = quietTask()
      while (first < count) {
        const data = await slice(offset, Math.min(wanted, (await endOf(task.signal)) - offset), task.signal)
        const starts: number[] = []
        const view = new DataView(data.buffer, data.byteOffset, data.byteLength)
        let at = 0
        while (at + 4 <= data.length && first + starts.length < count) {
          const end = at + 4 + view.getUint32(at, true)
          if (end - at < 8) throw damaged(offset + at, first + starts.length + 1)
          if (end > data.length) break
          starts.push(at)
          at = end
        }
        if (starts.length === 0) {
          if (data.length < wanted)
            throw new AppError('format.truncated', {
              file: name,
              at: offset + data.length,
              row: first + 1,
              expected: offset + wanted,
            })
          // one feature larger than a piece
          wanted *= 2
          continue
        }
        const rows = starts.length
        yield {
          first,
          table: await decode(data.subarray(0, at), Float64Array.from([...starts, at]), first, {
            ...quiet,
            breathe: task.breathe,
          }),
        }
        first += rows
        offset += at
        wanted = pieceBytes
      }
    },
  }

  let end: number | null = null
  /** of the file: where its last feature ends */
  async function endOf(signal: AbortSignal): Promise<number> {
    end ??= (await places([count - 1], signal))[0][1]
    return end
  }
  return layer
}

/** Numbers in runs of which each is read at once, some side by side. @param joins whether the one after number `i` belongs to its run */
async function eachRun<T>(
  numbers: readonly number[],
  joins: (i: number, numbers: readonly number[]) => boolean,
  read: (first: number, last: number) => Promise<T>,
): Promise<T[]> {
  const runs: [number, number][] = []
  for (const [i, number] of numbers.entries()) {
    const run = runs[runs.length - 1]
    if (run && joins(i - 1, numbers)) run[1] = number
    else runs.push([number, number])
  }
  const answers = new Array<T>(runs.length)
  let next = 0
  const work = async () => {
    while (next < runs.length) {
      const i = next++
      answers[i] = await read(...runs[i])
    }
  }
  await Promise.all(Array.from({ length: Math.min(IN_FLIGHT, runs.length) }, work))
  return answers
}
const near = (gap: number) => (i: number, numbers: readonly number[]) => numbers[i + 1] - numbers[i] <= Math.max(1, gap)

/** @param sorted ascending */
function isIn(sorted: readonly number[], number: number): boolean {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (sorted[middle] < number) low = middle + 1
    else high = middle
  }
  return sorted[low] === number
}

function extentOf({ envelope }: Head): Box | null {
  const half = envelope.length / 2
  const box = [envelope[0], envelope[1], envelope[half], envelope[half + 1]] as const
  return box[0] <= box[2] && box[1] <= box[3] ? box : null
}

function schemaOf(head: Head): Table {
  const names = uniqueNames(head.columns.map((column) => column.name))
  return {
    name: head.name,
    crs: head.crs ?? 'EPSG:4326',
    length: 0,
    columns: head.columns.map(({ type }, i) => emptyColumn(names[i], type)),
    geometry: KINDS[head.geometryType] ? { ...withoutShapes(head, 0), ...(head.hasZ && { z: new Float64Array(0) }) } : null,
  }
}
function emptyColumn(name: string, type: Head['columns'][number]['type']): Column {
  if (type === 'Bool') return { name, type: 'boolean', values: new Uint8Array(0) }
  if (type === 'DateTime') return { name, type: 'date', values: new Float64Array(0) }
  if (type === 'String' || type === 'Json' || type === 'Binary')
    return { name, type: 'text', codes: new Uint32Array(0), dictionary: [] }
  return { name, type: 'number', values: new Float64Array(0) }
}
function withoutShapes({ geometryType }: Head, rows: number): Geometry {
  return {
    kind: KINDS[geometryType] ?? 'polygon',
    xy: new Float64Array(0),
    rings: Uint32Array.of(0),
    parts: Uint32Array.of(0),
    rows: new Uint32Array(rows + 1),
  }
}
