import { encodeGb18030, isInGbk } from './gb18030-encoder.ts'

const BEYOND_ASCII = /\P{ASCII}/gu
/** \U+XXXX, twice for a letter beyond the first plane */
const ESCAPE_BYTES = 7
export const MOST_LETTER_BYTES = 2 * ESCAPE_BYTES

/** Text of a drawing: GBK, and \U+XXXX for what it does not hold, as AutoCAD writes it before its release 2007. */
export function encodeDxfText(text: string): Uint8Array<ArrayBuffer> {
  return encodeGb18030(text.replace(BEYOND_ASCII, (letter) => (isInGbk(letter) ? letter : escaped(letter))))
}
function escaped(letter: string): string {
  return letter
    .split('')
    .map((unit) => `\\U+${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`)
    .join('')
}

/** Bytes that a text takes there. */
export function gbkLength(text: string): number {
  let bytes = 0
  for (const letter of text) bytes += letter < '\u0080' ? 1 : isInGbk(letter) ? 2 : letter.length * ESCAPE_BYTES
  return bytes
}
