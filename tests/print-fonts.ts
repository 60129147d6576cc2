import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type FontBook, openFontBook } from '../src/core/print/font-book.ts'
import { type SliceRanges, slicesFor } from '../src/core/print/font-slices.ts'

const require = createRequire(import.meta.url)
const { greek } = require('@fontsource/noto-sans/unicode.json') as SliceRanges
const ranges: SliceRanges = { ...(require('@fontsource/noto-sans-sc/unicode.json') as SliceRanges), greek }

/** The typeface that the product ships, read from where it is installed. */
export function fontFilesFor(text: string): readonly Uint8Array[] {
  return slicesFor(text, ranges).map((slice) => {
    const face = slice === 'greek' ? 'noto-sans' : 'noto-sans-sc'
    return readFileSync(require.resolve(`@fontsource/${face}/files/${face}-${slice}-400-normal.woff`))
  })
}
export function fontsFor(text: string): FontBook {
  return openFontBook(fontFilesFor(text))
}
