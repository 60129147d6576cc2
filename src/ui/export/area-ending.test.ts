import { expect, test } from 'vitest'
import type { FieldInfo, Table } from '../../core/table.ts'
import { quietTask } from '../../core/task.ts'
import { exportLayer } from '../../formats/export-layer.ts'
import { formatOf } from '../../formats/registry.ts'
import { areaEnding } from './area-ending.ts'

const FIELDS: FieldInfo[] = [{ name: 'MJ', label: { zh: '修复面积', en: 'Area' }, unit: 'ha' }]
const TABLE: Table = {
  name: 'x',
  crs: '',
  length: 1,
  columns: [{ name: 'MJ', type: 'number', values: Float64Array.of(1) }],
  geometry: null,
}

test.each([
  ['mu', null, 'MJ_mu'],
  ['mu', 'zh', '修复面积（亩）'],
  ['mu', 'en', 'Area (mu)'],
  ['m2', 'zh', '修复面积（m²）'],
  ['ha', null, 'MJ'],
  ['ha', 'zh', '修复面积'],
] as const)('areas in %s under headings %s are said to get the ending that the file has', async (areaUnit, headings, heading) => {
  const { bytes } = await exportLayer(
    {
      format: 'csv',
      table: TABLE,
      rows: null,
      fields: FIELDS,
      columns: ['MJ'],
      crs: null,
      name: 'x',
      beside: null,
      areaUnit,
      ...(headings && { headings }),
    },
    formatOf('csv'),
    quietTask(),
  )
  expect(new TextDecoder().decode(bytes).split('\r\n')[0]).toBe(heading)
  const plain = headings ? FIELDS[0].label[headings] : 'MJ'
  expect(`${plain}${areaEnding(FIELDS, ['MJ'], areaUnit, headings) ?? ''}`).toBe(heading)
  expect(areaEnding(FIELDS, [], areaUnit, headings)).toBeNull()
})
