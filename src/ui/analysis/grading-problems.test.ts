import { describe, expect, it } from 'vitest'
import type { Project } from '../../app/state.ts'
import { usedIndicators } from '../../core/grading/model.ts'
import type { Text } from '../../core/text.ts'
import { cultivatedLand } from '../../standards/grading-presets/cultivated-land.ts'
import { fieldConditions } from '../../standards/grading-presets/field-conditions.ts'
import { wetlandHealth } from '../../standards/grading-presets/wetland-health.ts'
import { gradingProblems, renormalised } from './grading-problems.ts'

const table = {
  name: '',
  crs: 'EPSG:4490',
  length: 0,
  geometry: null,
  columns: [{ name: 'DLBM', type: 'number' as const, values: new Float64Array() }],
}
const project = (vector: readonly string[], grids: readonly string[]) =>
  ({
    layers: Object.fromEntries([...vector.map((id) => [id, {}]), ...grids.map((id) => [id, { grid: {} }])]),
  }) as unknown as Project

const zh = (text: Text) => text.zh
const en = (text: Text) => text.en

describe('gradingProblems', () => {
  it('has nothing to say of a scheme that fits', () => {
    const all = project(['context-roads', 'context-canals', 'ecological-red-line'], ['ndvi'])
    expect(gradingProblems(fieldConditions, table, '宗地', all, zh)).toEqual([])
  })

  it('names each field, layer and raster that is not there, and those switched off are not asked for', () => {
    const codes = gradingProblems(fieldConditions, { ...table, columns: [] }, '宗地', project(['ndvi'], []), zh).map(
      ({ code }) => code,
    )
    expect(codes.sort()).toEqual([
      'grading.noFields',
      'grading.noLayer',
      'grading.noLayer',
      'grading.noLayer',
      'grading.noRaster',
    ])
    const [lacking, ...others] = gradingProblems(cultivatedLand, table, 'Parcels', project([], []), en)
    expect(others).toEqual([])
    expect(lacking).toMatchObject({ code: 'grading.noFields', detail: { count: 16, layer: 'Parcels' } })
    expect(lacking.detail.fields).toMatch(/^Landform position \(DXBW\), Irrigation \(GGNL\), /)
    const off = {
      ...cultivatedLand,
      weights: 'renormalise' as const,
      indicators: cultivatedLand.indicators.map((each, i) => ({ ...each, isOff: i > 0 })),
    }
    expect(gradingProblems(off, table, '宗地', project([], []), zh)).toMatchObject([
      { detail: { count: 1, fields: '地形部位（DXBW）' } },
    ])
  })

  it('finds weights that do not sum to one', () => {
    const heavy = {
      ...cultivatedLand,
      indicators: cultivatedLand.indicators.map((each, i) => (i === 0 ? { ...each, weight: 0.5 } : each)),
    }
    expect(gradingProblems(heavy, null, '', project([], []), zh)).toMatchObject([{ code: 'grading.weights' }])
  })
})

describe('renormalised', () => {
  it.each([wetlandHealth, cultivatedLand, fieldConditions])('makes four printed decimals sum to one', (model) => {
    const weights = usedIndicators(renormalised(model)).map(({ weight }) => Math.round(weight * 10_000))
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(10_000)
  })
})
