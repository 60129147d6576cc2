import { layerInHand } from '../app/layer-in-hand.ts'
import type { LayerId } from '../app/state.ts'
import { defineCommand } from './command.ts'

/** Opens the export of a layer: what is selected in it, what its filter leaves, or all of it. */
export const layerExportOpen = defineCommand<{ layer: LayerId }>({
  id: 'layer-export-open',
  title: { zh: '导出图层', en: 'Export layer' },
  needsArgument: true,
  run(app, { layer }) {
    if (app.store.getState().project.layers[layer]) app.setSession({ dialog: 'export-layer', dialogLayer: layer })
  },
})

/** Of the layer in hand, for those who look for the word. */
export const exportInHand = defineCommand({
  id: 'export-in-hand',
  title: layerExportOpen.title,
  aliases: ['下载', '另存为', 'shp', 'download', 'save as'],
  isEnabled: (app) => layerInHand(app) !== null,
  run(app) {
    const layer = layerInHand(app)
    if (layer) return layerExportOpen.run(app, { layer })
  },
})
