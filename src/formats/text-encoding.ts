import { AppError } from '../core/errors.ts'

/** Whether all bytes are valid UTF-8; in slices, so that no large string is made. */
export function isUtf8(bytes: Uint8Array): boolean {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  try {
    for (let at = 0; at < bytes.length; at += 1 << 20) decoder.decode(bytes.subarray(at, at + (1 << 20)), { stream: true })
    decoder.decode()
    return true
  } catch {
    return false
  }
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
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { bytes: transcode(bytes, 'utf-16le', file), encoding: 'utf-16le', evidence: 'bom' }
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return { bytes: transcode(bytes, 'utf-16be', file), encoding: 'utf-16be', evidence: 'bom' }
  if (isUtf8(bytes)) return { bytes, encoding: 'utf-8', evidence: 'utf8' }
  return { bytes: transcode(bytes, 'gb18030', file), encoding: 'gb18030', evidence: 'gb18030' }
}

function transcode(bytes: Uint8Array, encoding: string, file: string): Uint8Array {
  const decoder = decoderOf(encoding, file)
  if (decoder.encoding === 'utf-8') return bytes
  const encoder = new TextEncoder()
  const chunks: Uint8Array[] = []
  let size = 0
  for (let at = 0; at < bytes.length; at += 1 << 20) {
    const chunk = encoder.encode(decoder.decode(bytes.subarray(at, at + (1 << 20)), { stream: at + (1 << 20) < bytes.length }))
    chunks.push(chunk)
    size += chunk.length
  }
  const out = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    out.set(chunk, at)
    at += chunk.length
  }
  return out
}
