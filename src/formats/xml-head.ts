/** The first letters of an XML file, to tell its kind by; they are wide where a mark says so. */
export function xmlHead(head: Uint8Array, bytes: number): string {
  const isWide = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
  return new TextDecoder(isWide ? (head[0] === 0xff ? 'utf-16le' : 'utf-16be') : 'utf-8').decode(head.subarray(0, bytes))
}

/** Roots of what describes data and holds none: ISO 19115 (also TD/T 1016), FGDC and Esri, GDAL's file beside a raster. */
const ABOUT_DATA = /^(?:M[DI]_Metadata|metadata|元数据|PAMDataset)$/i

export function isAboutData(root: { readonly name: string }): boolean {
  return ABOUT_DATA.test(root.name)
}

/** The first tag, comments and instructions left out; null: the text has none. */
export function rootTag(text: string): { readonly name: string; readonly tag: string } | null {
  const body = text.replace(/<\?[^>]*\?>|<!--[\s\S]*?-->|<!DOCTYPE[^>[]*>/g, '')
  const found = /^\s*<(?:[\w.-]+:)?([^\s/>!?]+)[^>]*>?/.exec(body)
  return found && { name: found[1], tag: found[0] }
}
