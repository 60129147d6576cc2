import { describe, expect, it } from 'vitest'
import type { AnalysisResult, ReportColumn } from '../../core/analysis.ts'
import { atOnce, workFor } from '../../core/slices.ts'
import { figuresInSlices, figuresOf } from './figures.ts'
import { tsvOfFigures } from './tsv.ts'

const label = (zh: string) => ({ zh, en: zh })
const text = (name: string, ...values: string[]) => ({
  name,
  type: 'text' as const,
  codes: Uint32Array.from(values, (_, index) => index),
  dictionary: values,
})
const number = (name: string, ...values: number[]) => ({ name, type: 'number' as const, values: Float64Array.from(values) })
const area = (name: string, zh: string): ReportColumn => ({ name, label: label(zh), kind: 'area', unit: 'm2', hasTotal: true })

/** Three lines of 3 333.333 m²: rounded singly they miss the total by 0.01 m². */
function result(overlap = 0): AnalysisResult {
  return {
    table: {
      name: 'area-summary',
      crs: 'EPSG:4490',
      length: 3,
      geometry: null,
      columns: [
        text('XZ', '黄河口镇', '永安镇', '胜坨镇'),
        text('DLBM', '1106', '0103', '9999'),
        text('DLBM_name', '内陆滩涂', '旱地', '9999'),
        text('DLBM_name_en', 'Inland flat', 'Dry land', '9999'),
        number('count', 2, 3, 4),
        number('area_m2', 3333.333, 3333.333, 3333.334),
        number('net_area_m2', 3333.333, 3333.333, 3333.334 - overlap),
        number('overlap_m2', 0, 0, overlap),
      ],
    },
    columns: [
      { name: 'XZ', label: label('镇街'), kind: 'text', isCode: true },
      { name: 'DLBM', label: label('地类代码'), kind: 'text', isCode: true },
      { name: 'DLBM_name', label: label('地类'), kind: 'text', english: 'DLBM_name_en' },
      { name: 'count', label: label('个数'), kind: 'count', hasTotal: true },
      area('area_m2', '椭球面积'),
      area('net_area_m2', '净面积'),
      area('overlap_m2', '重叠'),
    ],
    totals: { count: 9, area_m2: 10000, net_area_m2: 10000 - overlap, overlap_m2: overlap },
    members: { offsets: Uint32Array.of(0, 2, 5, 9), rows: Uint32Array.from({ length: 9 }, (_, row) => row) },
    notes: [],
    method: label('法'),
  }
}
const land = {
  id: 'land',
  title: label('地类'),
  entries: [{ code: '1106', label: label('内陆滩涂'), color: '#b3def8' }],
}
const options = {
  unit: 'm2' as const,
  locale: 'zh' as const,
  fields: [{ name: 'DLBM', label: label('地类'), codes: 'land' }],
  codeLists: { land },
}

describe('figuresOf', () => {
  const figures = figuresOf(result(), options)
  const column = (id: string) => figures.columns.find((each) => each.id === id)!

  it('gives lines that are called by a number a colour each: their bars were of none', () => {
    const base = result()
    const columns: ReportColumn[] = [{ name: 'row', label: label('行号'), kind: 'text' }, area('area_m2', '椭球面积')]
    const table = { ...base.table, columns: [number('row', 1, 2, 3), ...base.table.columns] }
    const { colorOf } = figuresOf({ ...base, table, columns }, options)
    expect(colorOf(0, 0)).toMatch(/^#/)
    expect(new Set([0, 1, 2].map((row) => colorOf(0, row))).size).toBe(3)
  })
  it('reads a code and its name as one, and an unknown code once', () => {
    expect(figures.levels.map(({ header }) => header)).toEqual(['镇街', '地类'])
    expect(figures.rows.map(figures.levels[1].text)).toEqual(['1106 内陆滩涂', '0103 旱地', '9999'])
    expect(figuresOf(result(), { ...options, locale: 'en' }).levels[1].text(0)).toBe('1106 Inland flat')
  })

  it('prints rows that add up to the printed total, and says what that took', () => {
    const printed = figures.rows.map((row) => column('area_m2').value(row) as number)
    expect(printed.reduce((sum, value) => sum + Math.round(value * 100), 0)).toBe(1000000)
    expect(column('area_m2').sum?.text.replace(/\s/g, ' ')).toBe('10 000.00')
    expect(figures.closing).toMatchObject({
      residual: '0.00',
      unit: 'm²',
      adjusted: { residual: '−0.01', largestChange: '0.01' },
    })
  })

  it('shows net area only where something overlaps', () => {
    expect(figures.columns.map(({ id }) => id)).toEqual(['XZ', 'DLBM', 'count', 'area_m2'])
    expect(figuresOf(result(12.5), options).columns.map(({ id }) => id)).toContain('net_area_m2')
  })

  it('takes colours from the code list, and others for what it does not name', () => {
    expect(figures.colorOf(1, 0)).toBe('#b3def8')
    expect(figures.colorOf(1, 1)).not.toBe(figures.colorOf(1, 2))
  })

  it('copies plain numbers with the sum row last, codes kept as text', () => {
    const lines = atOnce(tsvOfFigures(figures, '合计')).split('\r\n')
    expect(lines[0]).toBe('镇街\t地类\t个数\t椭球面积 (m²)')
    expect(lines[2]).toMatch(/^永安镇\t0103 旱地\t3\t3333\.3[34]$/)
    expect(lines.at(-1)).toBe('合计\t\t9\t10000')
  })
})

describe('lines that do not add up to an area', () => {
  it('are counted by pictures, and what only describes them divides none', () => {
    const base = result()
    const described: AnalysisResult = {
      ...base,
      columns: [
        { name: 'XZ', label: label('镇街'), kind: 'text' },
        { name: 'DLBM', label: label('说明'), kind: 'text', isRemark: true },
        { name: 'area_m2', label: label('面积'), kind: 'area', unit: 'm2' },
      ],
      totals: {},
    }
    const figures = figuresOf(described, options)
    expect(figures.levels.map(({ id }) => id)).toEqual(['XZ'])
    expect(figures.columns.map(({ id }) => id)).toEqual(['XZ', 'DLBM', 'area_m2'])
    expect(figures.sizes).toEqual([1, 1, 1])
    expect(figures.sizeText(3)).toBe('3')
    expect(figures.shareText(1)).toBe('33.3 %')
    expect(figures.closing).toBeNull()
  })

  it('take the colours of the code list that the report names', () => {
    const base = result()
    const columns = base.columns.map((column) => (column.name === 'DLBM' ? { ...column, codes: 'land' } : column))
    expect(figuresOf({ ...base, columns }, { ...options, fields: [] }).colorOf(1, 0)).toBe('#b3def8')
  })
})

describe('many lines', () => {
  const length = 150_000
  const many: AnalysisResult = {
    ...result(),
    table: {
      ...result().table,
      length,
      columns: [
        {
          name: 'XZ',
          type: 'text',
          codes: Uint32Array.from({ length }, (_, i) => i),
          dictionary: Array.from({ length }, (_, i) => `宗地 ${i}`),
        },
        { name: 'area_m2', type: 'number', values: Float64Array.from({ length }, (_, i) => 1000 + i / 7) },
      ],
    },
    columns: [{ name: 'XZ', label: label('宗地'), kind: 'text' }, area('area_m2', '椭球面积')],
    totals: { area_m2: 1000 * length + (length * (length - 1)) / 14 },
  }

  it('are rounded in steps, add up, and tell the largest', () => {
    const work = figuresInSlices(many, { unit: 'm2', locale: 'zh', fields: [], codeLists: {} })
    let steps = 0
    let done = null
    // a clock that is always over: one step at a time
    for (let now = 0; !done; steps++) done = workFor(work, 1, () => now++)
    expect(steps).toBeGreaterThan(4)
    const { value } = done
    expect(value.largest).toBe(1000 + (length - 1) / 7)
    expect(value.closing?.residual).toBe('0.00')
    const cents = value.rows.reduce((sum, row) => sum + Math.round(Number(value.columns[1].value(row)) * 100), 0)
    expect(cents).toBe(Math.round(many.totals.area_m2 * 100))
    expect(value.columns[0].text(149_999)).toBe('宗地 149999')
  })
})
