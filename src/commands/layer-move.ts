import type { GroupId, LayerId, Project } from '../app/state.ts'
import { defineCommand } from './command.ts'

/** @param index place in the target group after the layer was taken out of its old one */
export function moveLayer(project: Project, layer: LayerId, group: GroupId, index: number): Project {
  if (!project.layers[layer] || !project.tree.some(({ id }) => id === group)) return project
  const tree = project.tree.map((node) => {
    const others = node.layers.filter((id) => id !== layer)
    return node.id === group ? { ...node, layers: others.toSpliced(index, 0, layer) } : { ...node, layers: others }
  })
  return { ...project, tree }
}

export const layerMove = defineCommand<{ layer: LayerId; group: GroupId; index: number }>({
  id: 'layer-move',
  title: { zh: '调整图层顺序', en: 'Reorder layer' },
  run(app, { layer, group, index }) {
    app.change(layerMove.title, (project) => moveLayer(project, layer, group, index))
  },
})
