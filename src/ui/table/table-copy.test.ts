import { expect, test } from 'vitest'
import type { CellValue } from '../../core/table.ts'
import { copyOfRows } from './table-copy.ts'

const cells: readonly CellValue[] = ['0305', '=HYPERLINK("x")', '<b>&', null]
const numbers: readonly CellValue[] = [12.5, -3, null, 0.1 + 0.2]

test('a copy keeps codes as text and figures exact; words are neither run nor marked up', () => {
  const { text, html } = copyOfRows(
    [
      { header: '地类', unit: '', isText: true, value: (row) => cells[row] },
      { header: '面积', unit: 'm²', isText: false, value: (row) => numbers[row] },
    ],
    Uint32Array.of(0, 1, 2, 3),
  )
  expect(text.split('\r\n')).toEqual(['地类\t面积 (m²)', '0305\t12.5', `'=HYPERLINK("x")\t-3`, '<b>&\t', '\t0.30000000000000004'])
  // what Excel and WPS read as text, so that 0305 does not become 305
  expect(html).toContain(`<td style="mso-number-format:'\\@'" sdnum="1033;0;@">0305</td><td>12.5</td>`)
  expect(html).toContain('&lt;b&gt;&amp;')
  expect(html).not.toContain('<b>')
})
