import { Inflate } from 'fflate'
import { crc32 } from './crc32.ts'
import { AppError } from './errors.ts'
import type { Task } from './task.ts'

/** APPNOTE.TXT 6.3.10 without ZIP64: what does not fit into 32 bits is refused. */
const LARGEST = 0xffffffff
const PIECE_BYTES = 4 << 20
/** 1980-01-01: the same content gives the same bytes */
const DATE = 0x21
/** Bit 11 of the flags: the name is UTF-8. */
const UTF8 = 0x800

export interface ZipPart {
  readonly name: string
  readonly content: Blob
  /** given: `content` holds the deflated bytes of it */
  readonly deflated?: { readonly bytes: number; readonly crc: number }
}

/** A ZIP whose members stay where they are: files of gigabytes pass through no memory. @throws AppError zip.tooLarge */
export async function writeZip(parts: readonly ZipPart[], file: string, task: Task): Promise<Blob> {
  const all = parts.reduce((sum, { content }) => sum + content.size, 0)
  let read = 0
  let at = 0
  const body: BlobPart[] = []
  const directory: BlobPart[] = []
  for (const { name, content, deflated } of parts) {
    let crc = deflated?.crc ?? 0
    for (let from = 0; !deflated && from < content.size; from += PIECE_BYTES) {
      await task.breathe()
      crc = crc32(new Uint8Array(await content.slice(from, from + PIECE_BYTES).arrayBuffer()), crc)
      task.progress((read + from) / Math.max(1, all), 'stage.write')
    }
    read += content.size
    const text = new TextEncoder().encode(name)
    // version, flags, method, time, date, crc, sizes, length of the name, of the extra field
    const fields = (view: DataView, to: number) => {
      view.setUint16(to, 20, true)
      if (text.length > name.length) view.setUint16(to + 2, UTF8, true)
      view.setUint16(to + 4, deflated ? 8 : 0, true)
      view.setUint16(to + 8, DATE, true)
      view.setUint32(to + 10, crc, true)
      view.setUint32(to + 14, content.size, true)
      view.setUint32(to + 18, deflated?.bytes ?? content.size, true)
      view.setUint16(to + 22, text.length, true)
    }
    const local = new DataView(new ArrayBuffer(30))
    local.setUint32(0, 0x04034b50, true)
    fields(local, 4)
    const central = new DataView(new ArrayBuffer(46))
    central.setUint32(0, 0x02014b50, true)
    central.setUint16(4, 20, true)
    fields(central, 6)
    central.setUint32(42, at, true)
    body.push(local.buffer, text, content)
    directory.push(central.buffer, text)
    at += 30 + text.length + content.size
    if (at > LARGEST) throw new AppError('zip.tooLarge', { file, member: name, limit: LARGEST })
  }
  const size = new Blob(directory).size
  const end = new DataView(new ArrayBuffer(22))
  end.setUint32(0, 0x06054b50, true)
  end.setUint16(8, parts.length, true)
  end.setUint16(10, parts.length, true)
  end.setUint32(12, size, true)
  end.setUint32(16, at, true)
  return new Blob([...body, ...directory, end.buffer], { type: 'application/zip' })
}

export interface ZipEntry {
  readonly name: string
  /** of the content */
  readonly bytes: number
  readonly method: number
  readonly crc: number
  readonly packed: number
  readonly header: number
}

/** Members by name; null: this is no ZIP, or one that is cut off. */
export async function listZipBlob(zip: Blob): Promise<ReadonlyMap<string, ZipEntry> | null> {
  const tailAt = Math.max(0, zip.size - 22 - 0xffff)
  const tail = new DataView(await zip.slice(tailAt).arrayBuffer())
  let end = tail.byteLength - 22
  while (end >= 0 && tail.getUint32(end, true) !== 0x06054b50) end--
  if (end < 0) return null
  const directoryAt = tail.getUint32(end + 16, true)
  const view = new DataView(await zip.slice(directoryAt, directoryAt + tail.getUint32(end + 12, true)).arrayBuffer())
  const entries = new Map<string, ZipEntry>()
  for (let at = 0, left = tail.getUint16(end + 10, true); left > 0; left--) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) return null
    const nameEnd = at + 46 + view.getUint16(at + 28, true)
    if (nameEnd > view.byteLength) return null
    const name = new TextDecoder().decode(new Uint8Array(view.buffer, at + 46, nameEnd - at - 46))
    entries.set(name, {
      name,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      bytes: view.getUint32(at + 24, true),
      header: view.getUint32(at + 42, true),
    })
    at = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

/** The bytes as they lie in the archive, without reading them; null: they do not lie there. */
export async function packedBlob(zip: Blob, { header, packed }: ZipEntry): Promise<Blob | null> {
  if (header + 30 > zip.size) return null
  const local = new DataView(await zip.slice(header, header + 30).arrayBuffer())
  if (local.getUint32(0, true) !== 0x04034b50) return null
  const start = header + 30 + local.getUint16(26, true) + local.getUint16(28, true)
  return start + packed > zip.size ? null : zip.slice(start, start + packed)
}

/** Members as they lie in an archive, to be put into another as they are; null: it is none, or one of them cannot. */
export async function partsOfZip(zip: Blob): Promise<readonly ZipPart[] | null> {
  const entries = await listZipBlob(zip)
  if (!entries) return null
  const parts: ZipPart[] = []
  for (const entry of entries.values()) {
    const content = await packedBlob(zip, entry)
    if (!content) return null
    const { name, bytes, crc, method } = entry
    parts.push({ name, content, ...(method === 8 && { deflated: { bytes, crc } }) })
  }
  return parts
}

/** A member whole; null where it is damaged. Never grows beyond the size that the directory tells. */
export async function readMember(zip: Blob, entry: ZipEntry, task: Task): Promise<Uint8Array<ArrayBuffer> | null> {
  const packed = await packedBlob(zip, entry)
  if (!packed || (entry.method === 0 && entry.bytes !== entry.packed)) return null
  if (entry.method !== 0 && entry.method !== 8) return null
  const whole = new Uint8Array(entry.bytes)
  let at = 0
  const take = (chunk: Uint8Array) => {
    if (at + chunk.length > whole.length) throw new RangeError('more than the directory tells')
    whole.set(chunk, at)
    at += chunk.length
  }
  try {
    const inflate = entry.method === 8 ? new Inflate(take) : null
    for (let from = 0; from < packed.size; from += PIECE_BYTES) {
      await task.breathe()
      const piece = new Uint8Array(await packed.slice(from, from + PIECE_BYTES).arrayBuffer())
      if (inflate) inflate.push(piece, from + PIECE_BYTES >= packed.size)
      else take(piece)
    }
  } catch (error) {
    task.signal.throwIfAborted()
    if (error instanceof AppError) throw error
    return null
  }
  return at === whole.length && crc32(whole) === entry.crc ? whole : null
}
