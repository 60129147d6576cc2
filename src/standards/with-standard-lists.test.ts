import { expect, test } from 'vitest'
import { defaultSymbology } from '../app/import-layer.ts'
import type { CodeList } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { decodeFiles } from '../formats/registry.ts'
import { standardList } from './standard-lists.ts'
import { STANDARD_LISTS, withStandardLists } from './with-standard-lists.ts'

const byId = (lists: readonly CodeList[]) => Object.fromEntries(lists.map((list) => [list.id, list]))

test('a deployment without lists draws land classes that the receipt says are known', async () => {
  const square = (code: string, x: number) =>
    `{"type":"Feature","properties":{"DLBM":"${code}"},"geometry":{"type":"Polygon","coordinates":[[[${x},37.5],[${x + 0.01},37.5],[${x + 0.01},37.6],[${x},37.5]]]}}`
  const text = `{"type":"FeatureCollection","features":[${square('0101', 118.5)},${square('0303', 118.6)}]}`
  const { layers } = await decodeFiles([{ name: 'a.geojson', bytes: new TextEncoder().encode(text) }], {}, quietTask())
  expect(layers[0].receipt.notes.map(({ code }) => code)).toContain('fields.landClasses')
  expect(defaultSymbology(layers[0], 'polygon', {}, '#000').kind).toBe('single')
  const look = defaultSymbology(layers[0], 'polygon', byId(await withStandardLists([])), '#000')
  expect(look.kind === 'categories' && look.classes.map(({ value, label }) => `${value} ${label?.zh}`).sort()).toEqual([
    '0101 水田',
    '0303 红树林地',
  ])
})
test('what a deployment publishes itself is left as it is', async () => {
  const own = { id: 'land-class-2019', title: { zh: '本区', en: 'Own' }, entries: [] }
  const lists = await withStandardLists([own])
  expect(lists[0]).toBe(own)
  expect(lists.map(({ id }) => id)).toEqual(['land-class-2019', 'ownership'])
  for (const id of STANDARD_LISTS) expect(standardList(id)?.id).toBe(id)
})
