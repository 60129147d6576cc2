import type { App } from '../app/app.ts'
import type { Layer, LayerId } from '../app/state.ts'
import type { Text } from '../core/text.ts'

/** One undoable change of one layer. */
export function changeLayer(app: App, label: Text, id: LayerId, patch: (layer: Layer) => Partial<Layer>): void {
  app.change(label, (project) => {
    const layer = project.layers[id]
    return layer ? { ...project, layers: { ...project.layers, [id]: { ...layer, ...patch(layer) } } } : project
  })
}
