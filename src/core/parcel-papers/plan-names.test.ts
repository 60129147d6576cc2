import { describe, expect, it } from 'vitest'
import { CRS, circle, degrees, fonts, form, type Ring, resident, square, tableOf, words } from '../../../tests/paper-parcels.ts'
import type { Mark, Page, TextMark } from '../print/marks.ts'
import { isCrossed, textBox } from './clear-names.ts'
import { describeParcel } from './describe-parcel.ts'
import { parcelPlan } from './parcel-plan.ts'
import { pointTable } from './point-table.ts'

const flat = ({ marks }: Page): Mark[] => marks.flatMap((mark) => (mark.kind === 'clip' ? mark.marks : [mark]))
const textsOf = (page: Page, pattern: RegExp) =>
  flat(page).filter(
    (mark): mark is TextMark => mark.kind === 'text' && pattern.test(mark.text) && mark.sizeMm < 3.1 && mark.y < 215,
  )
const red = (page: Page) =>
  flat(page).flatMap((mark) => (mark.kind === 'shapes' && mark.paint.line === '#e60000' ? [mark.paths.xy] : []))
const plan = async (rings: readonly Ring[], name = 'GB00002') =>
  parcelPlan(
    describeParcel(await resident(rings), 0, CRS),
    { ...words, nameOf: () => name },
    form,
    { size: 'A4', denominator: 1000 },
    fonts.measure,
  )

describe('what is written on a parcel plan', () => {
  it('keeps the numbers of points out of the lines of a hole that is smaller than they are', async () => {
    const [outer, hole] = [square(0, 0, 120, 80), square(20, 20, 4, 4)]
    const table = await tableOf([{ type: 'Polygon', coordinates: [degrees(outer), degrees([...hole].reverse())] }])
    const page = parcelPlan(describeParcel(table, 0, CRS), words, form, { size: 'A4', denominator: 1000 }, fonts.measure)
    const numbers = textsOf(page, /^J\d$/).filter(({ sizeMm }) => sizeMm === 2.2)
    expect(numbers.map(({ text }) => text).sort()).toEqual(['J1', 'J2', 'J3', 'J4', 'J5', 'J6', 'J7', 'J8'])
    for (const number of numbers)
      for (const xy of red(page)) expect(isCrossed(number, xy, 0, fonts.measure), number.text).toBe(false)
  })

  it('writes a neighbour’s name no farther than its land, not over the parcel and not cut at the frame; without room it is left to the 四至', async () => {
    const name = 'JD00005 村集体经济合作社第二组'
    const own = square(0, 0, 60, 60)
    for (const [neighbour, isNamed] of [
      // lies along it
      [square(60, 0, 14, 60), true],
      // as high as it is wide: however the name is turned it runs past
      [square(60, 20, 12, 12), false],
      // of which the frame shows a narrow part
      [square(60, 0, 400, 60), true],
    ] as const) {
      const page = await plan([own, neighbour], name)
      const found = textsOf(page, /^JD00005/).filter(({ sizeMm, x }) => sizeMm === 2.3 && x > 100)
      expect(found).toHaveLength(isNamed ? 1 : 0)
      const right = Math.max(...Array.from(red(page)[0]).filter((_, i) => i % 2 === 0))
      const [top, bottom] = [Math.min, Math.max].map((most) => most(...Array.from(red(page)[0]).filter((_, i) => i % 2 === 1)))
      for (const mark of found) {
        const [x0, y0, x1, y1] = textBox(mark, fonts.measure)
        expect([x0 > right, x1 < 190, y0 > top - 3, y1 < bottom + 3], name).toEqual([true, true, true, true])
      }
    }
  })

  it('leaves the numbers of crowded points that would lie on the line to the table', async () => {
    const page = await plan([circle(301)])
    const numbers = textsOf(page, /^J\d+$/).filter(({ sizeMm }) => sizeMm === 2.2)
    expect(numbers.length).toBeGreaterThan(90)
    for (const number of numbers)
      for (const xy of red(page)) expect(isCrossed(number, xy, 0, fonts.measure), number.text).toBe(false)
    // of few points each has its number, over a line too where there is no other place
    const narrow = textsOf(
      await plan([
        [
          [0, 0],
          [0.8, 0],
          [80.8, 100],
          [80, 100],
        ],
      ]),
      /^J\d+$/,
    )
    expect(new Set(narrow.map(({ text }) => text))).toEqual(new Set(['J1', 'J2', 'J3', 'J4']))
  })

  it.each(['A4', 'A3'] as const)(
    'writes the coordinates beside the 四至 in letters that can be read, or leaves them to the table, %s',
    async (size) => {
      for (const n of [12, 24]) {
        const facts = describeParcel(await resident([circle(n)]), 0, CRS)
        const page = parcelPlan(facts, words, form, { size, denominator: null }, fonts.measure)
        const rows = flat(page).filter((mark): mark is TextMark => mark.kind === 'text' && /^\d{7}\.\d{3}$/.test(mark.text))
        expect(rows.length > 0).toBe(n === 12)
        for (const { sizeMm } of rows) expect(sizeMm).toBeGreaterThanOrEqual(1.5)
      }
    },
  )

  it('keeps a long location and its holders within their box, in lines that can be read, with all their words', async () => {
    const facts = describeParcel(await resident([square(0, 0, 60, 60)]), 0, CRS)
    for (const [most, leastMm] of [
      [50, 1.9],
      [100, 1.5],
      [400, 0.1],
    ]) {
      const long = '垦利街道办事处中兴路以东、黄河路以南、'.repeat(30).slice(0, most)
      const named = { ...words, location: long, holder: long }
      for (const [page, said] of [
        [parcelPlan(facts, named, form, { size: 'A4', denominator: null }, fonts.measure), long + long],
        [pointTable(facts, named, form, fonts.measure)[0], long],
      ] as const) {
        const found = flat(page).filter(
          (mark): mark is TextMark => mark.kind === 'text' && mark.text.length > 9 && long.includes(mark.text),
        )
        expect(found.map(({ text }) => text).join('')).toBe(said)
        for (const mark of found) {
          expect(mark.sizeMm).toBeGreaterThanOrEqual(leastMm)
          const [x0, y0, x1, y1] = textBox(mark, fonts.measure)
          const holds = flat(page).some(
            (other) =>
              other.kind === 'shapes' &&
              other.paths.xy.length === 8 &&
              x0 >= other.paths.xy[0] &&
              x1 <= other.paths.xy[4] &&
              y0 >= other.paths.xy[1] &&
              y1 <= other.paths.xy[5] &&
              other.paths.xy[5] - other.paths.xy[1] < 8,
          )
          expect(holds, `${most} ${mark.text}`).toBe(true)
        }
      }
    }
  })

  it('writes number, class and area one below the other where they have no room side by side', async () => {
    const page = await plan([square(0, 0, 21, 120)])
    const inside = [...textsOf(page, /^GB00001$/), ...textsOf(page, /^0102$/), ...textsOf(page, /^\d{4}\.\d\d$/)].filter(
      ({ sizeMm }) => sizeMm > 2.5,
    )
    expect(inside).toHaveLength(3)
    for (const mark of inside) expect(isCrossed(mark, red(page)[0], 0, fonts.measure), mark.text).toBe(false)
  })

  it('keeps the word that says it is no official paper within the frame, in either language', async () => {
    const facts = describeParcel(await resident([square(0, 0, 120, 80)]), 0, CRS)
    for (const watermark of ['示例数据', 'DEMONSTRATION'])
      for (const page of [
        parcelPlan(facts, words, { ...form, watermark }, { size: 'A4', denominator: null }, fonts.measure),
        ...pointTable(facts, words, { ...form, watermark }, fonts.measure),
      ]) {
        const mark = page.marks.find((each): each is TextMark => each.kind === 'text' && each.text === watermark)
        const [x0, y0, x1, y1] = mark ? textBox(mark, fonts.measure) : [0, 0, 0, 0]
        expect([x0 > 25, x1 < 190, y0 > 56, y1 < 267], watermark).toEqual([true, true, true, true])
      }
  })
})
