import type { AnalysisResult } from '../core/analysis.ts'
import { textColumn } from '../core/grouping.ts'
import { box, type Mark } from '../core/print/marks.ts'
import type { Symbology } from '../core/symbology.ts'
import { cellAt, type Table } from '../core/table.ts'
import type { Locale } from '../core/text.ts'

/** What a colour of the map means. */
export interface MapClass {
  readonly name: string
  readonly color: string
}

/** More colours than these tell nobody anything; the table does. */
const MOST_CLASSES = 24
const [SIZE, LINE, SWATCH, GAP] = [2.9, 4.8, 4.2, 5]

/** Classes of the made shapes, as the map on the screen has them, that occur; empty: they have one look. */
export function mapClasses({ pieces, piecesLook }: AnalysisResult, locale: Locale): readonly MapClass[] {
  const look = piecesLook?.symbology
  if (!pieces || look?.kind !== 'categories') return []
  const values = new Set(valuesOf(pieces, look))
  const found = look.classes.flatMap(({ value, label, style }) => {
    const color = style.fill ?? style.line
    return values.has(value) && color ? [{ name: label?.[locale] ?? value, color }] : []
  })
  return found.length > 1 && found.length <= MOST_CLASSES ? found : []
}

/** The made shapes with the colour of each. */
export function coloredPieces(
  pieces: Table,
  look: Symbology | undefined,
  classes: readonly MapClass[],
  column: string,
): { readonly table: Table; readonly colors: readonly string[] } | null {
  if (classes.length === 0 || look?.kind !== 'categories') return null
  const colorOf = new Map(look.classes.map(({ value, style }) => [value, style.fill ?? style.line ?? null]))
  const colors = valuesOf(pieces, look).map((value) => (value === null ? null : (colorOf.get(value) ?? null)))
  return {
    table: { ...pieces, columns: [...pieces.columns, textColumn(column, colors)] },
    colors: [...new Set(classes.map(({ color }) => color))],
  }
}

function valuesOf(pieces: Table, { field }: Extract<Symbology, { kind: 'categories' }>): (string | null)[] {
  const column = pieces.columns.find(({ name }) => name === field)
  return Array.from({ length: pieces.length }, (_, row) => {
    const value = column ? cellAt(column, row) : null
    return value === null ? null : String(value)
  })
}

/** The names of the colours in lines below a map, from `y` on. */
export function classMarks(classes: readonly MapClass[], widthMm: number, y: number): { marks: Mark[]; heightMm: number } {
  const marks: Mark[] = []
  let [x, line] = [0, 0]
  for (const { name, color } of classes) {
    const width = SWATCH + 1.5 + guessedWidth(name) + GAP
    if (x > 0 && x + width - GAP > widthMm) [x, line] = [0, line + 1]
    const top = y + line * LINE
    marks.push(box(x, top, SWATCH, 3, { fill: color, line: '#1d2b2f', lineWidthMm: 0.1 }))
    marks.push({ kind: 'text', text: name, x: x + SWATCH + 1.5, y: top + 2.5, sizeMm: SIZE, color: '#1d2b2f' })
    x += width
  }
  return { marks, heightMm: classes.length > 0 ? (line + 1) * LINE : 0 }
}
/** The typeface is not known here: room is left. */
const guessedWidth = (text: string) => [...text].reduce((sum, letter) => sum + SIZE * (letter > '\u2e7f' ? 1 : 0.58), 0)
