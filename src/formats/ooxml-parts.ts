import { ZIP_TIME } from './report-lines.ts'

/** What workbooks and documents of Office Open XML (ECMA-376) are packed with. */
export const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
export const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'

export async function packParts(parts: Readonly<Record<string, string | Uint8Array>>): Promise<Uint8Array<ArrayBuffer>> {
  const { zipSync, strToU8 } = await import('fflate')
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([path, part]) => [
        path,
        typeof part === 'string' ? [strToU8(part), { level: 6, mtime: ZIP_TIME }] : [part, { level: 0, mtime: ZIP_TIME }],
      ]),
    ),
  )
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
