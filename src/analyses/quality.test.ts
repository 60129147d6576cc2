import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { AnalysisResult, LayerInput } from '../core/analysis.ts'
import { rowAreasM2 } from '../core/plane.ts'
import { presentReport } from '../core/report.ts'
import { resultLevels } from '../core/result-levels.ts'
import { cellAt, type FieldInfo, findColumn, type Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { decodeFiles } from '../formats/registry.ts'
import { countsOf, DEFAULTS, inputOf, type Line, linesOf, run } from './quality.fixture.ts'
import quality from './quality.ts'

const LAYERS = 'data/layers'
const hasLayers = existsSync(`${LAYERS}/quality-demo.fgb`) && existsSync(`${LAYERS}/parcels.fgb`)
if (!hasLayers) console.warn(`skipped: ${LAYERS} is not built (npm run layers -- --missing)`)

async function shipped(id: string): Promise<LayerInput> {
  const catalog = JSON.parse(readFileSync(`${LAYERS}/catalog.json`, 'utf8'))
  const entry = catalog.layers.find((layer: { id: string }) => layer.id === id)
  const bytes = new Uint8Array(readFileSync(`${LAYERS}/${entry.file}`))
  const answer = await decodeFiles([{ name: entry.file, bytes }], {}, quietTask())
  return inputOf(answer.layers[0].table, entry.fields as FieldInfo[])
}
describe.skipIf(!hasLayers)('the demonstration of defects', () => {
  let layer: LayerInput
  let result: AnalysisResult
  let lines: Line[]
  const rowsWith = (words: string) => {
    const defects = findColumn(layer.table, 'DEFECT')
    if (!defects) throw new Error('no DEFECT')
    return Array.from({ length: layer.table.length }, (_, row) => row).filter((row) =>
      String(cellAt(defects, row)).includes(words),
    )
  }
  beforeAll(async () => {
    layer = await shipped('quality-demo')
    result = await run(layer)
    lines = linesOf(result)
  })

  /** what the layer says of each planted defect, and what must be found in the row that bears it */
  const PLANTED: [words: string, code: string][] = [
    ['东北角外移 18 m', 'quality.overlap'],
    ['东北角外移 0.4 m', 'quality.overlap'],
    ['东北角内移 14 m', 'quality.gap'],
    ['自相交', 'quality.self-intersection'],
    ['尖刺', 'quality.spike'],
    ['重复界址点', 'quality.short-edge.duplicate'],
    ['特征码 GA', 'quality.unit-code.right-needs-collective'],
    ['27 位', 'quality.unit-code.length'],
    ['县级代码 370502', 'quality.unit-code.county'],
    ['不动产单元号重复', 'quality.duplicate-id'],
    ['地类编码不存在', 'quality.land-class'],
    ['相差 12 %', 'quality.area-mismatch'],
    ['权利人为空', 'quality.missing-value'],
    ['图形重复', 'quality.duplicate-geometry'],
  ]

  it.each(PLANTED)('%s is found as %s', (words, code) => {
    const rows = rowsWith(words)
    expect(rows.length).toBeGreaterThan(0)
    for (const row of rows) expect(lines.filter((line) => line.rows.includes(row)).map((line) => line.code)).toContain(code)
  })

  it('names no row that has no planted defect and touches none', () => {
    const planted = new Set(PLANTED.flatMap(([words]) => rowsWith(words)))
    // a neighbour is named beside the row that was moved, a twin beside its double
    expect(lines.filter(({ rows }) => !rows.some((row) => planted.has(row)))).toEqual([])
    expect(countsOf(result)).toMatchObject({
      gap: 1,
      'duplicate-geometry': 1,
      'unit-code': 3,
      'land-class': 1,
      'missing-value': 1,
    })
  })

  it('says a kind by its name alone: its code is a word for other programs', () => {
    const spoken = [result, ...(result.tables ?? [])].map((table) => {
      const report = presentReport({ ...result, ...table }, { unit: 'm2', locale: 'zh' })
      const [kind] = resultLevels(report)
      return new Set(Array.from({ length: report.length }, (_, row) => [kind.words(row), kind.sorted(row)]).flat())
    })
    for (const kinds of spoken) {
      expect([...kinds]).toEqual(expect.arrayContaining(['缝隙', '尖刺', '图形重叠']))
      expect([...kinds].filter((words) => /[a-z]/.test(words))).toEqual([])
    }
  })

  it('places each finding inside the layer, and each overlap and gap as a shape with its area', async () => {
    const { xy } = layer.table.geometry as NonNullable<Table['geometry']>
    const [west, east] = [Math.min(...xy.filter((_, i) => i % 2 === 0)), Math.max(...xy.filter((_, i) => i % 2 === 0))]
    for (const { lngLat } of lines) {
      expect(lngLat[0]).toBeGreaterThanOrEqual(west)
      expect(lngLat[0]).toBeLessThanOrEqual(east)
    }
    const pieces = result.pieces as Table
    // every finding is a feature: a defect with a shape of its own, else the row that is wrong
    expect(pieces.length).toBe(lines.length)
    const rowAreas = rowAreasM2(layer.table)
    const numbers = findColumn(pieces, 'finding')
    if (!numbers) throw new Error('no finding column')
    const measured = rowAreasM2(pieces)
    measured.forEach((areaM2, piece) => {
      const line = lines[Number(cellAt(numbers, piece)) - 1]
      const isOwnShape = ['overlap', 'duplicate-geometry', 'gap'].includes(line.kind)
      // the row that crosses itself is drawn as it was repaired
      const expected = isOwnShape ? line.areaM2 : rowAreas[line.rows[0]]
      expect(Math.abs(areaM2 - expected), line.kind).toBeLessThan(isOwnShape ? 0.2 : 3)
    })
  })

  it('leaves out what is not asked for, and what none of the rows in scope has a part in', async () => {
    const none = await run(layer, { topology: false, shapes: false, ids: false, codes: false, areas: false })
    expect(none.table.length).toBe(0)
    expect(none.notes.map(({ code }) => code)).toEqual(['quality.none'])
    const [row] = rowsWith('地类编码不存在')
    const one = await run({ ...layer, rows: Uint32Array.of(row), scope: 'selection' })
    expect(linesOf(one).map(({ code }) => code)).toEqual(['quality.land-class'])
    const [gap] = rowsWith('东北角内移 14 m')
    const atGap = linesOf(await run({ ...layer, rows: Uint32Array.of(gap), scope: 'selection' }))
    expect(atGap.map(({ kind }) => kind)).toContain('gap')
  })

  it('can be cancelled', async () => {
    const task = { ...quietTask(), breathe: () => Promise.reject(new DOMException('cancelled', 'AbortError')) }
    // a table of its own: what was checked once is kept
    await expect(quality.run({ ...DEFAULTS, layer: { ...layer, table: { ...layer.table } } }, task)).rejects.toThrow('cancelled')
  })
})

describe.skipIf(!hasLayers)('the parcels as they are shipped', () => {
  it('overlap nowhere, leave no gap and have sound shapes, codes and numbers', { timeout: 60_000 }, async () => {
    const layer = await shipped('parcels')
    const start = performance.now()
    const result = await run(layer)
    const counts = countsOf(result)
    console.warn(`quality: ${layer.table.length} parcels in ${((performance.now() - start) / 1000).toFixed(2)} s`, counts)
    // acute corners between roads and canals, and the registered areas that the drawing lets differ
    expect(Object.keys(counts).filter((kind) => kind !== 'spike' && kind !== 'area-mismatch')).toEqual([])
  })
})
