import { describe, expect, it } from 'vitest'
import { resolveValues } from '../workers/resolve-values.ts'
import { layerOf, table } from './area-summary.fixture.ts'
import summary from './area-summary.ts'
import { analyses, findAnalysis } from './registry.ts'

describe('the registry', () => {
  it('finds analyses by folder, each with both languages and an id like its file', () => {
    expect(analyses.map((analysis) => analysis.id)).toContain('area-summary')
    expect(findAnalysis('nothing')).toBeUndefined()
    for (const { title, summary: words, params } of analyses) {
      for (const text of [title, words, ...Object.values(params).map((param) => param.label)]) {
        expect(text.zh && text.en).toBeTruthy()
        expect(text.zh).toMatch(/[\u4e00-\u9fff]/)
      }
    }
  })

  it('resolves stored values: tables by id, initial values where nothing is stored', () => {
    const { table: _, ...layer } = layerOf(table)
    const request = { analysis: 'area-summary', values: { groupBy: ['XZ'] }, layers: { layer: { ...layer, table: 'id' } } }
    expect(resolveValues(summary.params, request, () => table)).toMatchObject({
      layer: { table },
      groupBy: ['XZ'],
      registered: [],
      net: true,
    })
    expect(() => resolveValues(summary.params, request, () => undefined)).toThrowError(/analysis\.noTable/)
    expect(() => resolveValues(summary.params, { ...request, layers: {} }, () => table)).toThrowError(/analysis\.noLayer/)
    const beyond = { ...request, layers: { layer: { ...layer, table: 'id', rows: Uint32Array.of(99) } } }
    expect(() => resolveValues(summary.params, beyond, () => table)).toThrowError(/analysis\.rows/)
  })
})
