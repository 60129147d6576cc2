import { describe, expect, it } from 'vitest'
import { sampleMatrix } from '../../tests/sample-report.ts'
import type { AnalysisResult } from './analysis.ts'
import { PAPER_LOOK } from './charts/chart.ts'
import { paperChart } from './charts/paper-chart.ts'
import { planarArea } from './geometry.ts'
import { textColumn } from './grouping.ts'
import type { Mark } from './print/marks.ts'
import { presentReport } from './report.ts'
import { chartWords, reportChart, shortName } from './report-chart.ts'
import { levelColors, resultLevels } from './result-levels.ts'
import type { CodeList, FieldInfo } from './table.ts'

const measure = (text: string, size: number) => [...text].length * size
const fields: FieldInfo[] = [{ name: 'DLBM', label: { zh: '地类', en: 'Class' }, codes: 'land' }]
const land: CodeList = {
  id: 'land',
  title: { zh: '地类', en: 'Classes' },
  entries: [{ code: '01', label: { zh: '耕地', en: 'Cropland' }, color: '#fff3a6' }],
}
const options = { locale: 'zh' as const, fields, codeLists: { land } }

/** Areas in m² by town and class. */
function summary(lines: readonly (readonly [town: string, code: string, m2: number])[]): AnalysisResult {
  const total = lines.reduce((sum, [, , m2]) => sum + m2, 0)
  return {
    table: {
      name: 's',
      crs: '',
      length: lines.length,
      geometry: null,
      columns: [
        textColumn(
          'XZ',
          lines.map(([town]) => town),
        ),
        textColumn(
          'DLBM',
          lines.map(([, code]) => code),
        ),
        { name: 'area_m2', type: 'number', values: Float64Array.from(lines, ([, , m2]) => m2) },
      ],
    },
    columns: [
      { name: 'XZ', label: { zh: '镇街', en: 'Town' }, kind: 'text' },
      { name: 'DLBM', label: { zh: '地类', en: 'Class' }, kind: 'text', isCode: true },
      { name: 'area_m2', label: { zh: '面积', en: 'Area' }, kind: 'area', unit: 'm2', hasTotal: true },
    ],
    totals: { area_m2: total },
    members: { offsets: new Uint32Array(lines.length + 1), rows: new Uint32Array() },
    notes: [],
    method: { zh: '', en: '' },
  } as unknown as AnalysisResult
}
const chartOf = (result: AnalysisResult) => reportChart(result, presentReport(result, { unit: 'ha', locale: 'zh' }), options)
const areaOf = (mark: Mark) => {
  if (mark.kind !== 'shapes') return 0
  const xy = Array.from(mark.paths.xy)
  return Math.abs(planarArea(Float64Array.from([...xy, xy[0], xy[1]]), 0, xy.length / 2 + 1))
}
/** Words that reach over the edges of the drawing. */
const outside = (marks: readonly Mark[], widthMm: number, heightMm: number) =>
  marks.filter((mark) => {
    if (mark.kind !== 'text' || mark.turnDeg) return false
    const width = measure(mark.text, mark.sizeMm)
    const left = mark.align === 'end' ? mark.x - width : mark.align === 'middle' ? mark.x - width / 2 : mark.x
    return left < -1e-6 || left + width > widthMm + 1e-6 || mark.y > heightMm || mark.y < 0
  })

it('gives a level the colours of its code list, and other values a hue each in the order in which they first stand', () => {
  const result = summary([
    ['乙镇', '99', 1],
    ['甲镇', '01', 1],
    ['乙镇', '98', 1],
    ['丙镇', '01', 1],
  ])
  const [town, land] = resultLevels(presentReport(result, { unit: 'ha', locale: 'zh' })).map((level) =>
    levelColors(result, level, options),
  )
  expect([0, 1, 2, 3].map(town)).toEqual(['#7fb3ab', '#d9b779', '#7fb3ab', '#9dbccb'])
  expect([0, 1, 2, 3].map(land)).toEqual(['#7fb3ab', '#fff3a6', '#d9b779', '#fff3a6'])
})

describe('the chart of a result on paper', () => {
  const two = summary([
    ['甲镇', '01', 60_000],
    ['甲镇', '02', 20_000],
    ['乙镇', '01', 20_000],
  ])

  it('has a ring a level, as large as the shares, in the colours of the code list, and a key that adds up to 100', () => {
    const chart = chartOf(two)
    if (chart?.kind !== 'rings') throw new Error(chart?.kind)
    expect(chart.caption).toBe('面积（公顷），按镇街、地类')
    expect(chart.total).toBe('10.0000 公顷')
    expect(chart.levels.map(({ entries }) => entries.map(({ name, words }) => `${name} ${words}`))).toEqual([
      ['甲镇 80.0 %', '乙镇 20.0 %'],
      ['01 80.0 %', '02 20.0 %'],
    ])
    expect(chart.levels[1].entries[0].color).toBe('#fff3a6')
    for (const width of [170, 75]) {
      const { marks, widthMm, heightMm } = paperChart(chart, width, 1, measure)
      expect(outside(marks, widthMm, heightMm)).toEqual([])
      const inner = marks
        .filter((mark) => mark.kind === 'shapes' && mark.paint.line === PAPER_LOOK.quiet)
        .slice(0, chart.sectors.length)
      const ofTowns = inner.filter((_, i) => chart.sectors[i].depth === 0).map(areaOf)
      expect(ofTowns[0] / ofTowns[1]).toBeCloseTo(4, 1)
    }
    expect(chartWords(chart)).toContain('乙镇')
  })

  it('is bars of one level, and of lines without number', () => {
    expect(chartOf(summary(Array.from({ length: 601 }, (_, i) => [`${i}`, '01', 1 + i] as const)))?.kind).toBe('bars')
    const one = { ...two, columns: two.columns.filter(({ name }) => name !== 'DLBM') }
    expect(chartOf(one)?.kind).toBe('bars')
  })

  it('is a square a pair of classes, what stayed in grey and out of the scale', () => {
    const result = sampleMatrix(3)
    const chart = reportChart(result, presentReport(result, { unit: 'm2', locale: 'zh' }), options)
    if (chart?.kind !== 'matrix') throw new Error(chart?.kind)
    const drawn = paperChart(chart, 170, 1, measure)
    const cells = drawn.marks.filter((mark) => mark.kind === 'shapes' && mark.paint.line === PAPER_LOOK.quiet)
    const fills = cells.map((mark) => (mark.kind === 'shapes' ? mark.paint.fill : ''))
    expect(fills).toHaveLength(9)
    const grey = fills[0]
    expect([fills[0], fills[4], fills[8]]).toEqual([grey, grey, grey])
    // 3000 and 3001 are the largest changes: the last is as dark as the accent
    expect(fills[7]).toBe('#0f6b62')
    expect(chart.most.replace(/\s/g, '')).toContain('3001.00')
    // its lines are of a thousand, two and three thousand: a shade each, and grey
    expect(new Set(fills).size).toBe(4)
    expect(outside(drawn.marks, 170, drawn.heightMm)).toEqual([])
  })

  it('shortens a class to its code, and a name without code not at all', () => {
    expect(shortName('0301 乔木林地', 'to_0301_m2')).toBe('0301')
    expect(shortName('National park', 'to_National park_m2')).toBe('National park')
    expect(shortName('No counterpart', 'to_none_m2')).toBe('No counterpart')
    expect(shortName('012 Dry land', 'to_01_m2')).toBe('012 Dry land')
  })
})
