import type { Measure } from './marks.ts'
import { type FontFile, openWoff } from './woff-font.ts'

/** A stretch of text in one of the book's fonts. */
export interface GlyphRun {
  readonly font: number
  readonly glyphs: readonly number[]
}

/** A typeface that comes in slices, each with some hundred characters, of which a document needs a few. */
export interface FontBook {
  readonly fonts: readonly FontFile[]
  runs(text: string): readonly GlyphRun[]
  /** Also guesses, so that a page can be laid out to learn which slices it needs. */
  readonly measure: Measure
  /** characters of a text that no slice here has */
  missing(text: string): readonly string[]
}

/** Signs that lay text out and have no shape of their own. */
const INVISIBLE = /^(?:[\u200b-\u200f\u2028-\u202e\u2060-\u206f\p{Cc}]|[\ufe00-\ufe0f])$/u
/** All are drawn as the plain space, and copied from the page as one: of some the typeface has no sign. */
const SPACES = /^[\u00a0\u2000-\u200a\u202f]$/
/** Of which no typeface here has a sign. */
const SUBSCRIPT = /^[\u1d62-\u1d6a\u2080-\u209c\u2c7c]$/
const WIDE = /[\u1100-\u11ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\u{20000}-\u{3ffff}]/u

/** @param slices WOFF files */
export function openFontBook(slices: readonly Uint8Array[]): FontBook {
  const fonts = slices.map(openWoff)
  const known = new Map<string, readonly [font: number, glyph: number] | null>()

  function find(char: string): readonly [number, number] | null {
    let place = known.get(char)
    if (place !== undefined) return place
    place = SPACES.test(char) ? find(' ') : null
    for (let font = 0; font < fonts.length && !place; font++) {
      const glyph = fonts[font].glyphOf(char.codePointAt(0) ?? 0)
      if (glyph) place = [font, glyph]
    }
    if (!place && char === '\u3000') place = find(' ')
    // wᵢ is read as wi; a power written on the line would be another number
    if (!place && SUBSCRIPT.test(char)) place = find(char.normalize('NFKD'))
    known.set(char, place)
    return place
  }
  const seen = (text: string) => [...text].filter((char) => !INVISIBLE.test(char))

  return {
    fonts,
    runs(text) {
      const runs: { font: number; glyphs: number[] }[] = []
      for (const char of seen(text)) {
        // an empty box stands for what is lacking: it must not vanish
        const [font, glyph] = find(char) ?? [0, 0]
        const last = runs[runs.length - 1]
        if (last?.font === font) last.glyphs.push(glyph)
        else runs.push({ font, glyphs: [glyph] })
      }
      return fonts.length > 0 ? runs : []
    },
    measure(text, sizeMm) {
      let thousandths = 0
      for (const char of seen(text)) {
        const place = find(char)
        thousandths += place ? fonts[place[0]].advanceOf(place[1]) : WIDE.test(char) ? 1000 : 560
      }
      return (thousandths / 1000) * sizeMm
    },
    missing: (text) => [...new Set(seen(text).filter((char) => !find(char)))],
  }
}

/** Breaks a text into lines no wider than `widthMm`: at spaces but those within a figure, and between any two Chinese characters. */
export function wrapText(text: string, sizeMm: number, widthMm: number, measure: Measure): string[] {
  const pieces =
    text.match(
      /[^\S\u00a0\u202f]+|[（《“【〔「]*(?:[\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]|(?:[^\s\u2e80-\u9fff\uff00-\uffef\u3000-\u303f]|[\u00a0\u202f])+)[，。；：、！？）》”】〕」]*/gu,
    ) ?? []
  const lines: string[] = []
  let current = ''
  for (const piece of pieces) {
    if (current && measure(current + piece.trimEnd(), sizeMm) > widthMm) {
      lines.push(current.trimEnd())
      current = ''
    }
    if (!current && /^\s+$/.test(piece)) continue
    current += piece
    // a word longer than the line is cut where the line ends
    while (measure(current.trimEnd(), sizeMm) > widthMm && [...current].length > 1) {
      const chars = [...current]
      let n = chars.length - 1
      while (n > 1 && measure(chars.slice(0, n).join(''), sizeMm) > widthMm) n--
      lines.push(chars.slice(0, n).join(''))
      current = chars.slice(n).join('')
    }
  }
  if (current.trim()) lines.push(current.trimEnd())
  return lines
}

/** What does not fit its room ends with a sign for it. */
export function cutText(text: string, sizeMm: number, widthMm: number, measure: Measure): string {
  if (measure(text, sizeMm) <= widthMm) return text
  const chars = [...text]
  while (chars.length > 1 && measure(`${chars.join('')}…`, sizeMm) > widthMm) chars.pop()
  return `${chars.join('')}…`
}
