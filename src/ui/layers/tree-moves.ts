import type { GroupId, GroupNode, LayerId } from '../../app/state.ts'

export interface Place {
  readonly group: GroupId
  /** place in the group after the layer was taken out of its old one */
  readonly index: number
}

/** Where a layer lands that was dropped before or after another, or on a group; null: nowhere, or where it already is. */
export function placeOfDrop(
  tree: readonly GroupNode[],
  layer: LayerId,
  target: string,
  side: 'before' | 'after' | 'on',
): Place | null {
  const group = tree.find(({ id, layers }) => (side === 'on' ? id === target : layers.includes(target)))
  if (!group || target === layer) return null
  const others = group.layers.filter((id) => id !== layer)
  const index = side === 'on' ? 0 : others.indexOf(target) + (side === 'after' ? 1 : 0)
  return group.layers[index] === layer ? null : { group: group.id, index }
}

/** One step up or down; from the edge of a group into the next one. null: already at the end. */
export function placeOfStep(tree: readonly GroupNode[], layer: LayerId, step: 1 | -1): Place | null {
  const at = tree.findIndex(({ layers }) => layers.includes(layer))
  if (at < 0) return null
  const index = tree[at].layers.indexOf(layer) + step
  if (index >= 0 && index < tree[at].layers.length) return { group: tree[at].id, index }
  const neighbour = tree[at + step]
  return neighbour ? { group: neighbour.id, index: step === 1 ? 0 : neighbour.layers.length } : null
}

/** Tri-state of a group's box. */
export function shownShare(
  group: GroupNode,
  layers: Readonly<Record<LayerId, { readonly visible: boolean }>>,
): 'all' | 'some' | 'none' {
  const shown = group.layers.filter((id) => layers[id]?.visible).length
  return shown === 0 ? 'none' : shown === group.layers.length ? 'all' : 'some'
}

/** The mark 示例数据 stands at the group when all its layers bear it, else at each layer. */
export function isAllDemonstration(
  group: GroupNode,
  layers: Readonly<Record<LayerId, { readonly source: { readonly isDemonstration: boolean } }>>,
): boolean {
  const known = group.layers.filter((id) => layers[id])
  return known.length > 0 && known.every((id) => layers[id].source.isDemonstration)
}
