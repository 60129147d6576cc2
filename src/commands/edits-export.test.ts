import { expect, test, vi } from 'vitest'
import type { App } from '../app/app.ts'
import { editsExport } from './edits-export.ts'
import { styleSave } from './style-save.ts'

/** Only what the two commands ask of the application. */
function withLayer() {
  const save = vi.fn()
  const layer = { title: { zh: '宗地 / 图斑', en: 'Parcels / plots' }, fields: [], edits: {}, symbology: {} }
  const app = {
    store: { getState: () => ({ project: { layers: { parcels: layer } }, session: { locale: 'zh' } }) },
    job: async () => ({ bytes: new Uint8Array(1), mime: 'application/geo+json' }),
    files: { save },
    toast: () => {},
  } as unknown as App
  return { app, saved: () => save.mock.calls.map(([name]) => name) }
}

test('files of a layer are named by its title, without what a file system or a reader takes for a path', async () => {
  const { app, saved } = withLayer()
  await editsExport.run(app, { layer: 'parcels' })
  await styleSave.run(app, { layer: 'parcels' })
  expect(saved()).toEqual(['宗地_图斑-变更清单.geojson', '宗地_图斑.style.json'])
})
