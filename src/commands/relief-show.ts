import type { LayerId } from '../app/state.ts'
import { defineCommand } from './command.ts'

/** Raises the ground by the heights of a raster; null lays the map flat. */
export const reliefShow = defineCommand<{ relief: { readonly layer: LayerId; readonly exaggeration: number } | null }>({
  id: 'relief-show',
  title: { zh: '三维起伏', en: '3D relief' },
  async run(app, { relief }) {
    // the raster must be open, it need not be seen
    if (relief) await app.loadTable(relief.layer)
    app.setSession({ relief })
  },
})
