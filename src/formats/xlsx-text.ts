/** ST_Xstring (ECMA-376 part 1, 22.9.2.19): a character that XML does not hold stands as _xHHHH_, and so does the _ that begins what looks like one. */
const ESCAPED = /_x([0-9a-f]{4})_/gi
const SPACE = 0x20
/** tab and ends of lines: of control characters these mean something in a cell */
const KEPT = [9, 10, 13]

export function plainText(text: string): string {
  if (!text.includes('_x')) return text
  const character = (_: string, hex: string) => {
    const code = Number.parseInt(hex, 16)
    return code >= SPACE || KEPT.includes(code) ? String.fromCharCode(code) : ''
  }
  return text.replace(ESCAPED, character).replaceAll('\r\n', '\n')
}
export function escapedText(text: string): string {
  return text.replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
}

/** What a cell of WPS that shows a picture holds in place of a value: =DISPIMG("ID_…",1). */
export function isPicture(text: string): boolean {
  return /^=(_xlfn\.)?DISPIMG\("ID_[0-9A-F]+",\d+\)$/i.test(text)
}
