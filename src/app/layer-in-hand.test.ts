import { expect, it } from 'vitest'
import type { App } from './app.ts'
import { layerInHand } from './layer-in-hand.ts'
import type { Project, Session } from './state.ts'

const layer = (id: string, visible = true) => ({ id, visible, role: 'data', geometry: 'polygon' })
const project = {
  tree: [{ id: 'all', layers: ['units', 'parcels', 'hidden'] }],
  layers: { units: layer('units'), parcels: layer('parcels'), hidden: layer('hidden', false) },
} as unknown as Project
const status = (counts: Readonly<Record<string, number | null>>) =>
  Object.fromEntries(Object.entries(counts).map(([id, count]) => [id, { count }]))
const inHand = (counts: Readonly<Record<string, number | null>>, session: Partial<Session> = {}) =>
  layerInHand({
    store: {
      getState: () => ({
        project,
        session: { card: null, selection: null, drawer: null, layerStatus: status(counts), ...session },
      }),
    },
  } as unknown as App)

it('is of the visible layers the one with the most rows: few ask fifteen units that lie above the parcels', () => {
  expect(inHand({ units: 15, parcels: 28_970, hidden: 40_000 })).toBe('parcels')
  expect(inHand({ units: 15, parcels: 15 }), 'of equals the upper one').toBe('units')
  expect(inHand({ units: 15, parcels: null }), 'not read yet').toBe('units')
})

it('is what is selected, on the card or in the table, however few rows it has', () => {
  const counts = { units: 15, parcels: 28_970 }
  expect(inHand(counts, { selection: { layer: 'units', rows: [0] } } as never)).toBe('units')
  expect(inHand(counts, { drawer: { table: 'units' } } as never)).toBe('units')
  expect(inHand(counts, { card: { hits: [{ layer: 'units' }], open: null } } as never)).toBe('units')
})
