import { hasOtherRows } from '../core/edits/edits.ts'
import type { Config } from './config.ts'
import { BLANK_BASEMAP, OWN_BASEMAP, WAITING } from './initial.ts'
import { applyLink, type LinkState, localLayers } from './link.ts'
import { isKnownVersion, migrateProject } from './migrate-project.ts'
import { hasPoints } from './sketch.ts'
import type { Drawer, GroupNode, Layer, LayerId, Project, Selection, Session, State } from './state.ts'
import type { SavedState } from './storage.ts'
import { baseTableId } from './table-ids.ts'

/**
 * What the device kept, over what the deployment ships: a shipped layer whose file has changed takes the new file but
 * keeps its look; one that is no longer shipped goes; a new one comes; one that the user removed stays away.
 */
export function restoreProject(shipped: Project, saved: Pick<SavedState, 'project' | 'shipped'>): Project {
  const layers: Record<string, Layer> = {}
  for (const layer of Object.values(saved.project.layers)) {
    const now = shipped.layers[layer.id]
    if (layer.receipt) layers[layer.id] = layer
    else if (now) layers[layer.id] = now.table === baseTableId(layer.table) ? layer : withNewFile(layer, now)
  }
  const isNew = (id: string) => !saved.shipped.includes(id)
  const tree: GroupNode[] = saved.project.tree.map((group) => ({ ...group, layers: group.layers.filter((id) => layers[id]) }))
  for (const group of shipped.tree) {
    const added = group.layers.filter(isNew)
    for (const id of added) layers[id] = shipped.layers[id]
    const at = tree.findIndex(({ id }) => id === group.id)
    if (at >= 0) tree[at] = { ...tree[at], layers: [...tree[at].layers, ...added] }
    else if (added.length > 0) tree.push({ ...group, layers: added })
  }
  return { ...saved.project, layers, tree: tree.filter((group) => group.layers.length > 0) }
}

/** Edits are by row, and rows of another file are other rows: they are not applied, and not lost either. */
function withNewFile(layer: Layer, { table, source, fields }: Layer): Layer {
  const setAside = layer.edits ?? layer.setAside
  return { ...layer, table, source, fields, edits: null, ...(setAside && { setAside }) }
}

/** Rows are known by their number: in another table they would be others. */
function isStillThere(selection: Selection | null, project: Project, saved: SavedState | null): boolean {
  const now = selection && project.layers[selection.layer]
  return Boolean(now && now.table === saved?.project.layers[selection.layer]?.table)
}

/** Rows that a link names, where this deployment has the very table they are of. */
function linkedSelection({ selection }: LinkState, project: Project): Selection | null {
  const layer =
    selection &&
    Object.values(project.layers).find(({ table, edits }) => baseTableId(table) === selection.table && !hasOtherRows(edits))
  return layer ? { layer: layer.id, rows: selection.rows } : null
}

/** What the link selects; of the very same rows this device may know more: the area that was drawn to select them. */
function startingSelection(asked: Selection | null, kept: Selection | null): Selection | null {
  const isSame = asked?.layer === kept?.layer && asked?.rows.join() === kept?.rows.join()
  return asked && !isSame ? asked : kept
}

/** What a link shows or filters and this device does not have. */
function absentOf({ layers = [], filters = {}, local = 0 }: LinkState, project: Project, shipped: Project): Session['absent'] {
  const named = [...layers.filter(({ visible }) => visible).map(({ id }) => id), ...Object.keys(filters)]
  const missing: readonly LayerId[] = [...new Set(named)].filter((id) => !project.layers[id])
  // whoever has as many of his own opened his own link
  return { layers: missing, local: localLayers(project, shipped) >= local ? 0 : local }
}

/** The drawer, unless what it shows is no longer there. */
export function presentDrawer(drawer: Drawer | null, { layers, runs }: Project): Drawer | null {
  const isThere = drawer?.table === undefined ? runs.some(({ id }) => id === drawer?.run) : Boolean(layers[drawer.table])
  return isThere ? drawer : null
}

/** The state to start with: shipped, then kept on this device, then asked for by the link. */
export function restore(initial: State, saved: SavedState | null, link: LinkState, config: Config): State {
  const isReadable = saved !== null && isKnownVersion(saved.project.version)
  const kept = isReadable
    ? restoreProject(initial.project, { ...saved, project: migrateProject(saved.project, saved.project.version) })
    : initial.project
  const basemaps = [OWN_BASEMAP, BLANK_BASEMAP, ...config.basemaps.map(({ id }) => id)]
  const linked = applyLink(kept, link, basemaps)
  const project = basemaps.includes(linked.basemap) ? linked : { ...linked, basemap: OWN_BASEMAP }
  const session = { ...initial.session, ...(isReadable && saved.session) }
  return {
    project,
    session: {
      ...session,
      ...(link.view && { view: link.view }),
      ...(link.locale && { locale: link.locale }),
      ...(link.field && { field: true }),
      // nothing is taken before the user has seen what it is
      ...(link.order && { order: link.order, dialog: 'offline' as const }),
      // points that were set and not finished: the work goes on where it was
      ...(hasPoints(session.sketch) && { tool: 'sketch' as const, panels: { ...session.panels, measure: true } }),
      restoredAt: isReadable && saved.hasWork ? saved.savedAt : null,
      selection: startingSelection(
        linkedSelection(link, project),
        isStillThere(session.selection, project, saved) ? session.selection : null,
      ),
      absent: absentOf(link, project, initial.project),
      drawer: presentDrawer(session.drawer, project),
      layerStatus: Object.fromEntries(Object.keys(project.layers).map((id) => [id, WAITING])),
    },
  }
}
