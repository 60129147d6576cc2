import { describe, expect, it } from 'vitest'
import type { App } from '../app/app.ts'
import type { Project, Session } from '../app/state.ts'
import { basemapChoose } from './basemap-choose.ts'

/** As much of the application as choosing needs. */
function desk(basemapKeys: Session['basemapKeys']) {
  const seen: { basemap: string; dialog: Session['dialog']; told: unknown[] } = { basemap: 'own', dialog: null, told: [] }
  const app = {
    config: {
      basemaps: [
        { id: 'sky', needsKey: true, title: { zh: '影像', en: 'Imagery' } },
        { id: 'city', needsKey: false },
      ],
    },
    store: { getState: () => ({ session: { locale: 'en', basemapKeys } }) },
    change: (_: unknown, update: (project: Project) => Project) => {
      seen.basemap = update({ basemap: seen.basemap } as Project).basemap
    },
    setSession: ({ dialog = null }: Partial<Session>) => {
      seen.dialog = dialog
    },
    toast: (...told: unknown[]) => seen.told.push(told),
  } as unknown as App
  return { app, seen }
}

describe('a basemap', () => {
  it('that lacks its key is not chosen: it is said, and the place for the key opens', () => {
    const { app, seen } = desk({})
    basemapChoose.run(app, { basemap: 'sky' })
    expect(seen).toEqual({ basemap: 'own', dialog: 'basemaps', told: [['map.basemapKey', { basemap: 'Imagery' }]] })
  })
  it.each([
    ['city', {}],
    ['sky', { sky: 'k' }],
  ])('%s is chosen', (basemap, keys) => {
    const { app, seen } = desk(keys)
    basemapChoose.run(app, { basemap })
    expect(seen).toEqual({ basemap, dialog: null, told: [] })
  })
})
