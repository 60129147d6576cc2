import { crc32 } from '../core/crc32.ts'
import { AppError } from '../core/errors.ts'
import { joinBytes } from '../core/join-bytes.ts'
import type { Task } from '../core/task.ts'
import { type FileSource, MOST_HELD_BYTES, sourceOf, wholeFile } from './file-source.ts'
import type { InputFile } from './format.ts'
import { readZipDirectory, type ZipEntry } from './zip-directory.ts'
import { expandedSource, type Packed } from './zip-member.ts'

/** Members that are expanded as they are read are not held; what their tables take is asked before (app/memory-need.ts). */
const MAX_PASSING_BYTES = 16 * 2 ** 30
/** Real layers compress 3 to 40 times; deflate's limit is 1032. */
const MAX_RATIO = 200
const RATIO_APPLIES_FROM = 64 << 20
const SLICE_BYTES = 16 << 10
/** Members from this size on are not expanded at once, when their reader takes pieces. */
const PIECES_FROM = 8 << 20
const HEAD_BYTES = 64 << 10
const STORED = 0
const DEFLATED = 8

export interface ZipMember {
  /** path inside the archive, cleaned of drive, root and `..` */
  readonly path: string
  read(task: Task): Promise<Uint8Array>
  /** For a reader of pieces: a large member is expanded as it is read; for its first rows any that is larger than a head. */
  open(task: Task, isForSample?: boolean): Promise<Pick<InputFile, 'bytes' | 'source'>>
}

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6))
}

/** Members of a ZIP by its central directory. A large archive stays where it is: of it only what a member takes is read. */
export async function listZip(file: InputFile): Promise<ZipMember[]> {
  // an archive inside another cannot be read here and there without being expanded each time
  const source = sourceOf(file.archive ? await wholeFile(file) : file)
  const archive: Archive = {
    source,
    file: file.name,
    budget: { left: MOST_HELD_BYTES },
    passing: { left: MAX_PASSING_BYTES },
  }
  return (await readZipDirectory(source, file.name))
    .filter(({ path }) => path !== '' && !path.endsWith('/'))
    .map((entry) => ({
      path: entry.path,
      read: (task) => expand(archive, entry, task),
      open: (task, isForSample = false) => open(archive, entry, task, isForSample ? HEAD_BYTES : PIECES_FROM),
    }))
}

interface Archive {
  readonly source: FileSource
  readonly file: string
  /** bytes that may yet be expanded into memory */
  readonly budget: { left: number }
  /** bytes that may yet be expanded as they are read */
  readonly passing: { left: number }
}

/** The member as it lies in the archive. @throws AppError zip.* */
async function packedBytes({ source, file }: Archive, entry: ZipEntry) {
  const member = entry.path
  if (entry.isEncrypted) throw new AppError('zip.encrypted', { file, member })
  const { header, compressed, method } = entry
  const damaged = (at: number) => new AppError('zip.damaged', { file, member, at })
  if (header + 30 > source.size) throw damaged(header)
  const local = await source.read(header, header + 30)
  const view = new DataView(local.buffer, local.byteOffset, local.byteLength)
  if (view.getUint32(0, true) !== 0x04034b50) throw damaged(header)
  const start = header + 30 + view.getUint16(26, true) + view.getUint16(28, true)
  if (start + compressed > source.size) throw damaged(start)
  if (method !== STORED && method !== DEFLATED) throw new AppError('zip.method', { file, member, method })
  const packed: Packed = { size: compressed, read: (from, to) => source.read(start + from, start + to) }
  return { packed, damaged: (at: number) => damaged(start + at) }
}

async function open(
  archive: Archive,
  entry: ZipEntry,
  task: Task,
  piecesFrom: number,
): Promise<Pick<InputFile, 'bytes' | 'source'>> {
  const { expanded, method, path: member } = entry
  if (expanded < piecesFrom) return { bytes: await expand(archive, entry, task) }
  const { packed, damaged } = await packedBytes(archive, entry)
  const { file, passing } = archive
  // what is told of its size is held to while it is expanded
  passing.left -= expanded
  if (passing.left < 0) throw new AppError('zip.tooLarge', { file, member, limit: MAX_PASSING_BYTES })
  if (expanded > RATIO_APPLIES_FROM && expanded > packed.size * MAX_RATIO)
    throw new AppError('zip.bomb', { file, member, ratio: Math.round(expanded / packed.size), limit: MAX_RATIO })
  const { Inflate } = await import('fflate')
  const source = expandedSource(packed, entry, (take) => (method === STORED ? { push: take } : new Inflate(take)), damaged)
  return { bytes: await source.read(0, Math.min(HEAD_BYTES, expanded)), source }
}

async function expand(archive: Archive, entry: ZipEntry, task: Task): Promise<Uint8Array> {
  const { packed, damaged } = await packedBytes(archive, entry)
  const { file, budget } = archive
  const member = entry.path
  if (entry.method === STORED) {
    budget.left -= packed.size
    if (budget.left < 0) throw new AppError('zip.tooLarge', { file, member, limit: MOST_HELD_BYTES })
    return checked(await packed.read(0, packed.size), entry, () => damaged(0))
  }
  const { Inflate } = await import('fflate')
  const chunks: Uint8Array[] = []
  let size = 0
  const inflate = new Inflate((chunk) => {
    chunks.push(chunk)
    size += chunk.length
    budget.left -= chunk.length
  })
  for (let piece = 0; piece < packed.size; piece += archive.source.pieceBytes) {
    const bytes = await packed.read(piece, Math.min(packed.size, piece + archive.source.pieceBytes))
    for (let at = 0; at < bytes.length; at += SLICE_BYTES) {
      const end = Math.min(bytes.length, at + SLICE_BYTES)
      try {
        inflate.push(bytes.subarray(at, end), piece + end === packed.size)
      } catch {
        throw damaged(piece + at)
      }
      if (budget.left < 0) throw new AppError('zip.tooLarge', { file, member, limit: MOST_HELD_BYTES })
      if (size > RATIO_APPLIES_FROM && size > (piece + end) * MAX_RATIO)
        throw new AppError('zip.bomb', { file, member, ratio: Math.round(size / (piece + end)), limit: MAX_RATIO })
      await task.breathe()
    }
  }
  return checked(joinBytes(chunks), entry, () => damaged(0))
}

function checked(bytes: Uint8Array, entry: ZipEntry, damaged: () => AppError): Uint8Array {
  if (crc32(bytes) !== entry.crc) throw damaged()
  return bytes
}
