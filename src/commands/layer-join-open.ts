import type { LayerId } from '../app/state.ts'
import { defineCommand } from './command.ts'

export const layerJoinOpen = defineCommand<{ layer: LayerId }>({
  id: 'layer-join-open',
  title: { zh: '关联属性表', en: 'Join a table' },
  run(app, { layer }) {
    if (app.store.getState().project.layers[layer]) app.setSession({ dialog: 'join', dialogLayer: layer })
  },
})
