import type { LayerId } from '../app/state.ts'
import { defineCommand } from './command.ts'

/** Opens the export of a layer: what is selected in it, what its filter leaves, or all of it. */
export const layerExportOpen = defineCommand<{ layer: LayerId }>({
  id: 'layer-export-open',
  title: { zh: '导出图层', en: 'Export layer' },
  run(app, { layer }) {
    if (app.store.getState().project.layers[layer]) app.setSession({ dialog: 'export-layer', dialogLayer: layer })
  },
})
