import { crc32 } from '../core/crc32.ts'
import { AppError } from '../core/errors.ts'
import type { Task } from '../core/task.ts'
import type { InputFile } from './format.ts'
import { inflatedSource } from './zip-member.ts'

/** One member may not grow beyond this, nor all together: a page's memory is not ours alone. */
const MAX_EXPANDED_BYTES = 1.5 * 2 ** 30
/** Real layers compress 3 to 40 times; deflate's limit is 1032. */
const MAX_RATIO = 200
const RATIO_APPLIES_FROM = 64 << 20
const SLICE_BYTES = 16 << 10
const MAX_MEMBERS = 20_000
/** Members from this size on are not expanded at once, when their reader takes pieces. */
const PIECES_FROM = 8 << 20
const HEAD_BYTES = 64 << 10

export interface ZipMember {
  /** path inside the archive, cleaned of drive, root and `..` */
  readonly path: string
  read(task: Task): Promise<Uint8Array>
  /** For a reader of pieces: a large member is expanded as it is read. */
  open(task: Task): Promise<Pick<InputFile, 'bytes' | 'source'>>
}

export function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && ((bytes[2] === 3 && bytes[3] === 4) || (bytes[2] === 5 && bytes[3] === 6))
}

/**
 * Members of a ZIP by its central directory (APPNOTE.TXT 6.3.10). Names without the UTF-8 flag are UTF-8 if they are valid as such,
 * else GB18030, as Chinese Windows writes them.
 */
export function listZip({ name: file, bytes }: InputFile): ZipMember[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { count, at: directory } = findDirectory(view, file)
  if (count > MAX_MEMBERS) throw new AppError('zip.tooManyMembers', { file, count, limit: MAX_MEMBERS })
  const members: ZipMember[] = []
  const budget = { left: MAX_EXPANDED_BYTES }
  let at = directory
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50)
      throw new AppError('zip.damaged', { file, member: '', at })
    const flags = view.getUint16(at + 8, true)
    const nameLength = view.getUint16(at + 28, true)
    const extraLength = view.getUint16(at + 30, true)
    const rawName = bytes.subarray(at + 46, at + 46 + nameLength)
    const path = cleanPath(decodeName(rawName, (flags & 0x800) !== 0))
    const entry: Entry = {
      path,
      isEncrypted: (flags & 1) !== 0,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      compressed: view.getUint32(at + 20, true),
      expanded: view.getUint32(at + 24, true),
      header: view.getUint32(at + 42, true),
    }
    readZip64(view, at + 46 + nameLength, Math.min(extraLength, bytes.length - at - 46 - nameLength), entry)
    const archive: Archive = { bytes, view, file, budget }
    if (!path.endsWith('/') && path !== '')
      members.push({ path, read: (task) => expand(archive, entry, task), open: (task) => open(archive, entry, task) })
    at += 46 + nameLength + extraLength + view.getUint16(at + 32, true)
  }
  return members
}

interface Entry {
  readonly path: string
  readonly isEncrypted: boolean
  readonly method: number
  readonly crc: number
  compressed: number
  expanded: number
  header: number
}

function findDirectory(view: DataView, file: string): { count: number; at: number } {
  const end = view.byteLength
  for (let at = end - 22; at >= Math.max(0, end - 22 - 0xffff); at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue
    let count = view.getUint16(at + 10, true)
    let directory = view.getUint32(at + 16, true)
    // ZIP64: the locator stands right before and leads to the large record
    if ((count === 0xffff || directory === 0xffffffff) && at >= 20 && view.getUint32(at - 20, true) === 0x07064b50) {
      const large = Number(view.getBigUint64(at - 12, true))
      if (large + 56 > end || view.getUint32(large, true) !== 0x06064b50) break
      count = Number(view.getBigUint64(large + 32, true))
      directory = Number(view.getBigUint64(large + 48, true))
    }
    return { count, at: directory }
  }
  throw new AppError('zip.truncated', { file, at: end })
}

function readZip64(view: DataView, start: number, length: number, entry: Entry): void {
  for (let at = start; at + 4 <= start + length; ) {
    const size = view.getUint16(at + 2, true)
    if (view.getUint16(at, true) === 1) {
      let field = at + 4
      for (const key of ['expanded', 'compressed', 'header'] as const) {
        if (entry[key] !== 0xffffffff || field + 8 > at + 4 + size) continue
        entry[key] = Number(view.getBigUint64(field, true))
        field += 8
      }
    }
    at += 4 + size
  }
}

interface Archive {
  readonly bytes: Uint8Array
  readonly view: DataView
  readonly file: string
  /** bytes that may yet be expanded */
  readonly budget: { left: number }
}

/** The member as it lies in the archive. @throws AppError zip.* */
function packedBytes({ bytes, view, file }: Archive, entry: Entry) {
  const member = entry.path
  if (entry.isEncrypted) throw new AppError('zip.encrypted', { file, member })
  const { header } = entry
  const damaged = (at: number) => new AppError('zip.damaged', { file, member, at })
  if (header + 30 > bytes.length || view.getUint32(header, true) !== 0x04034b50) throw damaged(header)
  const start = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true)
  if (start + entry.compressed > bytes.length) throw damaged(start)
  if (entry.method !== 0 && entry.method !== 8) throw new AppError('zip.method', { file, member, method: entry.method })
  return { packed: bytes.subarray(start, start + entry.compressed), damaged: (at: number) => damaged(start + at) }
}

async function open(archive: Archive, entry: Entry, task: Task): Promise<Pick<InputFile, 'bytes' | 'source'>> {
  if (entry.method !== 8 || entry.expanded < PIECES_FROM) return { bytes: await expand(archive, entry, task) }
  const { packed, damaged } = packedBytes(archive, entry)
  const { file, budget } = archive
  const { expanded, path: member } = entry
  // what is told of its size is held to while it is expanded
  budget.left -= expanded
  if (budget.left < 0) throw new AppError('zip.tooLarge', { file, member, limit: MAX_EXPANDED_BYTES })
  if (expanded > RATIO_APPLIES_FROM && expanded > packed.length * MAX_RATIO)
    throw new AppError('zip.bomb', { file, member, ratio: Math.round(expanded / packed.length), limit: MAX_RATIO })
  const { Inflate } = await import('fflate')
  const source = inflatedSource(packed, expanded, entry.crc, (take) => new Inflate(take), damaged)
  return { bytes: await source.read(0, Math.min(HEAD_BYTES, expanded)), source }
}

async function expand(archive: Archive, entry: Entry, task: Task): Promise<Uint8Array> {
  const { packed, damaged } = packedBytes(archive, entry)
  const { file, budget } = archive
  const member = entry.path
  if (entry.method === 0) return checked(packed, entry, () => damaged(0))

  const { Inflate } = await import('fflate')
  const chunks: Uint8Array[] = []
  let size = 0
  const inflate = new Inflate((chunk) => {
    chunks.push(chunk)
    size += chunk.length
    budget.left -= chunk.length
  })
  for (let at = 0; at < packed.length; at += SLICE_BYTES) {
    const end = Math.min(packed.length, at + SLICE_BYTES)
    try {
      inflate.push(packed.subarray(at, end), end === packed.length)
    } catch {
      throw damaged(at)
    }
    if (budget.left < 0) throw new AppError('zip.tooLarge', { file, member, limit: MAX_EXPANDED_BYTES })
    if (size > RATIO_APPLIES_FROM && size > end * MAX_RATIO)
      throw new AppError('zip.bomb', { file, member, ratio: Math.round(size / end), limit: MAX_RATIO })
    await task.breathe()
  }
  const whole = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    whole.set(chunk, at)
    at += chunk.length
  }
  return checked(whole, entry, () => damaged(0))
}

function checked(bytes: Uint8Array, entry: Entry, damaged: () => AppError): Uint8Array {
  if (crc32(bytes) !== entry.crc) throw damaged()
  return bytes
}

function decodeName(bytes: Uint8Array, isUtf8: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: !isUtf8 }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** Nothing is ever written to a disk, but a name is shown and used to find what belongs together. */
function cleanPath(path: string): string {
  const isFolder = /[\\/]$/.test(path)
  const steps = path
    .replace(/^[a-z]:/i, '')
    .split(/[\\/]/)
    .filter((step) => step !== '' && step !== '.' && step !== '..')
  return steps.join('/') + (isFolder ? '/' : '')
}
