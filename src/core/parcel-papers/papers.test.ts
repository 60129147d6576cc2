import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { describe, expect, it } from 'vitest'
import {
  CRS,
  circle,
  degrees,
  fonts,
  form,
  type Ring,
  resident,
  square,
  tableOf,
  words,
  Y0,
} from '../../../tests/paper-parcels.ts'
import { type TextMark, wordsOf } from '../print/marks.ts'
import { writePdf } from '../print/write-pdf.ts'
import { quietTask } from '../task.ts'
import { textBox } from './clear-names.ts'
import { describeParcel } from './describe-parcel.ts'
import { parcelPlan, planDenominator } from './parcel-plan.ts'
import { pointTable, tableRows } from './point-table.ts'

const isInside = (ring: readonly number[], x: number, y: number) => {
  let inside = false
  for (let i = 0, j = ring.length - 2; i < ring.length; j = i, i += 2)
    if (
      ring[i + 1] > y !== ring[j + 1] > y &&
      x < ((ring[j] - ring[i]) * (y - ring[i + 1])) / (ring[j + 1] - ring[i + 1]) + ring[i]
    )
      inside = !inside
  return inside
}

describe('the papers of a parcel', () => {
  it('draw it at the scale they name: 120 m are 120 mm at 1:1 000, in red, 0.3 mm', async () => {
    const facts = describeParcel(await resident([square(0, 0, 120, 80), square(0, 80, 120, 60), square(-90, 0, 90, 80)]), 0, CRS)
    const page = parcelPlan(facts, words, form, { size: 'A4', denominator: 1000 }, fonts.measure)
    const red = page.marks.find((mark) => mark.kind === 'shapes' && mark.paint.line === '#e60000')
    if (red?.kind !== 'shapes') throw new Error('no boundary')
    const xs = Array.from(red.paths.xy).filter((_, i) => i % 2 === 0)
    expect(Math.max(...xs) - Math.min(...xs)).toBeCloseTo(120, 4)
    expect(red.paint.lineWidthMm).toBe(0.3)
    const said = wordsOf(page.marks)
    for (const word of [
      '宗　地　图',
      '1:1000',
      'J1',
      'J4',
      '120.00',
      '80.00',
      'GB00001',
      '0102',
      'GB00002',
      'GB00003',
      '9600.50 m²',
    ])
      expect(said).toContain(word)
    // what is written north of the parcel is on the north side of the form
    const texts = page.marks.flatMap((mark) => (mark.kind === 'text' ? [mark] : []))
    const north = texts.find(({ text }) => text === '北')
    const value = texts.find(({ text, y }) => text === 'GB00002' && y > 200)
    expect(value && Math.abs(value.y - (texts.find(({ text, y }) => text === '北' && y > 200)?.y ?? 0))).toBeLessThan(0.5)
    expect(north).toBeDefined()
    for (const { x, y } of texts) expect([x > 5, x < 205, y > 5, y < 292]).toEqual([true, true, true, true])
  })

  it('name neighbours only where the name lies over no other words, and keep all words out of the lines of the forms', async () => {
    const strip: Ring = [[1500, 12], [1500, 0], [0, 0], ...Array.from({ length: 60 }, (_, i) => [i * 25, 12] as const)].reverse() as Ring // biome-ignore format: a ring
    const narrow = Array.from({ length: 60 }, (_, i) => square(i * 25, 12, 25, 1500))
    const facts = describeParcel(await resident([strip, ...narrow]), 0, CRS)
    const { marks } = parcelPlan(facts, words, form, { size: 'A4', denominator: null }, fonts.measure)
    const all = marks.flatMap((mark) => (mark.kind === 'clip' ? mark.marks : [mark])).filter((mark) => mark.kind === 'text')
    const boxes = all
      .filter(({ text }) => /^(GB0000\d+|J\d+|\d+\.\d\d)$/.test(text))
      .map((mark) => ({ mark, box: textBox(mark, fonts.measure) }))
    const named = boxes.filter(({ mark }) => mark.text.startsWith('GB'))
    expect(named.length).toBeGreaterThan(3)
    for (const { mark, box } of named)
      for (const other of boxes) {
        const [x0, y0, x1, y1] = other.box
        if (other.mark !== mark)
          expect(box[0] < x1 && box[2] > x0 && box[1] < y1 && box[3] > y0, `${mark.text} ${other.mark.text}`).toBe(false)
      }
    const long = describeParcel(await resident([circle(80)]), 0, CRS)
    const sheet = parcelPlan(long, words, form, { size: 'A4', denominator: null }, fonts.measure)
    const follows = sheet.marks.find((mark) => mark.kind === 'text' && mark.text === form.tableFollows) as TextMark
    const [, top, , bottom] = textBox(follows, fonts.measure)
    for (const mark of sheet.marks)
      if (mark.kind === 'shapes')
        expect(Array.from(mark.paths.xy).filter((at, i) => i % 2 === 1 && at > top && at < bottom)).toEqual([])
  })

  it('write the name of a road along it, clear of the red boundary, and say how many neighbours a side has beyond those it names', async () => {
    const road = square(120, -300, 8, 680)
    const others = Array.from({ length: 6 }, (_, i) => square(i * 20, 80, 20, 200))
    const facts = describeParcel(await resident([square(0, 0, 120, 80), road, ...others]), 0, CRS)
    const { marks } = parcelPlan(facts, words, form, { size: 'A4', denominator: 1000 }, fonts.measure)
    const all = marks.flatMap((mark) => (mark.kind === 'clip' ? mark.marks : [mark]))
    const name = all.find((mark): mark is TextMark => mark.kind === 'text' && mark.text === 'GB00002' && mark.sizeMm === 2.3)
    expect(Math.abs(name?.turnDeg ?? 0)).toBeCloseTo(90, 0)
    const red = all.find((mark) => mark.kind === 'shapes' && mark.paint.line === '#e60000')
    if (!name || red?.kind !== 'shapes') throw new Error('no name, no boundary')
    const xs = Array.from(red.paths.xy).filter((_, i) => i % 2 === 0)
    expect(textBox(name, fonts.measure)[0]).toBeGreaterThan(Math.max(...xs))
    expect(all.some((mark) => mark.kind === 'text' && /^GB.*、.* 等 6 宗$/.test(mark.text))).toBe(true)
  })

  it('leave points and lengths of a crowded boundary unnamed rather than write one over the other, and turn lengths to be read from the right', async () => {
    const jagged: Ring = Array.from({ length: 200 }, (_, i) => {
      const [turn, radius] = [(2 * Math.PI * i) / 200, 100 + 14 * Math.sin((18 * Math.PI * i) / 200) + (i % 2) * 4]
      return [radius * Math.cos(turn), 0.7 * radius * Math.sin(turn)]
    })
    for (const ring of [jagged, square(0, 0, 120, 80)]) {
      const facts = describeParcel(await resident([ring]), 0, CRS)
      const { marks } = parcelPlan(facts, words, form, { size: 'A4', denominator: null }, fonts.measure)
      const own = marks.filter(
        (mark): mark is TextMark =>
          mark.kind === 'text' && /^(J\d+|\d+\.\d\d)$/.test(mark.text) && mark.sizeMm === 2.2 && mark.color === '#000000',
      )
      expect(own.length).toBeGreaterThan(7)
      const boxes = own.map((mark) => textBox(mark, fonts.measure))
      for (const [i, a] of boxes.entries())
        for (const [j, b] of boxes.entries())
          if (i < j) expect(a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1], `${own[i].text} ${own[j].text}`).toBe(false)
      // heads of letters are to the north or to the west
      for (const { turnDeg = 0 } of own) expect([turnDeg >= -90.02, turnDeg < 89.9]).toEqual([true, true])
    }
  })

  it('write number, class and area where the parcel is, not in its hole', async () => {
    const hole = square(40, 25, 40, 30)
    const outer = square(0, 0, 120, 80)
    const table = await tableOf([{ type: 'Polygon', coordinates: [degrees(outer), degrees([...hole].reverse())] }])
    const facts = describeParcel(table, 0, CRS)
    const page = parcelPlan(facts, words, form, { size: 'A4', denominator: 1000 }, fonts.measure)
    const shapes = page.marks.flatMap((mark) =>
      mark.kind === 'shapes' && mark.paint.line === '#e60000' ? [Array.from(mark.paths.xy)] : [],
    )
    const code = page.marks.find((mark) => mark.kind === 'text' && mark.text === 'GB00001')
    if (code?.kind !== 'text') throw new Error('no number')
    const xs = shapes[1].filter((_, i) => i % 2 === 0)
    const ys = shapes[1].filter((_, i) => i % 2 === 1)
    const isInHole = code.x > Math.min(...xs) && code.x < Math.max(...xs) && code.y > Math.min(...ys) && code.y < Math.max(...ys)
    expect(isInHole).toBe(false)
  })

  it('write all three clear of the boundary and of holes, where the parcel is widest', async () => {
    // leaning, with a hole in its middle: beside it there is more room below than above
    const outer: Ring = [
      [-87, 97],
      [0, 162],
      [58, 194],
      [104, 97],
      [155, 3],
      [187, -49],
      [99, -107],
      [40, -146],
      [19, -160],
      [-21, -97],
      [-80, -6],
      [-131, 69],
    ]
    const hole: Ring = [
      [0, 24],
      [30, 42],
      [57, 1],
      [27, -18],
    ]
    const table = await tableOf([{ type: 'Polygon', coordinates: [degrees(outer), degrees([...hole].reverse())] }])
    const facts = describeParcel(table, 0, CRS)
    for (const denominator of [3000, 4000, 5000]) {
      const { marks } = parcelPlan(facts, words, form, { size: 'A4', denominator }, fonts.measure)
      const rings = marks.flatMap((mark) =>
        mark.kind === 'shapes' && mark.paint.line === '#e60000' ? [Array.from(mark.paths.xy)] : [],
      )
      const area = marks.find((mark) => mark.kind === 'text' && mark.sizeMm === 2.8 && /^\d+\.\d\d$/.test(mark.text)) as TextMark
      const named = marks.filter(
        (mark): mark is TextMark => mark.kind === 'text' && mark.sizeMm === 3 && /^(GB00001|0102)$/.test(mark.text),
      )
      expect(named).toHaveLength(2)
      for (const [x0, y0, x1, y1] of [...named, area].map((mark) => textBox(mark, fonts.measure)))
        for (let x = x0; x <= x1; x += (x1 - x0) / 8)
          for (const y of [y0, y1]) expect(rings.filter((ring) => isInside(ring, x, y))).toEqual([rings[0]])
    }
  })

  it('write them in the largest island, whichever comes first', async () => {
    const islands = [square(0, 0, 6, 6), square(30, 0, 90, 80)]
    const table = await tableOf([{ type: 'MultiPolygon', coordinates: islands.map((ring) => [degrees(ring)]) }])
    const { marks } = parcelPlan(describeParcel(table, 0, CRS), words, form, { size: 'A4', denominator: 1000 }, fonts.measure)
    expect(wordsOf(marks)).toContain('GB00001')
    const [small, large] = marks.flatMap((mark) => (mark.kind === 'shapes' && mark.paint.line === '#e60000' ? [mark] : []))
    const leftOf = (mark: typeof small) => Math.min(...Array.from(mark.paths.xy).filter((_, i) => i % 2 === 0))
    const code = marks.find((mark) => mark.kind === 'text' && mark.text === 'GB00001') as TextMark
    expect([code.x > leftOf(small), code.x > leftOf(large)]).toEqual([true, true])
  })

  it('keep a parcel that is too large for the chosen scale inside the frame, and say which scale would do', async () => {
    const facts = describeParcel(await resident([square(0, 0, 900, 700)]), 0, CRS)
    const { marks } = parcelPlan(facts, words, form, { size: 'A4', denominator: 1000 }, fonts.measure)
    // nothing of it lies over the forms: all is in a mark that is cut at the frame
    expect(marks.filter((mark) => mark.kind === 'shapes' && mark.paint.line === '#e60000')).toEqual([])
    const clips = marks.flatMap((mark) => (mark.kind === 'clip' ? mark.marks : []))
    expect(clips.some((mark) => mark.kind === 'shapes' && mark.paint.line === '#e60000')).toBe(true)
    expect(wordsOf(marks)).toContain('超出图框，宜 1:10000')
    const whole = parcelPlan(facts, words, form, { size: 'A4', denominator: 8000 }, fonts.measure)
    expect(wordsOf(whole.marks)).not.toContain('超出图框')
  })

  it('choose a scale at which the parcel fills the plan without leaving it', async () => {
    for (const [w, h] of [
      [12, 9],
      [900, 100],
      [70, 3000],
    ]) {
      const facts = describeParcel(await resident([square(0, 0, w, h)]), 0, CRS)
      const denominator = planDenominator(facts, 165, 155)
      expect((w * 1000) / denominator).toBeLessThan(165)
      expect((h * 1000) / denominator).toBeLessThan(155)
      expect(Math.max((w * 1000) / denominator / 165, (h * 1000) / denominator / 155)).toBeGreaterThan(0.4)
    }
  })

  it('list every point with the line between it and the one before, closed, on as many pages as it takes', async () => {
    const facts = describeParcel(await resident([circle(75)]), 0, CRS)
    const rows = tableRows(facts)
    expect(rows).toHaveLength(76)
    expect(rows[0].label).toBe('J1')
    expect(rows[75]).toMatchObject({ label: 'J1', northing: rows[0].northing })
    const sum = rows.reduce((total, { lengthM }) => total + (lengthM ?? 0), 0)
    expect(sum).toBeCloseTo(75 * 2 * 100 * Math.sin(Math.PI / 75), 4)
    const pages = pointTable(facts, words, form, fonts.measure)
    expect(pages).toHaveLength(3)
    expect(wordsOf(pages[2].marks)).toContain('第 3 页 共 3 页')
    const all = pages.map(({ marks }) => wordsOf(marks)).join('')
    for (let i = 1; i <= 75; i++) expect(all).toContain(`J${i}`)
  })

  it('are PDF with lines and text', async () => {
    const facts = describeParcel(await resident([square(0, 0, 120, 80), square(0, 80, 120, 60)]), 0, CRS)
    const pages = [
      parcelPlan(facts, words, form, { size: 'A4', denominator: null }, fonts.measure),
      ...pointTable(facts, words, form, fonts.measure),
    ]
    const bytes = await writePdf(
      pages,
      fonts,
      { title: 't', author: '', subject: '', language: 'zh-CN', at: new Date(0) },
      quietTask(),
    )
    const pdf = await getDocument({ data: bytes.slice(), verbosity: 0 }).promise
    expect(pdf.numPages).toBe(2)
    const read = async (page: number) =>
      (await (await pdf.getPage(page)).getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join('')
    expect(await read(1)).toContain('四至')
    const table = await read(2)
    expect(table).toContain('界址点成果表')
    expect(table).toContain(`${(Y0 + 80).toFixed(3)}`)
  })
})
