import { describe, expect, it } from 'vitest'
import { geometryFromGeoJson } from '../core/geometry.ts'
import { textColumn } from '../core/grouping.ts'
import { rowAreasM2 } from '../core/plane.ts'
import type { FieldInfo, Table } from '../core/table.ts'
import { countsOf, inputOf, linesOf, run } from './quality.fixture.ts'

describe('a table with faults in its fields and shapes', () => {
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

  it('finds a bow-tie once, also where its lobes are of one size, and a ring without area as such', async () => {
    const [e, w] = [118.51, 118.5]
    const ring = (...corners: [number, number][]) => ({ type: 'Polygon' as const, coordinates: [[...corners, corners[0]]] })
    const geometry = geometryFromGeoJson('polygon', [
      ring([w, 37.5], [e, 37.51], [e, 37.5], [w, 37.51]),
      ring([118.6, 37.5], [118.61, 37.51], [118.62, 37.51], [118.61, 37.51]),
    ])
    const found = linesOf(await run(inputOf({ ...tableOf(2, []), geometry }, [])))
    expect(found.map(({ code, rows }) => [code, ...rows])).toEqual([
      ['quality.self-intersection', 0],
      ['quality.degenerate', 1],
    ])
    // half of the box around it
    expect(found[0].areaM2).toBeCloseTo(490_671.6, 0)
    expect(found[0].zh).toBe('界线自相交或自接触，1 处')
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
