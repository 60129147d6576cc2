import type { DecodedLayer } from './format.ts'

/**
 * What an office packs beside a layer for people, styles and programs: no layer is missing when it is left out. A workbook, a drawing or an
 * archive is not among them: it may hold what was meant. (.xml: only what is about data comes here.)
 */
const NO_LAYERS = new Set(
  [
    'pdf ofd doc docx wps rtf odt ppt pptx dps odp txt md log url lnk',
    'htm html mht css js xml',
    'jpg jpeg png gif bmp webp heic svg mp4 mov mp3',
    'qml qgz qgs sld lyr lyrx mxd aprx style stylx',
  ].flatMap((line) => line.split(' ')),
)
/** Kinds that are not read and may hold what was meant: looked into, so that their own message says how to save them. */
export const TOLD_KINDS = ['xls', 'et', 'ods', 'dwg', 'mdb', 'accdb', 'rar', '7z', 'gz']

const NAMES = 8

export function isNoLayer(extension: string): boolean {
  return NO_LAYERS.has(extension)
}

/** The first layer of an archive tells what lay beside it and was left out. */
export function withLeftOut(layers: readonly DecodedLayer[], paths: readonly string[]): readonly DecodedLayer[] {
  if (layers.length === 0 || paths.length === 0) return layers
  const [first, ...rest] = layers
  const names = `${paths.slice(0, NAMES).join(', ').slice(0, 400)}${paths.length > NAMES ? ' …' : ''}`
  const note = { code: 'zip.noLayers', detail: { count: paths.length, names }, level: 'info' as const }
  return [{ ...first, receipt: { ...first.receipt, notes: [...first.receipt.notes, note] } }, ...rest]
}
