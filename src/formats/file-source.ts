import { AppError } from '../core/errors.ts'
import { hexOf, sha256Stream } from '../core/sha256.ts'
import type { Task } from '../core/task.ts'
import { sha256Hex } from './file-digest.ts'
import type { InputFile } from './format.ts'

/** A file whose bytes are asked for piece by piece, because all at once they are too many. */
export interface FileSource {
  readonly size: number
  /** bytes that are asked for at once: the most that a reader holds, unless one feature is larger */
  readonly pieceBytes: number
  /** where it is one: for readers of their own */
  readonly blob?: Blob
  /** @throws AppError file.unreadable, zip.* */
  read(start: number, end: number): Promise<Uint8Array>
}

export const PIECE_BYTES = 4 << 20

/** A file of the user's. */
export function blobSource(file: string, blob: Blob): FileSource {
  return {
    size: blob.size,
    pieceBytes: PIECE_BYTES,
    blob,
    async read(start, end) {
      try {
        return new Uint8Array(await blob.slice(start, end).arrayBuffer())
      } catch (error) {
        // the file was moved, changed or locked since it was chosen, or is larger than a buffer may be
        const reason = error instanceof Error ? error.message : String(error)
        throw new AppError('file.unreadable', { file, bytes: blob.size, reason })
      }
    },
  }
}

export function sourceOf(file: InputFile): FileSource {
  const { bytes } = file
  return file.source ?? { size: bytes.length, pieceBytes: PIECE_BYTES, read: async (start, end) => bytes.subarray(start, end) }
}

export function sizeOf({ bytes, source }: Pick<InputFile, 'bytes' | 'source'>): number {
  return source ? source.size : bytes.length
}

/** What is unpacked may not grow beyond this in memory, all of an archive together: a page's memory is not ours alone. */
export const MOST_HELD_BYTES = 1.5 * 2 ** 30

/** For formats that need all at once. @throws AppError zip.tooLarge */
export async function wholeFile(file: InputFile): Promise<InputFile> {
  const { source, ...rest } = file
  if (source && file.archive && source.size > MOST_HELD_BYTES)
    throw new AppError('zip.tooLarge', { file: file.archive.name, member: file.name, limit: MOST_HELD_BYTES })
  return source ? { ...rest, bytes: await source.read(0, source.size) } : file
}

/** The same file, whose checksum is computed while it is read from beginning to end. */
export function digesting(file: InputFile): InputFile {
  // of a member the archive's checksum is asked for
  return file.source && !file.archive ? { ...file, source: digestingSource(file.source) } : file
}
function digestingSource(source: FileSource): FileSource {
  const stream = sha256Stream()
  let done = 0
  let hex: string | null = null
  const own: FileSource = {
    size: source.size,
    pieceBytes: source.pieceBytes,
    async read(start, end) {
      // what was passed over
      while (done < start) await own.read(done, Math.min(start, done + source.pieceBytes))
      const bytes = await source.read(start, end)
      if (start <= done && end > done) {
        stream.update(bytes.subarray(done - start))
        done = end
      }
      return bytes
    },
  }
  digests.set(own, async (task) => {
    while (done < source.size) {
      await own.read(done, Math.min(source.size, done + source.pieceBytes))
      // of a raster this is nearly all of the reading
      task?.progress(done / source.size, 'stage.read')
      await task?.breathe()
    }
    hex ??= hexOf(stream.digest())
    return hex
  })
  return own
}
const digests = new WeakMap<FileSource, (task?: Task) => Promise<string>>()

/** SHA-256 of a file as hex. */
export function digestOf({ bytes, source }: Pick<InputFile, 'bytes' | 'source'>, task?: Task): Promise<string> {
  if (!source) return sha256Hex(bytes)
  const known = digests.get(source)
  return known ? known(task) : digestOf({ bytes, source: digestingSource(source) }, task)
}

/** The stretch of a file that is at hand; it moves on as the reader does. Places are those of the file. */
export class FileWindow {
  bytes: Uint8Array
  view: DataView
  /** place of the first byte at hand */
  start = 0
  private readonly source: FileSource
  constructor(file: InputFile) {
    this.source = sourceOf(file)
    this.bytes = file.source ? new Uint8Array(0) : file.bytes
    this.view = viewOf(this.bytes)
  }
  get size(): number {
    return this.source.size
  }
  /** Whether these bytes are at hand; asked first, because waiting for nothing costs more than a row. */
  has(from: number, to: number): boolean {
    return from >= this.start && to <= this.start + this.bytes.length
  }
  /** Brings bytes to hand, as far as the file goes; and what follows them, up to a piece. */
  async bring(from: number, to: number): Promise<void> {
    const end = Math.min(this.size, Math.max(to, from + this.source.pieceBytes))
    this.bytes = await this.source.read(Math.min(from, end), end)
    this.view = viewOf(this.bytes)
    this.start = Math.min(from, end)
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
