import type { GroupNode, LayerId } from './state.ts'

/** A group that has nothing left goes with its last layer, and comes back with it when that is undone. */
export function withoutEmptyGroups(tree: readonly GroupNode[]): readonly GroupNode[] {
  return tree.filter(({ layers }) => layers.length > 0)
}

export function treeWithout(tree: readonly GroupNode[], layer: LayerId): readonly GroupNode[] {
  return withoutEmptyGroups(tree.map((group) => ({ ...group, layers: group.layers.filter((id) => id !== layer) })))
}
