import western from '@fontsource/noto-sans/unicode.json'
import chinese from '@fontsource/noto-sans-sc/unicode.json'
import { AppError } from '../../core/errors.ts'
import { type FontBook, openFontBook } from '../../core/print/font-book.ts'
import { slicesFor } from '../../core/print/font-slices.ts'
import { type FaceShelf, faceShelf, type PrintFace } from '../../core/print/print-face.ts'

/** The Chinese typeface, and Greek, which formulas have and it has not. */
const ranges: Readonly<Record<string, string>> = { ...chinese, greek: western.greek }

// the whole typeface in one file, of ten megabytes, is not among them
const files = import.meta.glob<string>(
  [
    '/node_modules/@fontsource/noto-sans/files/noto-sans-greek-400-normal.woff',
    '/node_modules/@fontsource/noto-sans-sc/files/noto-sans-sc-*-400-normal.woff',
    '!**/noto-sans-sc-chinese-simplified-400-normal.woff',
  ],
  { query: '?url', import: 'default', eager: true },
)

const urls = new Map(
  Object.entries(files).map(([path, url]) => [/noto-sans(?:-sc)?-([^/]+)-400-normal\.woff$/.exec(path)?.[1], url]),
)

let shelf: FaceShelf | null = null
const loads = new Map<string, Promise<PrintFace>>()

function load(slice: string): Promise<PrintFace> {
  let loading = loads.get(slice)
  if (!loading) {
    loading = fetchSlice(slice)
    loads.set(slice, loading)
    // on the next try it is fetched anew
    loading.catch(() => loads.delete(slice))
  }
  return loading
}

async function fetchSlice(slice: string): Promise<PrintFace> {
  const url = urls.get(slice)
  const response = url ? await fetch(url).catch(() => null) : null
  if (!response?.ok) throw new AppError('print.fontFetch', { file: slice })
  const bytes = new Uint8Array(await response.arrayBuffer())
  const key = /^\d+$/.test(slice) ? `[${slice}]` : slice
  const face = { bytes, range: ranges[key] }
  shelf ??= faceShelf(document.fonts)
  await shelf([face])
  return face
}

export interface PrintFonts {
  readonly book: FontBook
  readonly files: readonly Uint8Array[]
  readonly faces: readonly PrintFace[]
}

/** The same for whoever only paints: nothing is unpacked. @throws AppError print.fontFetch */
export function printFaces(text: string): Promise<readonly PrintFace[]> {
  return Promise.all(slicesFor(text, ranges).map(load))
}

let opened: { readonly files: readonly Uint8Array[]; readonly book: FontBook } | null = null

/** The slices of the print typeface that a text needs, for measuring, for the preview and for the PDF. @throws AppError print.fontFetch */
export async function printFonts(text: string): Promise<PrintFonts> {
  const faces = await printFaces(text)
  const files = faces.map(({ bytes }) => bytes)
  // while a sheet is moved its letters stay the same
  const isSame = opened?.files.length === files.length && opened.files.every((file, i) => file === files[i])
  opened = isSame && opened ? opened : { files, book: openFontBook(files) }
  return { book: opened.book, files, faces }
}
