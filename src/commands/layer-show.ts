import type { LayerId } from '../app/state.ts'
import { defineCommand } from './command.ts'
import { changeLayer } from './layer-edit.ts'

export const layerShow = defineCommand<{ layer: LayerId; visible: boolean }>({
  id: 'layer-show',
  title: { zh: '显示或隐藏图层', en: 'Show or hide layer' },
  run(app, { layer, visible }) {
    changeLayer(app, layerShow.title, layer, () => ({ visible }))
  },
})
