/** Two-byte codes by character, made by asking the decoder what each pair means; null until somebody writes Chinese. */
let pairs: Map<string, number> | null = null
/** The four-byte codes of the basic plane, 0x81308130 … 0x8431A439, likewise. */
let quads: Map<string, number> | null = null

const QUADS_OF_BASIC_PLANE = 39_420
/** letters that each program gives its own meaning */
const PRIVATE = /[\ue000-\uf8ff]/
const FIRST_SUPPLEMENTARY = 0x10000
/** linear number of 0x90308130, the code of U+10000 */
const QUAD_OF_SUPPLEMENTARY = 189_000

/**
 * Text as GB18030 (GB 18030-2005), which is GBK for all that GBK holds. Browsers read it and cannot write it.
 * What has no code becomes “?”: halves of surrogate pairs, and nineteen characters for private use.
 */
export function encodeGb18030(text: string): Uint8Array<ArrayBuffer> {
  pairs ??= readPairs()
  const bytes = new Uint8Array(text.length * 4)
  let at = 0
  for (const letter of text) {
    const point = letter.codePointAt(0) as number
    if (point < 0x80) {
      bytes[at++] = point
      continue
    }
    const pair = pairs.get(letter)
    if (pair !== undefined) {
      bytes[at++] = pair >> 8
      bytes[at++] = pair & 0xff
      continue
    }
    quads ??= readQuads()
    const linear = point >= FIRST_SUPPLEMENTARY ? QUAD_OF_SUPPLEMENTARY + point - FIRST_SUPPLEMENTARY : (quads.get(letter) ?? -1)
    if (linear < 0) bytes[at++] = 0x3f
    else {
      bytes.set(quadOf(linear), at)
      at += 4
    }
  }
  return bytes.slice(0, at)
}

/** Whether it is one or two bytes in GBK, of which other programs make the same letter. */
export function isInGbk(letter: string): boolean {
  pairs ??= readPairs()
  return (letter.codePointAt(0) as number) < 0x80 || (pairs.has(letter) && !PRIVATE.test(letter))
}

function readPairs(): Map<string, number> {
  const decoder = new TextDecoder('gb18030')
  const known = new Map<string, number>()
  for (let lead = 0x81; lead < 0xff; lead++)
    for (let trail = 0x40; trail < 0xff; trail++) {
      const letter = decoder.decode(Uint8Array.of(lead, trail))
      if ([...letter].length === 1 && letter !== '\ufffd' && !known.has(letter)) known.set(letter, (lead << 8) | trail)
    }
  return known
}
function readQuads(): Map<string, number> {
  const decoder = new TextDecoder('gb18030')
  const known = new Map<string, number>()
  for (let linear = 0; linear < QUADS_OF_BASIC_PLANE; linear++) {
    const letter = decoder.decode(quadOf(linear))
    if ([...letter].length === 1 && letter !== '\ufffd') known.set(letter, linear)
  }
  return known
}
function quadOf(linear: number): Uint8Array {
  return Uint8Array.of(
    0x81 + Math.floor(linear / 12_600),
    0x30 + (Math.floor(linear / 1260) % 10),
    0x81 + (Math.floor(linear / 10) % 126),
    0x30 + (linear % 10),
  )
}

/** Text in the encoding that the user chose. */
export function encodeText(text: string, encoding = 'utf-8'): Uint8Array<ArrayBuffer> {
  return encoding === 'gb18030' ? encodeGb18030(text) : new TextEncoder().encode(text)
}
