import { initialProject } from '../app/initial.ts'
import { lookOfLayer } from '../app/layer-look.ts'
import type { LayerId } from '../app/state.ts'
import { defineCommand } from './command.ts'
import { changeLayer } from './layer-edit.ts'

/** A shipped layer looks again as it was shipped. */
export const styleReset = defineCommand<{ layer: LayerId }>({
  id: 'style-reset',
  title: { zh: '还原出厂样式', en: 'Style as shipped' },
  run(app, { layer }) {
    const shipped = initialProject(app.catalog, app.config.overlays).layers[layer]
    if (!shipped) return
    const { geometry: _, ...look } = lookOfLayer(shipped)
    changeLayer(app, styleReset.title, layer, () => look)
  },
})
