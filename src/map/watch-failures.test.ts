import type { Map as MapLibreMap } from 'maplibre-gl'
import { expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { App } from '../app/app.ts'
import { createToasts } from '../app/toasts.ts'
import { watchFailures } from './watch-failures.ts'

/** As much of the application as a basemap that fails needs. */
function failing() {
  const store = createStore(() => ({
    project: { basemap: 'imagery' },
    session: { locale: 'zh', basemapKeys: { imagery: 'wrong' }, toasts: [] as { message: { code: string } }[] },
  }))
  const setSession = ((patch: (session: object) => object) =>
    store.setState(({ session }) => ({ session: { ...session, ...patch(session) } }))) as unknown as App['setSession']
  const config = { basemaps: [{ id: 'imagery', title: { zh: '影像', en: 'Imagery' } }] }
  const listeners: Record<string, (event: object) => void> = {}
  const map = { on: (name: string, listener: () => void) => (listeners[name] = listener), once: () => {} }
  const app = { store, setSession, config, toast: createToasts(setSession) } as unknown as App
  watchFailures(app, map as unknown as MapLibreMap, { overlayFailed: () => {}, restored: () => {} })
  return {
    app,
    tileFails: () => listeners.error({ sourceId: 'base:0' }),
    typeKey: (key: string) => setSession(() => ({ basemapKeys: { imagery: key } })),
    choose: (basemap: string) => store.setState({ project: { basemap } }),
    said: () => store.getState().session.toasts.map(({ message }) => message.code),
    dismiss: () => setSession(() => ({ toasts: [] })),
  }
}

test('a basemap that cannot be reached is said once, however many tiles fail', () => {
  const { tileFails, said, dismiss } = failing()
  tileFails()
  expect(said()).toEqual(['map.basemap'])
  dismiss()
  tileFails()
  expect(said()).toEqual([])
})

test('with another key the message goes, and another wrong key is said anew', () => {
  const { app, tileFails, typeKey, said } = failing()
  app.toast('map.basemapKey', { basemap: '影像' })
  tileFails()
  expect(said()).toEqual(['map.basemapKey', 'map.basemap'])
  typeKey('also wrong')
  expect(said()).toEqual([])
  tileFails()
  expect(said()).toEqual(['map.basemap'])
})

test('left and chosen again, it says anew that it cannot be reached', () => {
  const { tileFails, choose, said } = failing()
  tileFails()
  choose('own')
  expect(said()).toEqual([])
  choose('imagery')
  tileFails()
  expect(said()).toEqual(['map.basemap'])
})
