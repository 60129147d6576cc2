import { describe, expect, it } from 'vitest'
import { openFontBook } from './font-book.ts'
import type { MapFrame } from './map-frame.ts'
import { type Mark, wordsOf } from './marks.ts'
import { figureMarks, insetMarks, insetSize } from './sheet-extras.ts'
import type { SheetFace } from './sheet-face.ts'
import { tableBox } from './table-box.ts'

const { measure } = openFontBook([])
const FACE: SheetFace = { x: 15, y: 27, widthMm: 267, heightMm: 150 }
const frame = (denominator: number, widthMm: number, heightMm: number): MapFrame => ({
  crs: 'EPSG:4528',
  centre: [40_380_000, 4_160_000],
  denominator,
  widthMm,
  heightMm,
  turnDeg: 0,
})
const TABLE = {
  title: '面积汇总：宗地',
  heads: ['镇街', '个数', '椭球面积（公顷）'],
  rows: Array.from({ length: 40 }, (_, i) => [`第${i + 1}镇`, String(i), (1000 - i).toFixed(4)]),
  totals: ['合计', '780', '39 220.0000'],
  rest: (n: number) => `其余 ${n} 项`,
}

/** Corners of all that is drawn. */
function extentOf(marks: readonly Mark[]): readonly [number, number, number, number] {
  const points = marks.flatMap((mark): number[][] => {
    if (mark.kind === 'shapes')
      return Array.from({ length: mark.paths.xy.length / 2 }, (_, i) => [mark.paths.xy[2 * i], mark.paths.xy[2 * i + 1]])
    if (mark.kind === 'text') {
      const width = measure(mark.text, mark.sizeMm)
      const left = mark.align === 'end' ? mark.x - width : mark.align === 'middle' ? mark.x - width / 2 : mark.x
      return [
        [left, mark.y - mark.sizeMm],
        [left + width, mark.y],
      ]
    }
    return mark.kind === 'clip'
      ? [
          [mark.x, mark.y],
          [mark.x + mark.widthMm, mark.y + mark.heightMm],
        ]
      : []
  })
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

describe('the location map', () => {
  it('shows where the sheet lies, at its size in the small map’s scale', () => {
    const [width, height] = insetSize(FACE, 1.4)
    expect(width / height).toBeCloseTo(1.4, 9)
    const inset = { title: '位置示意图', frame: frame(1_000_000, width, height), marks: [] }
    const marks = insetMarks(inset, frame(50_000, FACE.widthMm, FACE.heightMm), FACE, 1, measure)
    const clip = marks.find((mark) => mark.kind === 'clip')
    const here = clip?.kind === 'clip' ? clip.marks.at(-1) : null
    if (here?.kind !== 'shapes') throw new Error('no outline')
    const [x0, y0, x1, y1] = extentOf([here])
    // a twentieth of the face, about the middle
    expect([x1 - x0, y1 - y0]).toEqual([expect.closeTo(FACE.widthMm / 20, 1), expect.closeTo(FACE.heightMm / 20, 1)])
    if (clip?.kind !== 'clip') throw new Error('no map')
    expect((x0 + x1) / 2).toBeCloseTo(clip.x + width / 2, 1)
    const [left, top, right, bottom] = extentOf(marks)
    expect(left).toBeGreaterThan(FACE.x)
    expect(top).toBeGreaterThan(FACE.y)
    expect(right).toBeLessThan(FACE.x + FACE.widthMm / 3)
    expect(bottom).toBeLessThan(FACE.y + FACE.heightMm / 2)
  })

  it('rings a sheet that would be a dot', () => {
    const inset = { title: '', frame: frame(1_000_000, 40, 30), marks: [] }
    const clip = insetMarks(inset, frame(500, FACE.widthMm, FACE.heightMm), FACE, 1, measure).find((mark) => mark.kind === 'clip')
    expect(clip?.kind === 'clip' && clip.marks.at(-1)?.kind).toBe('dots')
  })
})

describe('figures on a sheet', () => {
  const chart = {
    kind: 'bars' as const,
    caption: '椭球面积，按镇街',
    bars: TABLE.rows.slice(0, 8).map(([name, , words], i) => ({ name, value: 1000 - i, words, color: '#0f6b62' })),
  }

  const inset = { title: '', frame: frame(1_000_000, 40, 34), marks: [] }

  it('stand in the corner that the legend leaves free, and within the map', () => {
    for (const legend of ['left', 'right', null] as const) {
      const marks = figureMarks({ table: TABLE, chart }, FACE, { legend, inset }, 1, measure)
      const [x0, y0, x1, y1] = extentOf(marks)
      expect(x0).toBeGreaterThanOrEqual(FACE.x - 0.01)
      expect(x1).toBeLessThanOrEqual(FACE.x + FACE.widthMm + 0.01)
      // below the location map
      expect(y0).toBeGreaterThan(FACE.y + (legend === 'left' ? 0 : inset.frame.heightMm + 8))
      expect(y1).toBeCloseTo(FACE.y + FACE.heightMm, 6)
      if (legend === 'left') expect(x1).toBeCloseTo(FACE.x + FACE.widthMm, 6)
      else expect(x0).toBeCloseTo(FACE.x, 6)
    }
    expect(figureMarks({ table: null, chart: null }, FACE, { legend: null, inset: null }, 1, measure)).toEqual([])
  })

  it('say how many lines have no room, and keep the sums of all', () => {
    const { marks, heightMm } = tableBox(TABLE, [90, 60], 1, measure)
    const words = wordsOf(marks)
    expect(heightMm).toBeLessThan(64)
    const left = Number(/其余 (\d+) 项/.exec(words)?.[1])
    const shown = marks.filter((mark) => mark.kind === 'text' && /^第\d+镇$/.test(mark.text)).length
    expect(left + shown).toBe(40)
    expect(words).toContain('39 220.0000')
    // with room for all, all stand there
    expect(wordsOf(tableBox(TABLE, [90, 400], 1, measure).marks)).not.toContain('其余')
  })

  it('in English keep how much on a sheet that stands: headings take two lines, long names are cut, before a column goes', () => {
    const english = {
      ...TABLE,
      title: 'Area summary: Parcels',
      heads: ['Township', 'Count', 'Ellipsoidal area (ha)', 'Share (%)'],
      rows: [['Livestock Demonstration Zone', '575', '3 739.5520', '1.6']],
      totals: ['Total', '28 970', '227 149.9044', '100.0'],
    }
    const { marks, widthMm } = tableBox(english, [65, 60], 1, measure)
    expect(widthMm).toBeLessThanOrEqual(65)
    const words = wordsOf(marks)
    for (const word of ['Ellipsoidal', '227 149.9044', '100.0', 'Livestock']) expect(words).toContain(word)
    const [x0, , x1] = extentOf(marks)
    expect(x0).toBeGreaterThanOrEqual(0)
    expect(x1).toBeLessThanOrEqual(65)
    const head = marks.find((mark) => mark.kind === 'text' && mark.text === 'Ellipsoidal')
    const first = marks.find((mark) => mark.kind === 'text' && mark.text === '575')
    if (head?.kind !== 'text' || first?.kind !== 'text') throw new Error('no lines')
    expect(first.y - head.y).toBeGreaterThan(2 * first.sizeMm)
  })

  it('leave the last columns out where the sheet is narrow, never the first figures', () => {
    const narrow = wordsOf(tableBox(TABLE, [30, 60], 1, measure).marks)
    expect(narrow).toContain('个数')
    expect(narrow).not.toContain('公顷')
  })
})
