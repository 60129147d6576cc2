import { layerInHand } from '../../app/layer-in-hand.ts'
import { defineCommand } from '../command.ts'
import { layerExportOpen } from '../layer-export-open.ts'

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
