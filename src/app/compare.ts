import type { Layer, LayerId, Project } from './state.ts'

/** A layer or a group that is seen in one pane alone; '': none, so that the pane lacks what the others show. */
export type CompareSide = `layer:${LayerId}` | `group:${string}` | ''

/** Two to four looks at the same place; what no side names is seen in all of them. Nothing of the project is changed. */
export interface Compare {
  /** swipe: the second lies over the first, from a line on; blink: one at a time; split: side by side */
  readonly mode: 'swipe' | 'split' | 'blink'
  readonly sides: readonly CompareSide[]
  /** of a swipe: where the second begins, 0…1 of the map's width */
  readonly position: number
  /** of blinking: the side that is shown */
  readonly shown: number
}

export function layersOfSide(project: Pick<Project, 'tree' | 'layers'>, side: CompareSide): readonly LayerId[] {
  if (side === '') return []
  const id = side.slice(side.indexOf(':') + 1)
  if (side.startsWith('layer:')) return project.layers[id] ? [id] : []
  return project.tree.find((group) => group.id === id)?.layers.filter((layer) => project.layers[layer]) ?? []
}

/** The project as one pane shows it. A layer that several sides name is seen in each of them. */
export function projectOfPane(project: Project, { sides }: Compare, pane: number): Project {
  const compared = new Set(sides.flatMap((side) => layersOfSide(project, side)))
  const own = new Set(layersOfSide(project, sides[pane] ?? ''))
  return withVisible(project, compared, (id) => own.has(id))
}

/** With all that any pane shows: what must be ready to be drawn, and can be pointed at. */
export function projectOfAllPanes(project: Project, { sides }: Compare): Project {
  return withVisible(project, new Set(sides.flatMap((side) => layersOfSide(project, side))), () => true)
}

function withVisible(project: Project, ids: ReadonlySet<LayerId>, isVisible: (id: LayerId) => boolean): Project {
  const changed: Record<LayerId, Layer> = {}
  for (const id of ids) {
    const layer = project.layers[id]
    if (layer.visible !== isVisible(id)) changed[id] = { ...layer, visible: isVisible(id) }
  }
  return { ...project, layers: { ...project.layers, ...changed } }
}

/**
 * What somebody most likely wants to compare: the uppermost visible data layer with the layer that has the same kind of shapes and most of
 * its fields, as another epoch of it has, in its own group if there is one; without such a one, with and without the layer. null: there is no layer to compare.
 */
export function likelySides(project: Project): readonly [CompareSide, CompareSide] | null {
  const data = project.tree
    .flatMap((group) => group.layers)
    .flatMap((id) => project.layers[id] ?? [])
    .filter(({ role, geometry }) => role === 'data' && geometry !== 'none')
  const visible = data.filter((layer) => layer.visible)
  for (const layer of visible) {
    const likeness = (other: Layer) => (other === layer ? 0 : likenessOf(layer, other))
    const near = (other: Layer) =>
      Number(project.tree.some(({ layers }) => layers.includes(layer.id) && layers.includes(other.id)))
    const [twin] = data.filter((other) => likeness(other) >= TWIN).sort((a, b) => near(b) - near(a) || likeness(b) - likeness(a))
    if (twin) return [`layer:${twin.id}`, `layer:${layer.id}`]
  }
  return visible.length > 0 ? [`layer:${visible[0].id}`, ''] : null
}

/** Shared fields of the one that has fewer. */
const TWIN = 0.8

function likenessOf(a: Layer, b: Layer): number {
  if (a.geometry !== b.geometry || a.geometry === 'grid') return 0
  const names = new Set(a.fields.map(({ name }) => name))
  const shared = b.fields.filter(({ name }) => names.has(name)).length
  const fewest = Math.min(names.size, b.fields.length)
  return fewest >= 3 ? shared / fewest : 0
}
