import ranges from '@fontsource/noto-sans-sc/unicode.json'
import { AppError } from '../../core/errors.ts'
import { type FontBook, openFontBook } from '../../core/print/font-book.ts'
import { slicesFor } from '../../core/print/font-slices.ts'

// the whole typeface in one file, of ten megabytes, is not among them
const urls = import.meta.glob<string>(
  [
    '/node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-*-400-normal.woff',
    '!**/noto-sans-sc-chinese-simplified-400-normal.woff',
  ],
  { query: '?url', import: 'default', eager: true },
)
/** As the preview names it; not the name of a typeface that the device may have in another version. */
export const PRINT_FONT = 'Print Sans SC'

const loads = new Map<string, Promise<Uint8Array<ArrayBuffer>>>()

function load(slice: string): Promise<Uint8Array<ArrayBuffer>> {
  let loading = loads.get(slice)
  if (!loading) {
    loading = fetchSlice(slice)
    loads.set(slice, loading)
    // on the next try it is fetched anew
    loading.catch(() => loads.delete(slice))
  }
  return loading
}

async function fetchSlice(slice: string): Promise<Uint8Array<ArrayBuffer>> {
  const url = urls[`/node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-${slice}-400-normal.woff`]
  const response = url ? await fetch(url).catch(() => null) : null
  if (!response?.ok) throw new AppError('print.fontFetch', { file: slice })
  const bytes = new Uint8Array(await response.arrayBuffer())
  const key = /^\d+$/.test(slice) ? `[${slice}]` : slice
  const face = new FontFace(PRINT_FONT, bytes, { unicodeRange: (ranges as Record<string, string>)[key] })
  document.fonts.add(await face.load())
  return bytes
}

export interface PrintFonts {
  readonly book: FontBook
  readonly files: readonly Uint8Array[]
}

/** The slices of the print typeface that a text needs, for measuring, for the preview and for the PDF. @throws AppError print.fontFetch */
export async function printFonts(text: string): Promise<PrintFonts> {
  const files = await Promise.all(slicesFor(text, ranges as Record<string, string>).map(load))
  return { book: openFontBook(files), files }
}
