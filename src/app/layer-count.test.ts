import { expect, it } from 'vitest'
import { layerCount } from './layer-count.ts'
import { smallCatalog } from './small-deployment.fixture.ts'
import type { LayerStatus } from './state.ts'

it('tells the rows of a layer that nobody has read, by the catalog; those of a table that was read go before', () => {
  const shipped = smallCatalog.layers.find((layer) => layer.kind === 'table')
  if (!shipped) throw new Error('no table in the catalog')
  const unread = { state: 'waiting', count: null } as unknown as LayerStatus
  expect(layerCount(shipped.id, undefined, smallCatalog)).toBe(shipped.count)
  expect(layerCount(shipped.id, unread, smallCatalog)).toBe(shipped.count)
  expect(layerCount(shipped.id, { ...unread, count: 7 }, smallCatalog)).toBe(7)
  expect(layerCount('imported', unread, smallCatalog)).toBeNull()
})
