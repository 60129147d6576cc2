import type { Mark, Measure, TextMark } from '../print/marks.ts'

type Box = readonly [x0: number, y0: number, x1: number, y1: number]

/** Of an em, above and below the base line. */
const [ASCENT, DESCENT] = [0.85, 0.2]

/**
 * Names that can be read: in the order given, each at the first of its places that lies over none before it and over no other words of the sheet.
 * @param others marks whose words have their place already
 */
export function clearNames(names: readonly (readonly TextMark[])[], others: readonly Mark[], measure: Measure): TextMark[] {
  const taken = others.flatMap((mark) => (mark.kind === 'text' ? [textBox(mark, measure)] : []))
  return names.flatMap((places) => {
    const found = places.find((place) => {
      const box = textBox(place, measure)
      return !taken.some((other) => meet(other, box))
    })
    if (found) taken.push(textBox(found, measure))
    return found ? [found] : []
  })
}

/** Whether a line runs through the words or closer than `roomMm`, also of turned ones. @param xy of a closed line, mm */
export function isCrossed(mark: TextMark, xy: ArrayLike<number>, roomMm: number, measure: Measure): boolean {
  const { text, x, y, sizeMm, align = 'start', turnDeg = 0 } = mark
  const width = measure(text, sizeMm)
  const from = (align === 'middle' ? -width / 2 : align === 'end' ? -width : 0) - roomMm
  const [top, bottom] = [-CAPITALS * sizeMm - roomMm, roomMm]
  const [cos, sin] = [Math.cos((turnDeg * Math.PI) / 180), Math.sin((turnDeg * Math.PI) / 180)]
  const n = xy.length / 2
  for (let i = 0; i < n; i++) {
    const [ax, ay] = [xy[2 * i], xy[2 * i + 1]]
    const j = (i + 1) % n
    const [dx, dy] = [xy[2 * j] - ax, xy[2 * j + 1] - ay]
    const steps = Math.max(1, Math.ceil(Math.hypot(dx, dy) / STEP_MM))
    for (let k = 0; k < steps; k++) {
      const [px, py] = [ax + (dx * k) / steps - x, ay + (dy * k) / steps - y]
      const [u, v] = [px * cos + py * sin, -px * sin + py * cos]
      if (u > from && u < from + width + 2 * roomMm && v > top && v < bottom) return true
    }
  }
  return false
}
/** Of an em above the base line. */
const CAPITALS = 0.75
const STEP_MM = 0.3

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
