import { expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { App } from '../app/app.ts'
import { hitsAt } from './layers-at.ts'

const layer = (id: string, more: object = {}) => ({
  id,
  table: id,
  role: 'data',
  visible: true,
  geometry: 'polygon',
  minZoom: 0,
  maxZoom: 24,
  filter: [],
  symbology: { kind: 'single' },
  ...more,
})

test('a layer that failed to load is named when a place is asked: its tiles may be drawn, and nothing found is no answer', async () => {
  const layers = {
    zones: layer('zones'),
    failed: layer('failed'),
    off: layer('off', { visible: false }),
    far: layer('far', { minZoom: 18 }),
    heights: layer('heights', { geometry: 'grid', grid: {} }),
    coming: layer('coming'),
  }
  const failed = { state: 'failed' }
  const layerStatus = { failed, off: failed, far: failed, heights: failed, coming: { state: 'loading' } }
  const tree = [{ layers: Object.keys(layers) }]
  const app = {
    store: createStore(() => ({ project: { tree, layers }, session: { compare: null, layerStatus } })),
    tableOf: (id: string) => (id === 'zones' ? {} : undefined),
    rangedOf: () => undefined,
    tiles: { identify: async () => [{ row: 3, distanceM: 0 }] },
  } as unknown as App
  const unread: string[] = []
  const hits = await hitsAt(app, [118.6, 37.6], 1, 15, { onUnread: ({ id }) => unread.push(id) })
  expect(hits).toEqual([{ layer: 'zones', row: 3, distanceM: 0 }])
  expect(unread).toEqual(['failed'])
})
