import { joinBytes } from '../core/join-bytes.ts'
import { ZIP_TIME } from './report-lines.ts'

/** What workbooks and documents of Office Open XML (ECMA-376) are packed with. */
export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
export const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

/** A text, bytes that are compressed already, or a text in pieces, made when its turn comes: as a whole it may be longer than a string can be. */
export type Part = string | Uint8Array | (() => Iterable<string> | AsyncIterable<string>)

export async function packParts(parts: Readonly<Record<string, Part>>): Promise<Uint8Array<ArrayBuffer>> {
  const { Zip, ZipDeflate } = await import('fflate')
  const packed: Uint8Array[] = []
  const zip = new Zip((error, bytes) => {
    if (error) throw error
    packed.push(bytes)
  })
  const encoder = new TextEncoder()
  for (const [path, part] of Object.entries(parts)) {
    // lengths stand after each member: readers of streams do not find the end of one that is stored as it is
    const member = new ZipDeflate(path, { level: part instanceof Uint8Array ? 0 : 6 })
    member.mtime = ZIP_TIME
    zip.add(member)
    if (typeof part === 'function') {
      for await (const piece of part()) member.push(encoder.encode(piece))
      member.push(new Uint8Array(0), true)
    } else member.push(typeof part === 'string' ? encoder.encode(part) : part, true)
  }
  zip.end()
  return joinBytes(packed)
}

/** rId1, rId2 … @param targets the last part of the type's name, and the part */
export function relations(targets: readonly (readonly [type: string, target: string])[]): string {
  const all = targets.map(([type, target], i) => `<Relationship Id="rId${i + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`)
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${all.join('')}</Relationships>`
}

export function contentTypes(parts: readonly (readonly [part: string, contentType: string])[]): string {
  const overrides = parts.map(([part, contentType]) => `<Override PartName="${part}" ContentType="${contentType}"/>`).join('')
  return `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>${overrides}</Types>`
}

/** XML 1.0 has no place for most control characters. */
export function escapeXml(text: string): string {
  return (
    text
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
      .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;')
  )
}
