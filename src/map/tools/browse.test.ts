import { expect, test, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { App } from '../../app/app.ts'
import type { Card, Layer } from '../../app/state.ts'
import { hitsAt, layersComing } from '../layers-at.ts'
import { browseTool } from './browse.ts'
import type { ToolContext } from './tool.ts'

vi.mock('../layers-at.ts', () => ({ hitsAt: vi.fn(), layersComing: vi.fn() }))
vi.mock('../tile-hits.ts', () => ({ tileHits: () => [] }))
vi.mock('../../app/outside-parts.ts', () => ({ outsideParts: () => [] }))

const zone = { layer: 'zones', row: 3, distanceM: 0 }
const parcel = { layer: 'parcels', row: 7, distanceM: 0 }

/** A click where one layer has answered and another is still being read. */
async function clickedEarly() {
  const store = createStore<{ project: object; session: { card: Card | null } }>(() => ({
    project: { tree: [], layers: {} },
    session: { card: null },
  }))
  const setSession = (change: { card: Card | null }) =>
    store.setState(({ project, session }) => ({ project, session: { ...session, ...change } }))
  const app = { store, setSession } as unknown as App
  let arrive = () => {}
  vi.mocked(layersComing).mockReturnValueOnce(
    new Promise<void>((resolve) => {
      arrive = resolve
    }),
  )
  vi.mocked(hitsAt).mockResolvedValueOnce([zone])
  const map = { getZoom: () => 15, getCanvas: () => ({ style: {} }) }
  const tool = browseTool({ app, map, metresPerPixel: () => 1 } as unknown as ToolContext)
  tool.click([118.6, 37.6], { isAdding: false, isTouch: false, isFree: false, isStraight: false })
  const card = () => store.getState().session.card
  await vi.waitFor(() => expect(card()).toMatchObject({ hits: [zone], open: 0 }))
  vi.mocked(layersComing).mockReturnValue(null)
  vi.mocked(hitsAt).mockResolvedValue([zone, parcel])
  return { arrive, card, setSession }
}

test('what is asked while a layer is being read is asked again when it has been: one hit becomes the list', async () => {
  const { arrive, card } = await clickedEarly()
  arrive()
  await vi.waitFor(() => expect(card()).toMatchObject({ hits: [zone, parcel], open: null }))
})

test('what was chosen meanwhile stays open, with the way back to the list', async () => {
  const { arrive, card, setSession } = await clickedEarly()
  setSession({ card: { ...(card() as Card), focus: 0 } })
  arrive()
  await vi.waitFor(() => expect(card()).toMatchObject({ hits: [zone, parcel], open: 0 }))
})

test('a layer that could not be read is told, once: nothing found is no answer then', async () => {
  const toasts: { message: { code: string } }[] = []
  const app = {
    store: createStore(() => ({ project: { tree: [], layers: {} }, session: { card: null, toasts, locale: 'en' } })),
    setSession: () => {},
    toast: vi.fn((code: string) => void toasts.push({ message: { code } })),
  } as unknown as App
  vi.mocked(layersComing).mockReturnValue(null)
  const parcels = { title: { zh: '宗地', en: 'Parcels' } } as Layer
  vi.mocked(hitsAt).mockImplementation(async (_app, _at, _m, _zoom, { onUnread } = {}) => {
    onUnread?.(parcels)
    return []
  })
  const tool = browseTool({ app, map: { getZoom: () => 15 }, metresPerPixel: () => 1 } as unknown as ToolContext)
  for (let press = 0; press < 2; press++) {
    tool.click([118.6, 37.6], { isAdding: false, isTouch: true, isFree: false, isStraight: false })
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  expect(vi.mocked(app.toast).mock.calls).toEqual([['ranged.unanswered', { layers: 'Parcels' }]])
})

test('a card that was closed meanwhile stays closed', async () => {
  const { arrive, card, setSession } = await clickedEarly()
  setSession({ card: null })
  arrive()
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(card()).toBeNull()
})
