import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import type { PackArea } from '../core/offline/pack-area.ts'
import type { App } from './app.ts'
import { type Catalog, catalogSchema } from './catalog.ts'
import { cutEntry } from './cut-layers.ts'
import { EMPTY_PACK, type Pack, wantedLayer, withTaken } from './pack.ts'
import { smallCatalog } from './small-deployment.fixture.ts'
import { missing } from './take-layers.ts'

const AT = '2026-11-27T08:10:00Z'
const east: PackArea = { title: '东', rings: [[[116, 39], [117, 39], [117, 40], [116, 39]]] } // biome-ignore format: a ring
const west: PackArea = { title: '西', rings: [[[115, 39], [116, 39], [116, 40], [115, 39]]] } // biome-ignore format: a ring
const [plots, roads] = smallCatalog.layers
// one large enough to be cut, one not
const published: Catalog = { ...smallCatalog, layers: [{ ...plots, bytes: 5e6 }, roads] }
const plan = { key: 'e'.repeat(64), count: 3, bytes: 300 }

function appWith(pack: Pack, edits: object | null = null): App {
  const state = { session: { offline: { pack } }, project: { layers: { plots: { edits }, roads: { edits: null } } } }
  return { published, store: { getState: () => state } } as unknown as App
}
function packOf(...entries: Catalog['layers']): Pack {
  return entries.reduce((pack, entry) => {
    const layer = wantedLayer(published, entry.id)
    return layer ? withTaken(pack, { ...layer, entry, takenAt: AT }) : pack
  }, EMPTY_PACK)
}
const [large] = published.layers
if (large.kind !== 'table') throw new Error('plots')
const cut = cutEntry(large, east, plan, 'f'.repeat(64))
const layers = ['plots', 'roads']

describe('what is still to be taken', () => {
  it.each<[string, Pack, PackArea | null, readonly string[]]>([
    ['all of it, when nothing is here', EMPTY_PACK, null, layers],
    ['nothing, when all is here', packOf(large, roads), null, []],
    ['the large layer, when only an area of it is wanted', packOf(large, roads), east, ['plots']],
    ['nothing, when that area is here', packOf(cut, roads), { ...east, title: 'another name' }, []],
    ['another area', packOf(cut, roads), west, ['plots']],
    ['the whole after a part', packOf(cut, roads), null, ['plots']],
  ])('%s', (_, pack, area, expected) => {
    expect(missing(appWith(pack), { layers, area })).toEqual(expected)
  })
  it('is no part of a layer that was edited here: its edits are by row', () => {
    const edits = { cells: { 0: { MJ: { before: 1, after: 2 } } }, shapes: {} }
    const wanted = { layers: ['plots'], area: east }
    expect(missing(appWith(packOf(large)), wanted)).toEqual(['plots'])
    expect(missing(appWith(packOf(large), edits), wanted)).toEqual([])
  })
})

it('the entry of a part is one of a catalog, without tiles and codes, and knows the whole', () => {
  const tiles = { file: 'p.pmtiles', bytes: 9, sha256: 'd'.repeat(64), minZoom: 0, maxZoom: 15 }
  const entry = cutEntry({ ...large, tiles }, east, plan, 'f'.repeat(64))
  expect(entry).toMatchObject({ bytes: 300, count: 3, sha256: 'f'.repeat(64), part: { of: { sha256: large.sha256, count: 10 } } })
  expect('tiles' in entry).toBe(false)
  expect(v.is(catalogSchema, { ...published, layers: [entry, roads] })).toBe(true)
})
