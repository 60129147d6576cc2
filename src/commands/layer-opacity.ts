import type { LayerId } from '../app/state.ts'
import { defineCommand } from './command.ts'
import { changeLayer } from './layer-edit.ts'

/** Call once, at the end of a drag. */
export const layerOpacity = defineCommand<{ layer: LayerId; opacity: number }>({
  id: 'layer-opacity',
  title: { zh: '图层不透明度', en: 'Layer opacity' },
  run(app, { layer, opacity }) {
    changeLayer(app, layerOpacity.title, layer, () => ({ opacity: Math.min(1, Math.max(0, opacity)) }))
  },
})
