import type { FontBook } from './font-book.ts'
import { hex4, latin, type PdfFile, pdfText, type Ref, ref } from './pdf-file.ts'

/** Glyphs of each font of the book as the pages used them, with the character each stands for. */
export interface UsedGlyphs {
  /** what `Tj` shows, as hexadecimal text, one entry a stretch of one font */
  encode(text: string): readonly { readonly name: string; readonly hex: string }[]
  /** Writes the fonts; gives the entries of the pages' /Font dictionary. */
  write(pdf: PdfFile): string
}

const NAME = 'NotoSansSC-Regular'

export function glyphsOf(book: FontBook): UsedGlyphs {
  const used = new Map<number, Map<number, string>>()
  return {
    encode(text) {
      const chars = [...text]
      let at = 0
      return book.runs(text).map(({ font, glyphs }) => {
        const known = used.get(font) ?? new Map<number, string>()
        used.set(font, known)
        for (const glyph of glyphs) {
          // runs leave out what has no shape
          while (at < chars.length && book.runs(chars[at]).length === 0) at++
          if (!known.has(glyph)) known.set(glyph, chars[at] ?? ' ')
          at++
        }
        return { name: `F${font}`, hex: glyphs.map(hex4).join('') }
      })
    },
    write: (pdf) => [...used].map(([font, glyphs]) => `/F${font} ${ref(writeFont(pdf, book, font, glyphs))}`).join(' '),
  }
}

/** A composite font whose codes are the glyph numbers (ISO 32000-1, 9.7), with the way back to Unicode for searching and copying. */
function writeFont(pdf: PdfFile, book: FontBook, font: number, glyphs: ReadonlyMap<number, string>): Ref {
  const file = book.fonts[font]
  const { ascent, descent, box } = file.metrics
  const bytes = file.subset(glyphs.keys())
  // six letters before the name mark a subset; they tell one slice from another
  const tag = `${String.fromCharCode(65 + (font % 26), 65 + (Math.floor(font / 26) % 26))}KENL+`
  const embedded = pdf.addStream(bytes, `/Length1 ${bytes.length}`)
  const descriptor = pdf.add(
    `<< /Type /FontDescriptor /FontName /${tag}${NAME} /Flags 4 /FontBBox [${box.join(' ')}] /ItalicAngle 0 ` +
      `/Ascent ${ascent} /Descent ${descent} /CapHeight 733 /StemV 80 /FontFile2 ${ref(embedded)} >>`,
  )
  const ids = [...glyphs.keys()].sort((a, b) => a - b)
  const widths = ids.map((glyph) => `${glyph} [${file.advanceOf(glyph)}]`).join(' ')
  const descendant = pdf.add(
    `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${tag}${NAME} /CIDToGIDMap /Identity /DW 1000 /W [${widths}] ` +
      `/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor ${ref(descriptor)} >>`,
  )
  const toUnicode = pdf.addStream(latin(unicodeMap(ids.map((id) => [id, glyphs.get(id) ?? ' ']))))
  return pdf.add(
    `<< /Type /Font /Subtype /Type0 /BaseFont /${tag}${NAME} /Encoding /Identity-H ` +
      `/DescendantFonts [${ref(descendant)}] /ToUnicode ${ref(toUnicode)} >>`,
  )
}

const MOST_ENTRIES = 100
function unicodeMap(entries: readonly (readonly [glyph: number, char: string])[]): string {
  const blocks: string[] = []
  for (let from = 0; from < entries.length; from += MOST_ENTRIES) {
    const block = entries.slice(from, from + MOST_ENTRIES)
    const rows = block.map(([glyph, char]) => `<${hex4(glyph)}> ${pdfText(char).replace('<FEFF', '<')}`)
    blocks.push(`${block.length} beginbfchar\n${rows.join('\n')}\nendbfchar`)
  }
  return [
    '/CIDInit /ProcSet findresource begin 12 dict begin begincmap',
    '/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def',
    '/CMapName /Adobe-Identity-UCS def /CMapType 2 def',
    '1 begincodespacerange <0000> <FFFF> endcodespacerange',
    ...blocks,
    'endcmap CMapName currentdict /CMap defineresource pop end end',
  ].join('\n')
}
