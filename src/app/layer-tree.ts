import type { GroupNode, LayerId } from './state.ts'

/** A group goes with its last layer, and comes back with it when that is undone. */
export function treeWithout(tree: readonly GroupNode[], layer: LayerId): readonly GroupNode[] {
  return tree.flatMap((group) => {
    const layers = group.layers.filter((id) => id !== layer)
    return layers.length === 0 && group.layers.length > 0 ? [] : [{ ...group, layers }]
  })
}
