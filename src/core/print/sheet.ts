import { shownNumber } from '../units.ts'
import type { FaceBox } from './clear-frame.ts'
import { cutText, wrapText } from './font-book.ts'
import { gridLines, gridStepM } from './grid-lines.ts'
import { type LegendLine, legendMarks } from './legend-marks.ts'
import { type MapFrame, trueNorthDeg } from './map-frame.ts'
import { box, line, type Mark, type Measure, type Page, type PictureMark, shiftedAll } from './marks.ts'
import { northArrow } from './north-arrow.ts'
import { type Paper, paperFactor, paperMm } from './paper.ts'
import { checkBar, scaleBar } from './scale-bar.ts'
import { figureMarks, insetMarks, type SheetFigures, type SheetInset } from './sheet-extras.ts'
import { type SheetFace, type SheetParts, sheetFace } from './sheet-face.ts'

const INK = '#1d2b2f'
const QUIET = '#55666b'

/** What is printed around the map, in the words of one language. Empty words are left out. */
export interface SheetWords {
  readonly title: string
  readonly subtitle: string
  readonly organisation: string
  readonly date: string
  /** 审图号, or that there is none */
  readonly review: string
  readonly crs: string
  readonly sources: string
  readonly legend: string
  readonly check: string
  readonly north: string
  readonly convergence: (degrees: number) => string
  readonly scale: string
  /** across the map; empty: none */
  readonly watermark: string
}
export interface SheetInput {
  readonly paper: Paper
  readonly frame: MapFrame
  readonly parts: SheetParts
  readonly words: SheetWords
  readonly legend: readonly LegendLine[]
  readonly map: readonly Mark[]
  readonly inset?: SheetInset | null
  readonly figures?: SheetFigures | null
  /** of a series: which page of how many */
  readonly pageLine?: string
  readonly logo?: Pick<PictureMark, 'jpeg' | 'widthPx' | 'heightPx'> | null
}

/**
 * A map sheet: 图名 top centre, 北箭 top right, 图例 at the lower corner, scale in the middle below, 审图号 lower left, 编制单位 and date
 * lower right, a neat line with labelled ticks of the grid. Layout of GB/T 17695-style thematic sheets as offices use it.
 */
export function composeSheet(input: SheetInput, measure: Measure): Page {
  const { paper, frame, parts, words, map, logo } = input
  const [widthMm, heightMm] = paperMm(paper)
  const k = paperFactor(paper)
  const face = sheetFace(paper, parts)
  const { x, y } = face
  const right = x + face.widthMm
  const bottom = y + face.heightMm
  const marks: Mark[] = [{ kind: 'clip', ...face, marks: shiftedAll(map, x, y) }]
  if (words.watermark) marks.push({ kind: 'clip', ...face, marks: watermark(words.watermark, face, k, measure) })
  if (parts.grid) marks.push(...gridMarks(frame, face, parts.grid, k))
  const border = 5 * k
  marks.push(
    box(x, y, face.widthMm, face.heightMm, { line: INK, lineWidthMm: 0.2 * k }),
    box(x - border, y - border, face.widthMm + 2 * border, face.heightMm + 2 * border, { line: INK, lineWidthMm: 0.7 * k }),
  )
  marks.push(...standing(input, measure).flat())
  const middle = widthMm / 2
  if (parts.title && logo) {
    const height = 9 * k
    const width = Math.min(40 * k, (height * logo.widthPx) / logo.heightPx)
    marks.push({
      kind: 'picture',
      ...logo,
      x: x - border,
      y: y - border - height - 1.5 * k,
      widthMm: width,
      heightMm: (width * logo.heightPx) / logo.widthPx,
    })
  }
  if (parts.title) {
    const room = widthMm - 2 * x
    const sizeMm = Math.min(7 * k, (7 * k * room) / Math.max(room, measure(words.title, 7 * k)))
    const baseline = y - border - (words.subtitle ? 5.5 : 3.5) * k
    marks.push({ kind: 'text', text: words.title, x: middle, y: baseline, sizeMm, color: INK, align: 'middle', isBold: true })
    if (words.subtitle)
      marks.push({
        kind: 'text',
        text: words.subtitle,
        x: middle,
        y: y - border - 1.5 * k,
        sizeMm: 2.6 * k,
        color: QUIET,
        align: 'middle',
      })
  }
  marks.push(...footMarks(input, { left: x - border, right: right + border, top: bottom + border, middle, k }, measure))
  return { widthMm, heightMm, marks }
}

/** What stands on the map in boxes. */
type Standing = Pick<SheetInput, 'paper' | 'frame' | 'parts' | 'legend' | 'inset' | 'figures'> & {
  readonly words: Pick<SheetWords, 'legend' | 'north' | 'convergence'>
}
/** Each with its box before what is in it. */
function standing({ paper, frame, parts, words, legend, inset = null, figures }: Standing, measure: Measure): readonly Mark[][] {
  const k = paperFactor(paper)
  const face = sheetFace(paper, parts)
  return [
    parts.north ? northMarks(frame, face, words, k) : [],
    inset ? insetMarks(inset, frame, face, k, measure) : [],
    figures ? figureMarks(figures, face, { legend: parts.legend, inset }, k, measure) : [],
    parts.legend ? [...legendMarks(legend, words.legend, face, parts.legend, k, measure)] : [],
  ]
}
/** What of the map face they cover. */
export function coveredBoxes(input: Standing, measure: Measure): readonly FaceBox[] {
  const { x, y } = sheetFace(input.paper, input.parts)
  return standing(input, measure).flatMap(([first]) => {
    if (first?.kind !== 'shapes') return []
    const { xy } = first.paths
    return [{ x: xy[0] - x, y: xy[1] - y, widthMm: xy[4] - xy[0], heightMm: xy[5] - xy[1] }]
  })
}

function watermark(text: string, { x, y, widthMm, heightMm }: SheetFace, k: number, measure: Measure): Mark[] {
  const sizeMm = 11 * k
  const width = measure(text, sizeMm)
  const stepX = width * 1.6
  // turned, a long word reaches high
  const stepY = Math.max(sizeMm * 4, width * 0.8)
  const marks: Mark[] = []
  for (let row = 0; row * stepY < heightMm + stepY; row++)
    for (let column = -1; column * stepX < widthMm + stepX; column++)
      marks.push({
        kind: 'text',
        text,
        x: x + column * stepX + (row % 2) * (stepX / 2),
        y: y + row * stepY,
        sizeMm,
        color: '#1d2b2f',
        opacity: 0.09,
        turnDeg: -28,
      })
  return marks
}

function gridMarks(frame: MapFrame, face: SheetFace, kind: 'lines' | 'ticks', k: number): Mark[] {
  const marks: Mark[] = []
  const step = gridStepM(frame.denominator, k)
  const ink = { line: QUIET, lineWidthMm: 0.1 * k, lineOpacity: 0.5 }
  const sizeMm = 2 * k
  const border = 5 * k
  for (const { axis, value, ends } of gridLines(frame, step)) {
    const [x0, y0, x1, y1] = [ends[0] + face.x, ends[1] + face.y, ends[2] + face.x, ends[3] + face.y]
    if (kind === 'lines') marks.push(line(x0, y0, x1, y1, ink))
    const text = `${axis === 'easting' ? 'Y' : 'X'} ${shownNumber(value, 0)}`
    for (const [x, y] of [
      [x0, y0],
      [x1, y1],
    ]) {
      const isLeft = Math.abs(x - face.x) < 0.01
      const isRight = Math.abs(x - face.x - face.widthMm) < 0.01
      const isUpright = axis === 'easting' && !isLeft && !isRight
      if (isUpright) {
        const isTop = Math.abs(y - face.y) < 0.01
        marks.push(line(x, y, x, y + (isTop ? -border : border), ink))
        const end = face.x + face.widthMm - 24 * k
        if (x < end)
          marks.push({ kind: 'text', text, x: x + 0.8 * k, y: isTop ? y - 1.5 * k : y + 3.2 * k, sizeMm, color: QUIET })
      } else if (axis === 'northing' && (isLeft || isRight)) {
        marks.push(line(x, y, x + (isLeft ? -border : border), y, ink))
        if (y > face.y + 24 * k)
          marks.push({
            kind: 'text',
            text,
            x: isLeft ? x - 1.6 * k : x + 3.2 * k,
            y: y - 0.8 * k,
            sizeMm,
            color: QUIET,
            turnDeg: -90,
          })
      }
    }
  }
  return marks
}

function northMarks(frame: MapFrame, face: SheetFace, words: Standing['words'], k: number): Mark[] {
  const size = 13 * k
  const [x, y] = [face.x + face.widthMm - 11 * k, face.y + 13 * k]
  const convergence = trueNorthDeg(frame) - frame.turnDeg
  return [
    box(x - 9.5 * k, y - 11.5 * k, 19 * k, 25 * k, { fill: '#ffffff', fillOpacity: 0.85 }),
    ...northArrow(x, y, size, frame.turnDeg, words.north),
    {
      kind: 'text',
      text: words.convergence(convergence),
      x,
      y: y + 12 * k,
      sizeMm: 1.8 * k,
      color: QUIET,
      align: 'middle',
    },
  ]
}

function footMarks(
  { parts, words, frame, pageLine = '' }: Pick<SheetInput, 'parts' | 'words' | 'frame' | 'pageLine'>,
  { left, right, top, middle, k }: { left: number; right: number; top: number; middle: number; k: number },
  measure: Measure,
): Mark[] {
  const marks: Mark[] = []
  if (parts.scale) {
    marks.push({
      kind: 'text',
      text: words.scale,
      x: middle,
      y: top + 5 * k,
      sizeMm: 3.6 * k,
      color: INK,
      align: 'middle',
      isBold: true,
    })
    marks.push(...scaleBar(frame.denominator, middle, top + 9.2 * k, 60 * k, k))
  }
  if (parts.check) marks.push(...checkBar(middle, top + 14 * k, k, words.check))
  // beside the bars, or below nothing where there are none
  const halfBar = parts.check ? 53 : parts.scale ? 36 * k : 0
  const room = middle - halfBar - left
  const column = (lines: readonly string[], x: number, align: 'start' | 'end') =>
    marks.push(
      ...footColumn(lines.filter(Boolean), { x, top: top + 4.2 * k, bottom: top + 19 * k, width: room, align }, k, measure),
    )
  column([words.review, words.crs, words.sources], left, 'start')
  column([words.organisation, words.date, pageLine], right, 'end')
  return marks
}

/** Letters below the map are made smaller, down to this share, before words are cut. */
const LEAST_FOOT = 0.7

function footColumn(
  lines: readonly string[],
  place: {
    readonly x: number
    readonly top: number
    readonly bottom: number
    readonly width: number
    readonly align: 'start' | 'end'
  },
  k: number,
  measure: Measure,
): Mark[] {
  const { x, top, bottom, width, align } = place
  for (let share = 1; ; share -= 0.05) {
    let y = top
    const parts = lines.flatMap((text, i) => {
      const sizeMm = (i === 0 ? 2.6 : 2.1) * k * share
      return wrapText(text, sizeMm, width, measure).map((part) => {
        const at = y
        y += sizeMm * 1.35
        return { kind: 'text' as const, text: part, x, y: at, sizeMm, color: i === 0 ? INK : QUIET, align }
      })
    })
    const fitting = parts.filter((part) => part.y <= bottom)
    if (fitting.length === parts.length) return parts
    if (share < LEAST_FOOT) {
      const last = fitting.length - 1
      return fitting.map((part, i) =>
        i === last ? { ...part, text: cutText(`${part.text}…`, part.sizeMm, width, measure) } : part,
      )
    }
  }
}
