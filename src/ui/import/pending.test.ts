import { describe, expect, it } from 'vitest'
import type { DecodedLayer, Question } from '../../formats/format.ts'
import { companions, fileRows, firstChoice, inMetres, isOpen, keyOf, UNCONVERTED } from './pending.ts'

const layer = (file: string, questions: readonly Question[] = [], name = '宗地') =>
  ({ table: { name, geometry: { kind: 'polygon' } }, receipt: { file }, questions, fields: [] }) as unknown as DecodedLayer
const files = (...names: string[]) => names.map((name) => ({ name, blob: new Blob() }))
const candidate = (crs: string, shareInside: number) => ({ crs, shareInside, bbox: [118, 37, 119, 38] as const })

describe('fileRows', () => {
  it('accounts for every dropped file once', () => {
    const rows = fileRows({
      files: files('宗地.shp', '宗地.dbf', '宗地.prj', '范围.csv', '照片.jpg', '坏.geojson'),
      layers: [layer('宗地.shp'), layer('范围.csv')],
      failures: [{ file: '坏.geojson', code: 'json.broken', detail: {} }],
    })
    expect(rows.map(({ file, parts, layers, failure }) => [file, parts, layers.length, failure?.code ?? null])).toEqual([
      ['宗地.shp', ['宗地.dbf', '宗地.prj'], 1, null],
      ['范围.csv', [], 1, null],
      ['坏.geojson', [], 0, 'json.broken'],
      ['照片.jpg', [], 0, null],
    ])
  })

  it('keeps several layers of one file in its row', () => {
    const rows = fileRows({
      files: files('混合.geojson'),
      layers: [layer('混合.geojson', [], '面'), layer('混合.geojson', [], '点')],
      failures: [],
    })
    expect(rows).toHaveLength(1)
    expect(rows[0].layers).toHaveLength(2)
  })

  it('does not call an archive unknown of which a member has failed', () => {
    const failures = [{ file: '包.zip/坏.shp', code: 'shp.broken', detail: {} }]
    const rows = fileRows({ files: files('包.zip'), layers: [], failures })
    expect(rows.map(({ file, failure }) => [file, failure?.code])).toEqual([['包.zip/坏.shp', 'shp.broken']])
  })

  it('names a failure inside an archive beside the archive', () => {
    const rows = fileRows({
      files: files('包.zip'),
      layers: [layer('包.zip')],
      failures: [{ file: '包.zip/坏.shp', code: 'shp.broken', detail: {} }],
    })
    expect(rows.map(({ file }) => file)).toEqual(['包.zip', '包.zip/坏.shp'])
  })
})

describe('companions', () => {
  it('are the loose parts of a Shapefile, not files that only share a name', () => {
    const all = files('A.SHP', 'a.dbf', 'a.shp.xml', 'a.geojson', 'ab.shp')
    expect(companions('A.SHP', all).map(({ name }) => name)).toEqual(['A.SHP', 'a.dbf', 'a.shp.xml'])
    expect(companions('a.geojson', all).map(({ name }) => name)).toEqual(['a.geojson'])
  })
  it('are read again with a picture and a MapInfo table too', () => {
    const all = files('a.tif', 'a.tfw', 'a.prj', 'b.tfw', 't.tab', 't.dat', 't.map', 't.id', 't.csv')
    expect(companions('a.tif', all).map(({ name }) => name)).toEqual(['a.tif', 'a.tfw', 'a.prj'])
    expect(companions('t.tab', all).map(({ name }) => name)).toEqual(['t.tab', 't.dat', 't.map', 't.id'])
    expect(companions('t.csv', all).map(({ name }) => name)).toEqual(['t.csv'])
  })
})

describe('choices', () => {
  const two = layer('a.shp', [
    { kind: 'crs', candidates: [candidate('EPSG:4528', 1), candidate('EPSG:4549', 1)], preselected: null },
  ])
  it('leaves the question open when two fit', () => {
    expect(isOpen(two, firstChoice(two))).toBe(true)
    expect(isOpen(two, { ...firstChoice(two), crs: 'EPSG:4528' })).toBe(false)
  })
  it('takes the only one that fits, and drops a layer that fits nowhere', () => {
    const one = layer('a.shp', [{ kind: 'crs', candidates: [candidate('EPSG:4528', 1)], preselected: 'EPSG:4528' }])
    expect(isOpen(one, firstChoice(one))).toBe(false)
    expect(firstChoice(layer('a.shp', [{ kind: 'crs', candidates: [], preselected: null }])).isWanted).toBe(false)
  })
  it('asks about swapped coordinates', () => {
    const swapped = layer('p.csv', [{ kind: 'swap', sample: [[37.6, 118.5]] }])
    expect(isOpen(swapped, firstChoice(swapped))).toBe(true)
    expect(isOpen(swapped, { ...firstChoice(swapped), swap: 'keep' })).toBe(false)
    // in words of what they are
    expect([[[37.6, 118.5]], [[4126738.7, 355394.4]], []].map((sample) => inMetres(sample as [number, number][]))).toEqual([
      false,
      true,
      false,
    ])
  })
  it('keeps an old datum back until the user has answered, or named another system', () => {
    const old = layer('老.txt', [{ kind: 'datum', crs: 'EPSG:2364' }])
    expect(isOpen(old, firstChoice(old))).toBe(true)
    expect(isOpen(old, { ...firstChoice(old), datum: UNCONVERTED })).toBe(false)
    expect(isOpen(old, { ...firstChoice(old), crs: 'EPSG:4528' }, layer('老.txt'))).toBe(false)
    const plain = layer('a.txt')
    expect(isOpen(plain, { ...firstChoice(plain), crs: 'EPSG:2364' }, old)).toBe(true)
  })
  it('knows a layer again by its key', () => {
    expect(keyOf(two)).toBe(keyOf(layer('a.shp')))
  })
})
