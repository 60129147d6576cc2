import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { type Catalog, wantedLayerSchema } from './catalog.ts'
import { initialProject } from './initial.ts'
import {
  EMPTY_PACK,
  filesOf,
  isExpired,
  namedFiles,
  type Pack,
  takenFiles,
  wantedLayer,
  withoutLayers,
  withPack,
  withTaken,
} from './pack.ts'
import { smallCatalog } from './small-deployment.fixture.ts'

const AT = '2026-11-27T08:10:00Z'
const wanted = (id: string, catalog: Catalog = smallCatalog) => {
  const found = wantedLayer(catalog, id)
  if (!found) throw new Error(id)
  return found
}
const taken: Pack = withTaken({ ...EMPTY_PACK, wanted: [wanted('plots')] }, { ...wanted('plots'), takenAt: AT })
const [plots, roads] = smallCatalog.layers
const newer: Catalog = { ...smallCatalog, layers: [{ ...plots, sha256: 'c'.repeat(64), date: '2026-12-01' }, roads] }

describe('a package', () => {
  it('has a layer once it has come, and no longer waits for it', () => {
    expect([taken.layers.map(({ entry }) => entry.id), taken.wanted]).toEqual([['plots'], []])
    expect([...takenFiles(taken)]).toEqual([plots.sha256])
  })
  it('keeps the taken file while a newer one is on its way', () => {
    const updating = { ...taken, wanted: [wanted('plots', newer)] }
    expect([...takenFiles(updating)]).toEqual([plots.sha256])
    expect(namedFiles(updating)).toEqual(new Set([plots.sha256, 'c'.repeat(64)]))
    const done = withTaken(updating, { ...wanted('plots', newer), takenAt: AT })
    expect([[...takenFiles(done)], done.wanted]).toEqual([['c'.repeat(64)], []])
  })
  it('takes along what is published beside a file', () => {
    const tiles = { file: 'plots.pmtiles', bytes: 7, sha256: 'd'.repeat(64), minZoom: 0, maxZoom: 15 }
    expect(filesOf({ ...plots, tiles } as Catalog['layers'][number]).map(({ file }) => file)).toEqual([
      'plots.fgb',
      'plots.pmtiles',
    ])
  })
  it('gives layers back', () => {
    expect(withoutLayers({ ...taken, wanted: [wanted('roads')] }, new Set(['plots', 'roads']))).toEqual(EMPTY_PACK)
  })
})

describe('the catalog to work with', () => {
  it('is the server’s where nothing was taken', () => {
    expect(withPack(newer, EMPTY_PACK)).toEqual({ catalog: newer, updates: [] })
  })
  it('stays as it was taken when the server has a newer file, and names it', () => {
    const { catalog, updates } = withPack(newer, taken)
    expect(updates).toEqual(['plots'])
    expect(catalog.layers).toEqual(smallCatalog.layers)
  })
  it('keeps a taken layer that the server no longer has, in its group', () => {
    const without: Catalog = {
      ...smallCatalog,
      layers: [roads],
      groups: smallCatalog.groups.map((group) => ({ ...group, layers: group.layers.filter((id) => id !== 'plots') })),
    }
    const { catalog, updates } = withPack(without, taken)
    expect(updates).toEqual([])
    expect(catalog.layers.map(({ id }) => id)).toEqual(['roads', 'plots'])
    expect(catalog.groups[0].layers).toEqual(['plots'])
  })
  it('brings the code lists that its fields name', () => {
    const list = { id: 'kinds', title: { zh: '类', en: 'kinds' }, entries: [] }
    const field = { name: 'k', label: { zh: 'k', en: 'k' }, codes: 'kinds' }
    const coded = { ...smallCatalog, codeLists: [list], layers: [{ ...plots, fields: [field] }, roads] } as Catalog
    const pack = withTaken(EMPTY_PACK, { ...wanted('plots', coded), takenAt: AT })
    expect(withPack(newer, pack).catalog.codeLists).toEqual([list])
  })
})

describe('a part of a layer', () => {
  const ring: [number, number][] = [[116, 39], [117, 39], [117, 40], [116, 39]] // biome-ignore format: a ring
  const part = { key: 'e'.repeat(64), title: '东城', rings: [ring], of: { sha256: plots.sha256, count: 10 } }
  const cut = { ...plots, sha256: 'f'.repeat(64), bytes: 300, count: 3, part } as Catalog['layers'][number]
  const pack = withTaken(EMPTY_PACK, { ...wanted('plots'), entry: cut, takenAt: AT })
  it('is what the page works with, though the server has all of it, and no newer data', () => {
    const { catalog, updates } = withPack(smallCatalog, pack)
    expect(catalog.layers.map(({ sha256 }) => sha256)).toEqual(['f'.repeat(64), roads.sha256])
    expect(updates).toEqual([])
  })
  it('is outdated by another file of the whole', () => {
    expect(withPack(newer, pack).updates).toEqual(['plots'])
  })
  it('says with everything that is made of it what is here', () => {
    const { layers } = initialProject(withPack(smallCatalog, pack).catalog)
    expect(layers.plots.source.notes).toEqual([
      { code: 'offline.part', detail: { area: '东城', count: 3, all: 10 }, level: 'warning' },
    ])
    expect(layers.roads.source.notes).toEqual([])
  })
  it('goes through a project file as it is', () => {
    const layer = { entry: cut, codeLists: [], group: 'base' }
    expect(v.parse(wantedLayerSchema, JSON.parse(JSON.stringify(layer)))).toEqual(layer)
  })
})

describe('its expiry', () => {
  const until = { ...taken, expiresAt: '2026-12-01T00:00:00Z' }
  it('comes with the date', () => {
    expect(isExpired(until, new Date('2026-11-30T23:59:59Z'))).toBe(false)
    expect(isExpired(until, new Date('2026-12-01T00:00:00Z'))).toBe(true)
    expect(isExpired(taken, new Date('2099-01-01'))).toBe(false)
  })
  it('is not put off by a clock that is put back', () => {
    expect(isExpired({ ...until, seenAt: '2026-12-02T00:00:00Z' }, new Date('2026-11-01'))).toBe(true)
  })
})
