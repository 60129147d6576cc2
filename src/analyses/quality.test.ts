import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import type { AnalysisResult, LayerInput } from '../core/analysis.ts'
import { geometryFromGeoJson } from '../core/geometry.ts'
import { textColumn } from '../core/grouping.ts'
import { rowAreasM2 } from '../core/plane.ts'
import { cellAt, type FieldInfo, findColumn, type Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { decodeFiles } from '../formats/registry.ts'
import { landClassCodeList } from '../standards/land-classes-2019.ts'
import { ownershipCodeList } from '../standards/ownership.ts'
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
function inputOf(table: Table, fields: readonly FieldInfo[]): LayerInput {
  return {
    table,
    rows: null,
    scope: 'all',
    fields,
    codeLists: { 'land-class-2019': landClassCodeList, ownership: ownershipCodeList },
    source: {
      title: { zh: '测试', en: 'Test' },
      file: '',
      sha256: '',
      crs: table.crs,
      date: '',
      licence: '',
      isDemonstration: true,
      notes: [],
    },
  }
}

/** Values of a form as it opens. */
const DEFAULTS = Object.fromEntries(
  Object.entries(quality.params).flatMap(([name, param]) =>
    param.kind === 'layer' ? [] : [[name, param.kind === 'fields' ? [] : param.initial]],
  ),
) as unknown as Omit<Parameters<typeof quality.run>[0], 'layer'>

const run = (layer: LayerInput, values: Partial<typeof DEFAULTS> = {}) =>
  quality.run({ ...DEFAULTS, ...values, layer }, quietTask())

interface Line {
  readonly kind: string
  readonly code: string
  readonly rows: readonly number[]
  readonly areaM2: number
  readonly zh: string
  readonly lngLat: readonly [number, number]
}
function linesOf(result: AnalysisResult): Line[] {
  const column = (name: string) => {
    const found = findColumn(result.table, name)
    if (!found) throw new Error(`no column ${name}`)
    return found
  }
  const { offsets, rows } = result.members
  return Array.from({ length: result.table.length }, (_, line) => ({
    kind: String(cellAt(column('kind'), line)),
    code: String(cellAt(column('code'), line)),
    rows: [...rows.subarray(offsets[line], offsets[line + 1])],
    areaM2: Number(cellAt(column('area_m2'), line) ?? Number.NaN),
    zh: String(cellAt(column('explanation'), line)),
    lngLat: [Number(cellAt(column('lng'), line)), Number(cellAt(column('lat'), line))] as const,
  }))
}
function countsOf(result: AnalysisResult): Record<string, number> {
  const table = result.tables?.[0].table
  const kinds = table && findColumn(table, 'kind')
  const counts = table && findColumn(table, 'count')
  if (!kinds || !counts) throw new Error('no counts')
  return Object.fromEntries(Array.from({ length: table.length }, (_, i) => [cellAt(kinds, i), cellAt(counts, i)]))
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

describe('a table with faults in its fields', () => {
  const text = (name: string, values: (string | null)[]) => textColumn(name, values)
  const square = (x: number) => [
    [
      [x, 37.5],
      [x + 0.001, 37.5],
      [x + 0.001, 37.501],
      [x, 37.501],
      [x, 37.5],
    ],
  ]
  const tableOf = (length: number, columns: Table['columns']): Table => ({
    name: 't',
    crs: 'EPSG:4490',
    length,
    columns,
    geometry: geometryFromGeoJson(
      'polygon',
      Array.from({ length }, (_, i) => ({ type: 'Polygon' as const, coordinates: square(118.5 + i * 0.001) })),
    ),
  })
  const field = (name: string, role: FieldInfo['role'], more: Partial<FieldInfo> = {}): FieldInfo => ({
    name,
    label: { zh: name, en: name },
    role,
    ...more,
  })

  it('counts a parcel number once a town, a unit code once at all, and blanks as missing', async () => {
    const table = tableOf(4, [text('TBBH', ['1', '1', '1', ' ']), text('XZQDM', ['a', 'a', 'b', 'b'])])
    const found = linesOf(await run(inputOf(table, [field('TBBH', 'id'), field('XZQDM', 'town')])))
    expect(found.map(({ code, rows }) => [code, ...rows])).toEqual([
      ['quality.missing-id', 3],
      ['quality.duplicate-id', 0, 1],
    ])
  })

  it('compares areas in the unit of the field, with the tolerance that was chosen', async () => {
    const areaM2 = rowAreasM2(tableOf(1, []))[0]
    // 88 × 111 m: 0.0003·2000·√9 800 is 59 m²; twice the error of class 1 points is some 14 m²
    const table = tableOf(2, [{ name: 'MJ', type: 'number', values: Float64Array.of((areaM2 + 40) / 1e4, (areaM2 + 70) / 1e4) }])
    const layer = inputOf(table, [field('MJ', 'registeredAreaM2', { unit: 'ha' })])
    expect(linesOf(await run(layer)).map(({ rows }) => rows)).toEqual([[1]])
    const analytic = linesOf(await run(layer, { areaRule: 'class1' }))
    expect(analytic.map(({ rows }) => rows)).toEqual([[0], [1]])
    expect(analytic[1].areaM2).toBeCloseTo(70, 3)
    expect(linesOf(await run(layer, { scale: 1000 })).map(({ rows }) => rows)).toEqual([[0], [1]])
  })

  it('adds up a register, and takes its unit number for what it is', async () => {
    const number = (name: string, values: number[]): Table['columns'][number] => ({
      name,
      type: 'number',
      values: Float64Array.from(values),
    })
    const table = tableOf(2, [
      text('ZRZYDJDYH', ['opaque 1', 'opaque 2']),
      number('DJDYZMJ', [10, 10]),
      number('GYMJ', [10, 9]),
      number('DYNZRZYZMJ', [8, 8]),
      number('FZRZYZMJ', [2, 2]),
      number('SDMJ', [8, 8]),
    ])
    const found = linesOf(await run(inputOf(table, [field('ZRZYDJDYH', 'unitCode')])))
    expect(found.map(({ code, rows }) => [code, ...rows])).toEqual([['quality.register.ownership-sum', 1]])
    expect(found[0].areaM2).toBeCloseTo(10_000, 6)
  })

  it('says which letter contradicts the ownership, and accepts a layer’s own class codes', async () => {
    const code = (letters: string) => `370505001001${letters}00001W00000000`
    const table = tableOf(2, [text('BDCDYH', [code('GB'), code('JB')]), text('QSXZ', ['20', '20']), text('DL', ['x', 'y'])])
    const fields = [field('BDCDYH', 'unitCode'), field('QSXZ', 'ownership'), field('DL', 'landClass', { codes: 'own' })]
    const layer = inputOf(table, fields)
    const own = { id: 'own', title: { zh: '', en: '' }, entries: [{ code: 'x', label: { zh: '', en: '' } }] }
    const found = linesOf(await run({ ...layer, codeLists: { ...layer.codeLists, own } }))
    expect(found.map((line) => [line.code, ...line.rows])).toEqual([
      ['quality.unit-code.ownership', 1],
      ['quality.land-class', 1],
    ])
  })

  it('lets a disputed title contradict no letter, and an undetermined letter no title', async () => {
    const code = (letters: string) => `370505001001${letters}00001W00000000`
    const letters = ['GB', 'JB', 'ZB', 'ZB', 'JB', 'GB']
    const titles = ['99', '99', '20', '30', '30', '30']
    const table = tableOf(6, [text('BDCDYH', letters.map(code)), text('QSXZ', titles)])
    const found = linesOf(await run(inputOf(table, [field('BDCDYH', 'unitCode'), field('QSXZ', 'ownership')]), { ids: false }))
    expect(found.map((line) => [line.code, ...line.rows])).toEqual([['quality.unit-code.ownership', 5]])
    expect(found[0].zh).toContain('特征码 G 与权属性质 30 不符')
  })

  it('says that a county is another only where nine in ten codes are of one', async () => {
    const codes = (strays: number) =>
      Array.from({ length: 10 }, (_, i) =>
        `${i < strays ? '370502' : '370505'}001001GB0000${i}W00000000`.replace('00000W', '00010W'),
      )
    const strays = async (count: number) =>
      linesOf(await run(inputOf(tableOf(10, [text('BDCDYH', codes(count))]), [field('BDCDYH', 'unitCode')])))
    const one = await strays(1)
    expect(one.map((line) => [line.code, ...line.rows])).toEqual([['quality.unit-code.county', 0]])
    expect(one[0].zh).toContain('县级代码 370502 与本图层其余的 370505 不符')
    expect(await strays(2)).toEqual([])
  })

  it('reads a class that may be turned to farmland as the class it stands on', async () => {
    const layer = (codes?: string) =>
      inputOf(tableOf(2, [text('DLBM', ['0301K', '0399K'])]), [field('DLBM', 'landClass', codes ? { codes } : {})])
    for (const each of [layer(), layer('land-class-2019')])
      expect(linesOf(await run(each)).map((line) => [line.code, ...line.rows])).toEqual([['quality.land-class', 1]])
  })

  it('tells how far apart areas are in thousandths of what is registered, and nothing of rows without either', async () => {
    const plain = tableOf(3, [])
    const drawn = rowAreasM2(plain)
    const geometry = plain.geometry as NonNullable<Table['geometry']>
    // half of what is drawn, nothing, not told, and a row without shape
    const registered = Float64Array.of(drawn[0] / 2, 0, Number.NaN, 500)
    const table: Table = {
      ...plain,
      length: 4,
      columns: [{ name: 'MJ', type: 'number', values: registered }],
      geometry: { ...geometry, rows: Uint32Array.of(...geometry.rows, geometry.rows[3]) },
    }
    const found = linesOf(await run(inputOf(table, [field('MJ', 'registeredAreaM2', { unit: 'm2' })]))).filter(
      ({ code }) => code === 'quality.area-mismatch',
    )
    expect(found.map(({ rows }) => rows)).toEqual([[0], [1]])
    expect(found[0].zh).toContain('（1000.00‰）')
    expect(found[1].zh).toContain('（—‰）')
  })

  it('says once of a field that is empty throughout, and of every row where only some are', async () => {
    const table = tableOf(2, [text('QLR', [null, ' ']), text('XZQDM', ['a', null])])
    const result = await run(inputOf(table, [field('QLR', 'holder'), field('XZQDM', 'town')]))
    expect(linesOf(result).map((line) => [line.code, ...line.rows])).toEqual([['quality.missing-value', 1]])
    expect(result.notes.find(({ code }) => code === 'quality.emptyField')?.detail).toEqual({ field: 'QLR' })
  })

  it('lists rows without shape, and refuses layers that are not polygons', async () => {
    const table = { ...tableOf(1, []), length: 2 }
    const geometry = table.geometry as NonNullable<Table['geometry']>
    const layer = inputOf({ ...table, geometry: { ...geometry, rows: Uint32Array.of(0, 1, 1) } }, [])
    expect(linesOf(await run(layer)).map(({ code, rows }) => [code, ...rows])).toEqual([['quality.no-shape', 1]])
    await expect(run(inputOf({ ...table, geometry: { ...geometry, kind: 'line' } }, []))).rejects.toThrow('analysis.geometry')
  })

  it('counts all and lists the first thousand of a kind', async () => {
    const table = tableOf(1500, [
      text(
        'DLBM',
        Array.from({ length: 1500 }, () => '9999'),
      ),
    ])
    const result = await run(inputOf(table, [field('DLBM', 'landClass')]))
    expect(countsOf(result)).toEqual({ 'land-class': 1500 })
    expect(result.totals).toEqual({ findings: 1500, errors: 1500, warnings: 0 })
    expect(result.table.length).toBe(1000)
    expect(result.notes.map(({ code }) => code)).toContain('quality.listed')
  })
})
