import type { Mark, Measure, TextMark } from '../print/marks.ts'

type Box = readonly [x0: number, y0: number, x1: number, y1: number]

/** Of an em, above and below the base line. */
const [ASCENT, DESCENT] = [0.85, 0.2]

/**
 * Names that can be read: in the order given, each that lies over none before it and over no other words of the sheet.
 * @param others marks whose words have their place already
 */
export function clearNames(names: readonly TextMark[], others: readonly Mark[], measure: Measure): TextMark[] {
  const taken = others.flatMap((mark) => (mark.kind === 'text' ? [textBox(mark, measure)] : []))
  return names.filter((name) => {
    const box = textBox(name, measure)
    if (taken.some((other) => meet(other, box))) return false
    taken.push(box)
    return true
  })
}

/** Upright box round the words, mm; of turned words round what they cover. */
export function textBox({ text, x, y, sizeMm, align = 'start', turnDeg = 0 }: TextMark, measure: Measure): Box {
  const width = measure(text, sizeMm)
  const from = align === 'middle' ? -width / 2 : align === 'end' ? -width : 0
  const [cos, sin] = [Math.cos((turnDeg * Math.PI) / 180), Math.sin((turnDeg * Math.PI) / 180)]
  const corners = [from, from + width].flatMap((u) =>
    [-ASCENT * sizeMm, DESCENT * sizeMm].map((v) => [x + u * cos - v * sin, y + u * sin + v * cos] as const),
  )
  const [xs, ys] = [corners.map(([u]) => u), corners.map(([, v]) => v)]
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

const meet = (a: Box, b: Box) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1]
