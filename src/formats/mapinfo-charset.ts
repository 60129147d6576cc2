/** Names that MapInfo has for encodings. */
const CHARSETS: Readonly<Record<string, string>> = {
  gb18030: 'WindowsSimpChinese',
  gbk: 'WindowsSimpChinese',
  big5: 'WindowsTradChinese',
  'windows-1252': 'WindowsLatin1',
  'utf-8': 'UTF-8',
}
const ENCODINGS: Readonly<Record<string, string>> = {
  windowssimpchinese: 'gb18030',
  windowstradchinese: 'big5',
  windowslatin1: 'windows-1252',
  'utf-8': 'utf-8',
}
/** !charset of a .tab, Charset of a .mif */
const LINE = /^(\s*!?charset\s+"?)([\w-]+)("?)/im
/** of high bytes, those that are halves of Chinese letters of GB 2312 */
const MOSTLY = 0.6

export interface Charset {
  readonly encoding: string
  readonly evidence: 'user' | 'header' | 'gb18030'
}

/**
 * Old files say "Neutral" of Chinese words: GDAL then gives their bytes as they are. The header is made to say what the user chose, or
 * what the bytes are. null: it says so itself, or there is nothing to tell.
 */
export function withCharset(members: Map<string, Uint8Array<ArrayBufferLike>>, chosen: string | undefined): Charset | null {
  const header = ['data.tab', 'data.mif'].find((name) => members.has(name))
  const bytes = header && members.get(header)
  if (!header || !bytes) return null
  const text = latin1(bytes)
  const declared = LINE.exec(text)?.[2].toLowerCase() ?? ''
  if (!chosen && Object.hasOwn(ENCODINGS, declared)) return { encoding: ENCODINGS[declared], evidence: 'header' }
  const words = [bytes, members.get('data.mid'), members.get('data.dat')].filter((part) => part !== undefined)
  const encoding = chosen?.toLowerCase() ?? (isChinese(words) ? 'gb18030' : null)
  if (encoding === null || !Object.hasOwn(CHARSETS, encoding) || declared === '') return null
  members.set(header, fromLatin1(text.replace(LINE, `$1${CHARSETS[encoding]}$3`)))
  return { encoding, evidence: chosen ? 'user' : 'gb18030' }
}

/** Letters of GB 2312 rather than of UTF-8: in the latter a run of high bytes is whole letters of three. */
function isChinese(parts: readonly Uint8Array[]): boolean {
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  let [high, halves, runs, whole] = [0, 0, 0, 0]
  for (const bytes of parts)
    for (let start = 0; start < bytes.length; start++) {
      if (bytes[start] < 0x80) continue
      let end = start
      while (bytes[end] >= 0x80) end++
      runs++
      high += end - start
      if (isText(utf8, bytes.subarray(start, end))) whole++
      for (let i = start; i + 1 < end; i += 2) if (bytes[i] >= 0xb0 && bytes[i] <= 0xf7 && bytes[i + 1] >= 0xa1) halves += 2
      start = end
    }
  return halves > 0 && halves >= high * MOSTLY && whole < runs * MOSTLY
}
function isText(decoder: TextDecoder, bytes: Uint8Array): boolean {
  try {
    decoder.decode(bytes)
    return true
  } catch {
    return false
  }
}

/** Byte for byte, whatever the bytes are: TextDecoder's latin1 is windows-1252. */
function latin1(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  return text
}
function fromLatin1(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0))
}
