import { AppError } from '../core/errors.ts'
import type { FileSource } from './file-source.ts'

const MAX_MEMBERS = 20_000
/** of the directory: what MAX_MEMBERS long paths with their extra fields take, and more */
const MAX_DIRECTORY_BYTES = 64 << 20
/** an end record with the longest comment, and the ZIP64 locator before it */
const TAIL_BYTES = 22 + 0xffff + 20
const LARGE_RECORD_BYTES = 56

export interface ZipEntry {
  /** path inside the archive, cleaned of drive, root and `..` */
  readonly path: string
  readonly isEncrypted: boolean
  readonly method: number
  readonly crc: number
  compressed: number
  expanded: number
  /** place of the local header */
  header: number
}

/**
 * The central directory of a ZIP (APPNOTE.TXT 6.3.10, with ZIP64): of an archive of any size only its end is read. Names without the
 * UTF-8 flag are UTF-8 if they are valid as such, else GB18030, as Chinese Windows writes them.
 * @throws AppError zip.truncated, zip.tooManyMembers, zip.damaged
 */
export async function readZipDirectory(source: FileSource, file: string): Promise<ZipEntry[]> {
  const { count, at: directory } = await findDirectory(source, file)
  if (count > MAX_MEMBERS) throw new AppError('zip.tooManyMembers', { file, count, limit: MAX_MEMBERS })
  const from = Math.min(directory, source.size)
  const bytes = await source.read(from, Math.min(source.size, from + MAX_DIRECTORY_BYTES))
  const view = viewOf(bytes)
  const entries: ZipEntry[] = []
  for (let i = 0, at = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50)
      throw new AppError('zip.damaged', { file, member: '', at: directory + at })
    const flags = view.getUint16(at + 8, true)
    const nameLength = view.getUint16(at + 28, true)
    const extraLength = view.getUint16(at + 30, true)
    const rawName = bytes.subarray(at + 46, at + 46 + nameLength)
    const entry: ZipEntry = {
      path: cleanPath(decodeName(rawName, (flags & 0x800) !== 0)),
      isEncrypted: (flags & 1) !== 0,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      compressed: view.getUint32(at + 20, true),
      expanded: view.getUint32(at + 24, true),
      header: view.getUint32(at + 42, true),
    }
    readZip64(view, at + 46 + nameLength, Math.min(extraLength, bytes.length - at - 46 - nameLength), entry)
    entries.push(entry)
    at += 46 + nameLength + extraLength + view.getUint16(at + 32, true)
  }
  return entries
}

async function findDirectory(source: FileSource, file: string): Promise<{ count: number; at: number }> {
  const { size } = source
  const tailAt = Math.max(0, size - TAIL_BYTES)
  const view = viewOf(await source.read(tailAt, size))
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at--) {
    if (view.getUint32(at, true) !== 0x06054b50) continue
    const count = view.getUint16(at + 10, true)
    const directory = view.getUint32(at + 16, true)
    const isLarge = count === 0xffff || directory === 0xffffffff
    if (!isLarge || at < 20 || view.getUint32(at - 20, true) !== 0x07064b50) return { count, at: directory }
    // ZIP64: the locator stands right before and leads to the large record
    const large = Number(view.getBigUint64(at - 12, true))
    if (large + LARGE_RECORD_BYTES > size) break
    const record = viewOf(await source.read(large, large + LARGE_RECORD_BYTES))
    if (record.getUint32(0, true) !== 0x06064b50) break
    return { count: Number(record.getBigUint64(32, true)), at: Number(record.getBigUint64(48, true)) }
  }
  throw new AppError('zip.truncated', { file, at: size })
}

function readZip64(view: DataView, start: number, length: number, entry: ZipEntry): void {
  for (let at = start; at + 4 <= start + length; ) {
    const size = view.getUint16(at + 2, true)
    if (view.getUint16(at, true) === 1) {
      let field = at + 4
      for (const key of ['expanded', 'compressed', 'header'] as const) {
        if (entry[key] !== 0xffffffff || field + 8 > Math.min(at + 4 + size, start + length)) continue
        entry[key] = Number(view.getBigUint64(field, true))
        field += 8
      }
    }
    at += 4 + size
  }
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

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
