import { treeWithout } from '../app/layer-tree.ts'
import type { LayerId } from '../app/state.ts'
import { defineCommand } from './command.ts'

export const layerRemove = defineCommand<{ layer: LayerId }>({
  id: 'layer-remove',
  title: { zh: '移除图层', en: 'Remove layer' },
  run(app, { layer }) {
    const { project, session } = app.store.getState()
    const removed = project.layers[layer]
    if (!removed) return
    app.change(layerRemove.title, (before) => {
      const { [layer]: _, ...layers } = before.layers
      return { ...before, layers, tree: treeWithout(before.tree, layer) }
    })
    app.toast('layer.removed', { layer: removed.title[session.locale] }, { canUndo: true })
  },
})
