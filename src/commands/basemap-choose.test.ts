import { describe, expect, it } from 'vitest'
import type { App } from '../app/app.ts'
import type { Project, Session } from '../app/state.ts'
import { basemapChoose } from './basemap-choose.ts'

const parcels = (opacity: number) => ({
  id: 'parcels',
  title: { zh: '宗地', en: 'Parcels' },
  role: 'data',
  visible: true,
  opacity,
  geometry: 'polygon',
  filter: [],
  minZoom: 0,
  maxZoom: 22,
  symbology: { kind: 'single', style: { fill: '#ffe' } },
})

/** As much of the application as choosing needs. */
function desk(basemapKeys: Session['basemapKeys'], opacity = 0.5) {
  const seen: { basemap: string; dialog: Session['dialog']; told: unknown[] } = { basemap: 'own', dialog: null, told: [] }
  const app = {
    config: {
      basemaps: [
        { id: 'sky', needsKey: true, title: { zh: '影像', en: 'Imagery' } },
        { id: 'city', needsKey: false },
      ],
    },
    map: { bounds: () => [118.2, 37.2, 118.4, 37.4] },
    store: {
      getState: () => ({
        project: { layers: { parcels: parcels(opacity) } },
        session: {
          locale: 'en',
          basemapKeys,
          view: { zoom: 14 },
          layerStatus: { parcels: { state: 'ready', bbox: [118, 37, 119, 38] } },
        },
      }),
    },
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
  it('that is wholly covered where one looks is chosen, and it is said by what', () => {
    const { app, seen } = desk({ sky: 'k' }, 1)
    basemapChoose.run(app, { basemap: 'sky' })
    expect(seen).toEqual({ basemap: 'sky', dialog: null, told: [['map.basemapCovered', { layer: 'Parcels' }]] })
  })
  it('of our own needs no such word: it is made to be covered', () => {
    const { app, seen } = desk({}, 1)
    basemapChoose.run(app, { basemap: 'blank' })
    expect(seen).toEqual({ basemap: 'blank', dialog: null, told: [] })
  })
})
