import { describe, expect, it } from 'vitest'
import type { Project } from '../../app/state.ts'
import { usedIndicators } from '../../core/grading/model.ts'
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

describe('gradingProblems', () => {
  it('has nothing to say of a scheme that fits', () => {
    const all = project(['context-roads', 'context-canals', 'ecological-red-line'], ['ndvi'])
    expect(gradingProblems(fieldConditions, table, '宗地', all)).toEqual([])
  })

  it('names each field, layer and raster that is not there, and those switched off are not asked for', () => {
    const codes = gradingProblems(fieldConditions, { ...table, columns: [] }, '宗地', project(['ndvi'], [])).map(
      ({ code }) => code,
    )
    expect(codes.sort()).toEqual(['grading.noField', 'grading.noLayer', 'grading.noLayer', 'grading.noLayer', 'grading.noRaster'])
    expect(gradingProblems(cultivatedLand, table, '宗地', project([], []))).toHaveLength(16)
    const off = {
      ...cultivatedLand,
      weights: 'renormalise' as const,
      indicators: cultivatedLand.indicators.map((each, i) => ({ ...each, isOff: i > 0 })),
    }
    expect(gradingProblems(off, table, '宗地', project([], []))).toHaveLength(1)
  })

  it('finds weights that do not sum to one', () => {
    const heavy = {
      ...cultivatedLand,
      indicators: cultivatedLand.indicators.map((each, i) => (i === 0 ? { ...each, weight: 0.5 } : each)),
    }
    expect(gradingProblems(heavy, null, '', project([], []))).toMatchObject([{ code: 'grading.weights' }])
  })
})

describe('renormalised', () => {
  it.each([wetlandHealth, cultivatedLand, fieldConditions])('makes four printed decimals sum to one', (model) => {
    const weights = usedIndicators(renormalised(model)).map(({ weight }) => Math.round(weight * 10_000))
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBe(10_000)
  })
})
