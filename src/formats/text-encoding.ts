import { AppError } from '../core/errors.ts'
import { joinBytes } from '../core/join-bytes.ts'
import type { Task } from '../core/task.ts'
import type { FileSource } from './file-source.ts'
import type { InputFile } from './format.ts'

const UTF_8 = { encoding: 'utf-8', evidence: 'utf8' }
const GB18030 = { encoding: 'gb18030', evidence: 'gb18030' }
/** of reading a large text: finding its encoding */
const FIND_SHARE = 0.2

/** Whether all bytes are valid UTF-8; in slices, so that no large string is made. */
export function isUtf8(bytes: Uint8Array): boolean {
  const check = utf8Check()
  for (let at = 0; at < bytes.length; at += 1 << 20) if (!check.add(bytes.subarray(at, at + (1 << 20)))) return false
  return check.end()
}

/** Whether bytes that come in pieces are UTF-8 so far, and at the end. */
function utf8Check() {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  const isValid = (bytes?: Uint8Array) => {
    try {
      decoder.decode(bytes, { stream: bytes !== undefined })
      return true
    } catch {
      return false
    }
  }
  return { add: (bytes: Uint8Array) => isValid(bytes), end: () => isValid() }
}

/** @throws AppError encoding.unknown */
export function decoderOf(encoding: string, file: string): TextDecoder {
  try {
    return new TextDecoder(encoding)
  } catch {
    throw new AppError('encoding.unknown', { file, encoding })
  }
}

/** A text file as UTF-8 bytes: the user's word, a byte order mark, strict UTF-8, then GB18030. */
export function toUtf8(
  bytes: Uint8Array,
  file: string,
  wanted?: string,
): { bytes: Uint8Array; encoding: string; evidence: string } {
  if (wanted) return { bytes: transcode(bytes, wanted, file), encoding: wanted, evidence: 'user' }
  const found = markOf(bytes) ?? (isUtf8(bytes) ? UTF_8 : GB18030)
  return { bytes: transcode(bytes, found.encoding, file), ...found }
}

/** What the first bytes of a text are likely in, when what comes after them is not looked at. */
export function encodingOfHead(head: Uint8Array): string {
  return (markOf(head) ?? (utf8Check().add(head) ? UTF_8 : GB18030)).encoding
}

/** What a byte order mark says. */
function markOf(bytes: Uint8Array): { encoding: string; evidence: string } | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', evidence: 'bom' }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', evidence: 'bom' }
  return wideWithoutMark(bytes)
}

/** UTF-16 without a mark: digits and separators, which every table has, are pairs of a sign and a zero, and no other text has zeros. */
function wideWithoutMark(bytes: Uint8Array): { encoding: string; evidence: string } | null {
  const zeros = [0, 0]
  const count = Math.min(bytes.length, 4096)
  for (let i = 0; i < count; i++) if (bytes[i] === 0) zeros[i & 1]++
  const isMost = (own: number, other: number) => own > count * 0.05 && other < own * 0.1
  if (bytes.length % 2 === 0 && isMost(zeros[1], zeros[0])) return { encoding: 'utf-16le', evidence: 'zeros' }
  return bytes.length % 2 === 0 && isMost(zeros[0], zeros[1]) ? { encoding: 'utf-16be', evidence: 'zeros' } : null
}

/** A text file, piece by piece in UTF-8; what is at hand is one piece. */
export interface TextPieces {
  readonly encoding: string
  readonly evidence: string
  /** null: that was all. Letters may be cut between two pieces. */
  next(): Promise<Uint8Array | null>
}

/** As toUtf8. A large file is read twice where the encoding has to be found. @throws AppError encoding.unknown */
export async function openText(file: InputFile, wanted: string | undefined, task: Task): Promise<TextPieces> {
  const { source } = file
  if (!source) {
    const { bytes, ...found } = toUtf8(file.bytes, file.name, wanted)
    let isGiven = false
    return {
      ...found,
      async next() {
        if (isGiven) return null
        isGiven = true
        return bytes
      },
    }
  }
  const found = wanted ? { encoding: wanted, evidence: 'user' } : (markOf(file.bytes) ?? (await findEncoding()))
  const decoder = decoderOf(found.encoding, file.name)
  const encoder = new TextEncoder()
  let at = 0
  return {
    ...found,
    async next() {
      if (at >= source.size) return null
      const end = Math.min(source.size, at + source.pieceBytes)
      const bytes = await source.read(at, end)
      at = end
      return decoder.encoding === 'utf-8' ? bytes : encoder.encode(decoder.decode(bytes, { stream: end < source.size }))
    },
  }

  async function findEncoding() {
    const { size, pieceBytes, read } = source as FileSource
    const check = utf8Check()
    for (let from = 0; from < size; from += pieceBytes) {
      task.progress((FIND_SHARE * from) / size, 'stage.read')
      await task.breathe()
      if (!check.add(await read(from, Math.min(size, from + pieceBytes)))) return GB18030
    }
    return check.end() ? UTF_8 : GB18030
  }
}

function transcode(bytes: Uint8Array, encoding: string, file: string): Uint8Array {
  const decoder = decoderOf(encoding, file)
  if (decoder.encoding === 'utf-8') return bytes
  const encoder = new TextEncoder()
  const chunks: Uint8Array[] = []
  for (let at = 0; at < bytes.length; at += 1 << 20)
    chunks.push(encoder.encode(decoder.decode(bytes.subarray(at, at + (1 << 20)), { stream: at + (1 << 20) < bytes.length })))
  return joinBytes(chunks)
}
