import { expect, test, vi } from 'vitest'
import type { App } from '../app/app.ts'
import type { SnapHit } from '../workers/tiles-api.ts'
import { snapAt } from './layers-at.ts'

vi.mock('./style.ts', () => ({ bottomUp: ({ layers }: { layers: object }) => Object.values(layers) }))

const hit = (table: string, kind: SnapHit['kind'], distanceM: number): SnapHit => ({
  kind,
  at: [118, 37],
  xy: null,
  edge: null,
  row: 0,
  distanceM,
  table,
})
const layer = (id: string) => ({
  id,
  table: id,
  visible: true,
  geometry: 'polygon',
  minZoom: 0,
  maxZoom: 24,
  filter: [],
  symbology: { kind: 'single' },
})

function appWith(near: SnapHit | null, far: () => Promise<SnapHit | null>): App {
  return {
    store: { getState: () => ({ project: { layers: { here: layer('here'), far: layer('far') } } }) },
    tableOf: (id: string) => (id === 'here' ? {} : null),
    rangedOf: (id: string) => (id === 'far' ? {} : null),
    tiles: { snap: ({ tables: [{ id }] }: { tables: { id: string }[] }) => (id === 'far' ? far() : Promise.resolve(near)) },
  } as unknown as App
}
const ask = (app: App) => snapAt(app, [118, 37], 5, 16)

test('a vertex goes before an edge, then the nearer, of layers in memory and of those that are read as needed', async () => {
  const table = async (near: SnapHit | null, far: SnapHit | null) => (await ask(appWith(near, async () => far)))?.table
  expect(await table(hit('here', 'edge', 1), hit('far', 'vertex', 4))).toBe('far')
  expect(await table(hit('here', 'vertex', 4), hit('far', 'edge', 1))).toBe('here')
  expect(await table(hit('here', 'vertex', 2), hit('far', 'vertex', 1))).toBe('far')
  expect(await table(hit('here', 'vertex', 1), hit('far', 'vertex', 1))).toBe('here')
  expect(await table(null, hit('far', 'edge', 1))).toBe('far')
  expect(await table(null, null)).toBeUndefined()
})

test('a network that is gone, or answers nothing, holds up no point', async () => {
  vi.useFakeTimers()
  try {
    const gone = appWith(hit('here', 'edge', 1), () => Promise.reject(new Error('gone')))
    expect((await ask(gone))?.table).toBe('here')
    const silent = ask(appWith(hit('here', 'edge', 1), () => new Promise(() => {})))
    await vi.advanceTimersByTimeAsync(1000)
    expect((await silent)?.table).toBe('here')
  } finally {
    vi.useRealTimers()
  }
})
