import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { AppError } from '../../core/errors.ts'
import type { Task } from '../../core/task.ts'
import { headOfPieces } from '../../formats/flatgeobuf-head.ts'
import type { DecodedLayer, DecodeOptions } from '../../formats/format.ts'
import { decodeFiles } from '../../formats/registry.ts'
import { CliError } from '../cli-error.ts'
import { chooseLayer, readFiles, splitLayerPath } from '../read-layers.ts'
import { readAll } from './spool.ts'

/** Bytes of features that are decoded at once. */
const PIECE_BYTES = 32 << 20
const MAX_HEAD_BYTES = 64 << 20

/**
 * The layer of a file, piece by piece: FlatGeobuf of any size is read from the disk in pieces of some megabytes; any other format is one
 * piece, as its decoder needs the whole file.
 * @throws CliError cli.*, AppError format.*
 */
export async function* piecesOf(
  given: string,
  options: DecodeOptions,
  task: Task,
  pieceBytes = PIECE_BYTES,
): AsyncGenerator<DecodedLayer> {
  const { path, layer } = splitLayerPath(given)
  if (!isFlatGeobuf(path)) {
    const [answer] = await readFiles([{ path, options }], task, 1)
    yield chooseLayer(answer, path, { layer, geometry: null })
    return
  }
  const file = openSync(path, 'r')
  try {
    const size = statSync(path).size
    const name = basename(path)
    const { bytes, count, featuresAt } = headOf(file, size, name)
    let rows = 0
    for (let at = featuresAt; at < size; ) {
      const piece = wholeFeatures(file, { from: at, size, name, head: bytes, pieceBytes })
      at += piece.length - bytes.length
      const answer = await decodeFiles([{ name, bytes: piece }], options, task)
      const decoded = chooseLayer(answer, path, { layer, geometry: null })
      rows += decoded.table.length
      task.progress(at / size, 'stage.read')
      yield decoded
    }
    if (rows < count) throw new AppError('format.truncated', { file: name, at: size, row: rows + 1, expected: count })
  } finally {
    closeSync(file)
  }
}

/** Header and count of a FlatGeobuf on the disk. @throws AppError format.* */
export function headOf(file: number, size: number, name: string): ReturnType<typeof headOfPieces> {
  const start = new Uint8Array(Math.min(size, 12))
  readAll(file, start, 0)
  const headBytes = start.length < 12 ? 0 : 12 + new DataView(start.buffer).getUint32(8, true)
  if (headBytes > MAX_HEAD_BYTES) throw new AppError('format.headDamaged', { file: name, at: 8 })
  const head = new Uint8Array(Math.min(size, Math.max(12, headBytes)))
  readAll(file, head, 0)
  return headOfPieces(name, head)
}

/** As many whole features as fit, behind the head; at least one. @throws AppError format.truncated */
function wholeFeatures(
  file: number,
  { from, size, name, head, pieceBytes }: { from: number; size: number; name: string; head: Uint8Array; pieceBytes: number },
): Uint8Array<ArrayBuffer> {
  let length = Math.min(pieceBytes, size - from)
  for (;;) {
    const piece = new Uint8Array(head.length + length)
    piece.set(head)
    readAll(file, piece.subarray(head.length), from)
    const view = new DataView(piece.buffer)
    let end = head.length
    let next = end
    while (next <= piece.length) {
      end = next
      if (end + 4 > piece.length) break
      next = end + 4 + view.getUint32(end, true)
    }
    if (end > head.length) return piece.slice(0, end)
    // the first feature is larger than a piece, or the file ends inside it
    const needed = next - head.length
    if (from + needed > size || next === end)
      throw new AppError('format.truncated', { file: name, at: size, row: 1, expected: from + needed })
    length = needed
  }
}

function isFlatGeobuf(path: string): boolean {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch (error) {
    throw new CliError('cli.file', { file: path, reason: (error as NodeJS.ErrnoException).code ?? String(error) })
  }
  try {
    const start = Buffer.alloc(5)
    return readSync(file, start, 0, 5, 0) === 5 && start.toString('latin1', 0, 3) === 'fgb' && start[4] === 0x66
  } catch {
    // a folder opens, and fails when it is read; the decoder says so
    return false
  } finally {
    closeSync(file)
  }
}
