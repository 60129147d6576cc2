import { describe, expect, it } from 'vitest'
import { fromLngLat } from '../crs.ts'
import { cellAt, findColumn } from '../table.ts'
import { blankPoint, type Check } from './check.ts'
import { checkLines } from './check-lines.ts'
import { checkPages } from './check-pages.ts'
import { checkSheet } from './check-sheet.ts'
import { checkTable } from './check-table.ts'
import { placeAlong } from './local-plane.ts'
import { localTime } from './local-time.ts'

/** A rectangle of 30 by 40 m in the plane of zone 40, laid down by X and Y, not by degrees. */
const ORIGIN = { x: 4162644.88, y: 40371328.55 }
const XY = [
  [0, 0],
  [0, 40],
  [-30, 40],
  [-30, 0],
].map(([dx, dy]) => ({ x: ORIGIN.x + dx, y: ORIGIN.y + dy }))
const inChina = (iso: string) => localTime(iso, 480)
const CENTRE = { lng: 118.543, lat: 37.5869 }
/** inverse of the projection by Newton's steps on the forward formula alone */
function degreesOf({ x, y }: { x: number; y: number }): { lng: number; lat: number } {
  let { lng, lat } = CENTRE
  for (let step = 0; step < 30; step++) {
    const [y0, x0] = fromLngLat('EPSG:4528', Float64Array.of(lng, lat))
    const distanceM = Math.hypot(x - x0, y - y0)
    if (distanceM < 1e-7) break
    const turn = (Math.atan2(y - y0, x - x0) * 180) / Math.PI
    ;[lng, lat] = placeAlong(lng, lat, { distanceM, azimuthDeg: (turn + 360) % 360 })
  }
  return { lng, lat }
}
const check: Check = {
  version: 1,
  id: 'c',
  layer: { id: 'l', title: '宗地', table: 't', sha256: 'ab'.repeat(32) },
  parcel: { row: 0, code: '370505001001GB00001', name: '<img src=x onerror=alert(1)>', registeredAreaM2: 1200 },
  crs: 'EPSG:4528',
  pointClass: 3,
  points: XY.map((xy, i) =>
    blankPoint({
      id: `p${i}`,
      label: `J${i + 1}`,
      ring: 0,
      registered: degreesOf(xy),
      ...(i === 1 && {
        status: 'moved' as const,
        marker: 'stone' as const,
        note: '"引号", 逗号 & <b>',
        measured: {
          ...degreesOf({ x: xy.x + 0.3, y: xy.y + 0.4 }),
          accuracyM: 0.02,
          source: 'nmea' as const,
          quality: 'rtkFixed' as const,
          count: 10,
          rejected: 0,
          sdM: 0.004,
          typed: null,
          at: '2026-05-01T01:02:03.000Z',
        },
      }),
    }),
  ),
  verdict: 'disputed',
  note: '',
  officer: '李某',
  startedAt: '',
  changedAt: '2026-05-01T01:02:03.000Z',
  changes: {},
}

describe('the points of a check', () => {
  it('have X north and Y east to the millimetre, and edges in the plane that close', () => {
    const lines = checkLines(check, 'zh')
    lines.forEach(({ registered }, i) => {
      expect(registered?.x).toBeCloseTo(XY[i].x, 4)
      expect(registered?.y).toBeCloseTo(XY[i].y, 4)
    })
    expect(lines.map(({ edgeM }) => edgeM?.toFixed(3))).toEqual(['40.000', '30.000', '40.000', '30.000'])
    expect(lines[1].offsetM).toBeCloseTo(0.5, 3)
    expect(lines[1].verdict?.kind).toBe('fail')
    expect(lines[0].offsetM).toBeNull()
  })
  it('make a table in which figures are numbers and codes are text', () => {
    const { table, fields } = checkTable([check, check], 'zh', inChina)
    expect(table.length).toBe(8)
    const cell = (name: string, row: number) => cellAt(findColumn(table, name)!, row)
    expect(cell('ZDDM', 1)).toBe('370505001001GB00001')
    expect(cell('SC_X', 1)).toBe(4162645.18)
    expect(cell('SC_Y', 1)).toBe(40371368.95)
    expect(cell('SC_X', 0)).toBeNull()
    expect(cell('CLSJ', 1)).toBe('2026-05-01 09:02:03 +08:00')
    expect(cell('CLSJ', 0)).toBe('')
    expect(cell('PD', 1)).toBe('超限')
    expect(cell('JBZL', 5)).toBe('石桩')
    expect(fields.map(({ name }) => name)).toEqual(table.columns.map(({ name }) => name))
    expect(checkTable([], 'en', inChina).table.length).toBe(0)
  })
  it('make a sheet whose words are words', () => {
    const html = checkSheet([check], 'zh', inChina)
    expect(html).not.toContain('<img')
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(html).toContain('&quot;引号&quot;, 逗号 &amp; &lt;b&gt;')
    expect(html).toContain('登记面积 1\u00a0200.00 m²')
    expect(html).toContain('2026-05-01 09:02:03 +08:00')
    expect(html).toContain('争议')
    expect(html).toContain('粗差：J2')
    expect(html).not.toMatch(/<script|https?:\/\//)
    expect(checkSheet([check], 'en', inChina)).toContain('Boundary check')
    // the layer by the reader's name for it; a record of before has the Chinese one alone
    expect(checkSheet([check], 'en', inChina)).toContain('宗地')
    const named = { ...check, layer: { ...check.layer, titleEn: 'Parcels' } }
    expect(checkSheet([named], 'en', inChina)).toContain('Parcels')
    expect(checkSheet([named], 'en', inChina)).not.toContain('宗地')
    expect(checkSheet([named], 'zh', inChina)).toContain('宗地')
  })
  it('say on the sheet beside which area the measured one stands, and judge none by a phone', () => {
    const sheetOf = (registeredAreaM2: number | null, accuracyM: number, locale: 'zh' | 'en') =>
      checkSheet(
        [
          {
            ...check,
            parcel: { ...check.parcel, registeredAreaM2 },
            points: check.points.map((point) => ({ ...point, measured: point.measured && { ...point.measured, accuracyM } })),
          },
        ],
        locale,
        inChina,
      )
    expect(sheetOf(null, 0.02, 'zh')).toMatch(/图形面积 1\u00a0\d{3}\.\d\d m²，差/)
    expect(sheetOf(null, 0.02, 'en')).toMatch(/drawn 1\u00a0\d{3}\.\d\d m², difference/)
    expect(sheetOf(1200, 0.02, 'zh')).toMatch(/允差 ±7\.07 m²（2m_P）：超出允差/)
    expect(sheetOf(1200, 6, 'zh')).toMatch(/（2m_P）：不判（实测点精度不够）/)
    expect(sheetOf(1200, 6, 'en')).toContain('not judged (a measured point is not accurate enough)')
  })
  it('make pages that hold every point once, inside the paper', () => {
    const many = {
      ...check,
      points: Array.from({ length: 40 }, (_, i) => ({ ...check.points[i % 4], id: `q${i}`, label: `J${i + 1}` })),
    }
    const measure = (words: string, sizeMm: number) => words.length * sizeMm * 0.6
    const pages = checkPages([check, many], 'zh', inChina, measure)
    expect(pages).toHaveLength(1 + 3)
    const words = pages.map(({ marks }) => marks.flatMap((mark) => (mark.kind === 'text' ? [mark] : [])))
    const labels = words.slice(1).flatMap((marks) => marks.map(({ text }) => text).filter((text) => /^J\d+$/.test(text)))
    expect(labels).toEqual(many.points.map(({ label }) => label))
    for (const { x, y } of words.flat()) {
      expect(x).toBeGreaterThanOrEqual(15)
      expect(x).toBeLessThanOrEqual(282)
      expect(y).toBeLessThanOrEqual(205)
    }
    expect(words[0].map(({ text }) => text)).toEqual(expect.arrayContaining(['4162644.880', '0.500', '石桩', '李某']))
    expect(words[0].some(({ text }) => text.startsWith('核实结论：争议'))).toBe(true)
  })

  it('breaks long notes into lines within the frame and loses none of their words', () => {
    const note = Array.from({ length: 90 }, (_, i) => `界桩被移走${i}，`).join('')
    const long: Check = { ...check, note, points: check.points.map((point, i) => (i === 1 ? { ...point, note } : point)) }
    const measure = (words: string, sizeMm: number) => [...words].length * sizeMm
    const pages = checkPages([long], 'zh', inChina, measure)
    expect(pages.length).toBeGreaterThan(1)
    const texts = pages.flatMap(({ marks }) => marks.flatMap((mark) => (mark.kind === 'text' ? [mark] : [])))
    for (const mark of texts) {
      expect(mark.y).toBeLessThanOrEqual(205)
      if (mark.align !== 'start' && mark.align) continue
      expect(mark.x + measure(mark.text, mark.sizeMm), mark.text).toBeLessThanOrEqual(282.01)
      if (mark.x > 252) expect(mark.sizeMm).toBe(2.7)
    }
    const column = texts.filter(({ x }) => Math.abs(x - 253.2) < 0.01).map(({ text }) => text)
    expect(column.join('')).toContain(note)
    expect(texts.map(({ text }) => text).join('')).toContain(`：${note}`)
  })

  it('has English marks between English words', () => {
    const pages = checkPages([check], 'en', inChina, (words, sizeMm) => words.length * sizeMm * 0.5)
    const texts = pages.flatMap(({ marks }) => marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : [])))
    expect(texts.some((words) => words.startsWith('Conclusion: '))).toBe(true)
    expect(texts.filter((words) => /[：、]/.test(words))).toEqual([])
    expect(checkSheet([check], 'en', inChina)).not.toMatch(/[：、]/)
  })
})
