import { expect, it } from 'vitest'
import type { LayerInput } from '../core/analysis.ts'
import { subjectTexts } from '../core/overlay/row-names.ts'
import { drawnArea } from './drawn-area.ts'

it('an area that was drawn is called by its title in either language', () => {
  const title = { zh: '绘制范围 2', en: 'Drawn area 2' }
  const { table, fields } = drawnArea(title, [
    [118.6, 37.6],
    [118.7, 37.6],
    [118.7, 37.7],
    [118.6, 37.6],
  ])
  expect(table.length).toBe(1)
  expect(subjectTexts({ table, fields } as unknown as LayerInput, [0])).toEqual([title])
})
