import { isAboutData, rootTag, xmlHead } from './xml-head.ts'

/** Kinds that people drop and that are not read: named, so that the message can say what to do instead. */
const SIGNATURES: readonly (readonly [kind: string, bytes: readonly number[], at?: number])[] = [
  ['rar', [0x52, 0x61, 0x72, 0x21]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf]],
  ['gzip', [0x1f, 0x8b]],
  ['sqlite', [0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20, 0x66]],
  ['tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['tiff', [0x4d, 0x4d, 0x00, 0x2a]],
  ['tiff', [0x49, 0x49, 0x2b, 0x00]],
  ['pdf', [0x25, 0x50, 0x44, 0x46]],
  ['png', [0x89, 0x50, 0x4e, 0x47]],
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['shapefile', [0x00, 0x00, 0x27, 0x0a]],
  ['dwg', [0x41, 0x43, 0x31, 0x30]],
  ['office', [0xd0, 0xcf, 0x11, 0xe0]],
  // the first member of the archive tells what it is
  ['opendocument', [...new TextEncoder().encode('mimetypeapplication/vnd.oasis.opendocument')], 30],
  ['mdb', [0x00, 0x01, 0x00, 0x00, 0x53, 0x74, 0x61, 0x6e]],
]

/** 'pdf', 'html' …; null when it is nothing known either. */
export function otherKind(head: Uint8Array): string | null {
  for (const [kind, bytes, at = 0] of SIGNATURES) if (bytes.every((byte, i) => head[at + i] === byte)) return kind
  if (head[0] === 0x50 && head[1] === 0x4b && /word\/|ppt\//.test(new TextDecoder('latin1').decode(head))) return 'document'
  const text = xmlHead(head, 8192).trimStart().toLowerCase()
  if (/^<!doctype html|^<html|^<table|^<meta\b/.test(text)) return 'html'
  // Excel 2003
  if (/progid="excel\.sheet"|urn:schemas-microsoft-com:office:spreadsheet/.test(text)) return 'office'
  if (!text.startsWith('<')) return null
  const root = rootTag(text)
  return root && isAboutData(root) ? 'metadata' : 'xml'
}
