import { AppError } from '../core/errors.ts'
import type { Box } from '../core/ranged-layer.ts'
import type { Task } from '../core/task.ts'
import { headOfPart } from './flatgeobuf-head.ts'
import { extentOfBoxes, packIndex } from './flatgeobuf-index.ts'
import { openFlatGeobuf } from './flatgeobuf-ranges.ts'
import type { ByteSource } from './geotiff-source.ts'

/** Asked for at once. */
const PIECE_BYTES = 4 << 20
/** Bytes between two features that are read along rather than asked around. */
const GAP_BYTES = 64 << 10

/** A file of some features of another, in their order, each byte by byte as it is there. */
export interface FilePart {
  readonly count: number
  /** of all features of the other file */
  readonly of: number
  /** magic, header and index */
  readonly head: Uint8Array<ArrayBuffer>
  /** of the part as a file */
  readonly bytes: number
  /** The bytes from `from` on, which must not lie in the head, in pieces with their places. */
  features(from: number, task: Task): AsyncIterable<{ readonly at: number; readonly bytes: Uint8Array<ArrayBuffer> }>
}

/**
 * Finds the features whose box passes `meets` by the index alone; of the features themselves nothing is read yet.
 * @throws AppError format.*, fgb.noIndex, and what `source` throws
 */
export async function partOfFlatGeobuf(
  source: ByteSource,
  name: string,
  meets: (box: Box) => boolean,
  signal: AbortSignal,
): Promise<FilePart> {
  const layer = await openFlatGeobuf(source, name, signal)
  const { rows, boxes } = await layer.rowsWhere(meets, signal)
  const places = rows.length > 0 ? await layer.placesOf(rows, signal) : []
  const slice = async (offset: number, length: number, stop: AbortSignal) => {
    const bytes = new Uint8Array((await source.fetchSlice({ offset, length }, stop)).data)
    if (bytes.length < length)
      throw new AppError('format.truncated', { file: name, at: offset + bytes.length, expected: offset + length })
    return bytes
  }
  const start = await slice(0, 12, signal)
  const original = await slice(0, 12 + new DataView(start.buffer).getUint32(8, true), signal)

  const offsets = new Float64Array(rows.length)
  let length = 0
  for (const [i, [from, to]] of places.entries()) {
    offsets[i] = length
    length += to - from
  }
  const header = headOfPart(name, original, { count: rows.length, extent: extentOfBoxes(boxes) })
  const index = rows.length > 0 ? packIndex(boxes, offsets) : new Uint8Array(0)
  const head = new Uint8Array(header.length + index.length)
  head.set(header)
  head.set(index, header.length)

  async function* features(from: number, task: Task) {
    // the feature in which an earlier reading stopped is read again
    let first = offsets.findLastIndex((offset) => head.length + offset <= from)
    while (first >= 0 && first < rows.length) {
      let last = first
      const fits = (next: number) =>
        places[next][0] - places[next - 1][1] <= GAP_BYTES && places[next][1] - places[first][0] <= PIECE_BYTES
      while (last + 1 < rows.length && fits(last + 1)) last++
      const [begin, end] = [places[first][0], places[last][1]]
      const read = await slice(begin, end - begin, task.signal)
      const view = new DataView(read.buffer)
      const bytes = new Uint8Array((last + 1 < rows.length ? offsets[last + 1] : length) - offsets[first])
      for (let i = first; i <= last; i++) {
        const at = places[i][0] - begin
        // index and features of one file agree; those of two need not
        if (view.getUint32(at, true) + 4 !== places[i][1] - places[i][0])
          throw new AppError('format.damaged', { file: name, at: places[i][0], row: rows[i] + 1 })
        bytes.set(read.subarray(at, places[i][1] - begin), offsets[i] - offsets[first])
      }
      yield { at: head.length + offsets[first], bytes }
      first = last + 1
    }
  }
  return { count: rows.length, of: layer.count, head, bytes: head.length + length, features }
}
