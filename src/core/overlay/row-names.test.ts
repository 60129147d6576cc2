import { describe, expect, it } from 'vitest'
import { tableOfParts } from '../../../tests/polygon-tables.ts'
import type { LayerInput } from '../analysis.ts'
import { textColumn } from '../grouping.ts'
import { subjectTexts } from './row-names.ts'

function layerOf(columns: Record<string, readonly string[]>, roles: Record<string, 'unitCode' | 'id' | 'name'>) {
  const table = {
    ...tableOfParts([]),
    length: 3,
    columns: Object.entries(columns).map(([name, texts]) => textColumn(name, [...texts])),
  }
  const fields = Object.entries(roles).map(([name, role]) => ({ name, role }))
  return { table, fields } as unknown as LayerInput
}
const rows = [0, 1, 2, 1]

describe('what lines call their subjects', () => {
  it('says the name, as cards do, not the number of the office', () => {
    const parks = layerOf({ BH: ['P1', 'P2', 'P3'], MC: ['天宁湖', '兴隆', ''] }, { BH: 'id', MC: 'name' })
    expect(subjectTexts(parks, rows).map(({ zh }) => zh)).toEqual(['天宁湖', '兴隆', 'P3', '兴隆'])
  })
  it('adds the number where several bear one name', () => {
    const zones = layerOf(
      { BH: ['Z1', 'Z2', 'Z3'], MC: ['保育区', '保育区', '恢复区'], MC_EN: ['Core', 'Core', 'Restoration'] },
      { BH: 'id', MC: 'name' },
    )
    expect(subjectTexts(zones, rows).map(({ zh }) => zh)).toEqual(['保育区 Z1', '保育区 Z2', '恢复区', '保育区 Z2'])
    expect(subjectTexts(zones, rows)[0].en).toBe('Core Z1')
    const nameless = layerOf({ MC: ['保育区', '保育区', ''] }, { MC: 'name' })
    expect(subjectTexts(nameless, rows).map(({ zh }) => zh)).toEqual(['保育区 #1', '保育区 #2', '#3', '保育区 #2'])
  })
  it('says the unit code where there is one', () => {
    const parcels = layerOf({ DM: ['a', 'b', 'c'], MC: ['x', 'x', 'x'] }, { DM: 'unitCode', MC: 'name' })
    expect(subjectTexts(parcels, rows).map(({ zh }) => zh)).toEqual(['a', 'b', 'c', 'b'])
  })
})
