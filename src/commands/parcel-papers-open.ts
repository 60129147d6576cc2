import type { LayerId } from '../app/state.ts'
import { defineCommand } from './command.ts'

/** Opens 宗地图 and 界址点成果表 of some parcels of a layer. */
export const parcelPapersOpen = defineCommand<{ layer: LayerId; rows: readonly number[] }>({
  id: 'parcel-papers-open',
  title: { zh: '宗地图', en: 'Parcel papers' },
  run(app, { layer, rows }) {
    if (app.store.getState().project.layers[layer])
      app.setSession({ dialog: 'parcel-papers', dialogLayer: layer, dialogRows: rows })
  },
})
