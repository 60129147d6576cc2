import type { LayerId } from '../app/state.ts'
import { defineCommand } from './command.ts'
import { changeLayer } from './layer-edit.ts'

export const layerRename = defineCommand<{ layer: LayerId; title: string }>({
  id: 'layer-rename',
  title: { zh: '重命名图层', en: 'Rename layer' },
  run(app, { layer, title }) {
    const name = title.trim()
    if (name) changeLayer(app, layerRename.title, layer, () => ({ title: { zh: name, en: name } }))
  },
})
