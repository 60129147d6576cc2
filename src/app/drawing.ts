import { type Drawn, drawingTable, drawnFeatures, NAME_FIELD } from '../core/drawing/drawing-table.ts'
import type { Symbology } from '../core/symbology.ts'
import type { Table } from '../core/table.ts'
import type { Text } from '../core/text.ts'
import type { App } from './app.ts'
import { type DrawingKind, drawingLayerId } from './drawing-layers.ts'
import { treeWithout } from './layer-tree.ts'
import { madeLayer } from './made-layer.ts'
import type { GroupNode, Layer, LayerId, Project } from './state.ts'

const GROUP: GroupNode = { id: 'drawings', title: { zh: '标绘', en: 'Drawings' }, isOpen: true, layers: [] }
const INK = '#b7410e'
const KINDS: Readonly<
  Record<DrawingKind, { readonly title: Text; readonly geometry: 'point' | 'line' | 'polygon'; readonly symbology: Symbology }>
> = {
  point: {
    title: { zh: '标绘点', en: 'Drawn points' },
    geometry: 'point',
    symbology: { kind: 'single', style: { fill: INK, radius: 5, line: '#ffffff', lineWidth: 1.5 } },
  },
  line: {
    title: { zh: '标绘线', en: 'Drawn lines' },
    geometry: 'line',
    symbology: { kind: 'single', style: { line: INK, lineWidth: 2.2 } },
  },
  polygon: {
    title: { zh: '标绘面', en: 'Drawn polygons' },
    geometry: 'polygon',
    symbology: { kind: 'single', style: { fill: INK, fillOpacity: 0.08, line: INK, lineWidth: 1.8 } },
  },
  text: {
    title: { zh: '标注文字', en: 'Labels' },
    geometry: 'point',
    symbology: { kind: 'single', style: { fill: INK, radius: 2 } },
  },
}
const FIELDS = [{ name: NAME_FIELD, label: { zh: '名称', en: 'Name' }, role: 'name' as const }]

/**
 * One undoable change of a drawing layer, which is made when its first feature comes and goes with its last.
 * @param update @throws AppError drawing.* @returns rows that are to be selected
 */
export async function changeDrawing(
  app: App,
  label: Text,
  kind: DrawingKind,
  update: (features: readonly Drawn[]) => { readonly features: readonly Drawn[]; readonly rows: readonly number[] },
): Promise<void> {
  const id = drawingLayerId(kind)
  const { title, geometry, symbology } = KINDS[kind]
  const layer = app.store.getState().project.layers[id]
  const before = layer ? await app.loadTable(id) : drawingTable(title.zh, geometry, [])
  const { features, rows } = update(drawnFeatures(before))
  const table = drawingTable(title.zh, geometry, features)
  const made = await freshLayer(app, table, kind)
  // the same content is the same table, whatever way led to it
  const next: Layer = {
    ...(layer ?? { ...made, id, symbology }),
    table: `${id}@${made.source.sha256.slice(0, 12)}`,
    receipt: made.receipt,
    edits: null,
  }
  if (features.length > 0) await app.addTable(next.table, table)
  // another may have been finished meanwhile, or something undone
  if (app.store.getState().project.layers[id]?.table !== layer?.table) return changeDrawing(app, label, kind, update)
  app.setSession(({ selection, card }) => ({
    selection: selection?.layer === id ? null : selection,
    card: card?.hits.some((hit) => hit.layer === id) ? null : card,
  }))
  app.change(label, (project) => (features.length > 0 ? withLayer(project, next) : withoutLayer(project, id)))
  if (features.length === 0) return
  await app.loadTable(id)
  app.setSession({ selection: rows.length > 0 ? { layer: id, rows } : null })
}

async function freshLayer(app: App, table: Table, kind: DrawingKind): Promise<Layer> {
  const { title, symbology } = KINDS[kind]
  const made = await madeLayer(app, table, {
    kind: 'drawing',
    title,
    fields: FIELDS,
    symbology,
    notes: [],
    licence: '',
    isDemonstration: false,
  })
  const label = { field: NAME_FIELD, weight: 600 as const, color: INK, ...(kind === 'text' && { size: 14 }) }
  return { ...made, label }
}

function withLayer(project: Project, layer: Layer): Project {
  const layers = { ...project.layers, [layer.id]: layer }
  if (project.layers[layer.id]) return { ...project, layers }
  const tree = project.tree.some(({ id }) => id === GROUP.id) ? project.tree : [GROUP, ...project.tree]
  return {
    ...project,
    layers,
    tree: tree.map((node) => (node.id === GROUP.id ? { ...node, isOpen: true, layers: [layer.id, ...node.layers] } : node)),
  }
}

function withoutLayer(project: Project, id: LayerId): Project {
  const { [id]: _, ...layers } = project.layers
  return { ...project, layers, tree: treeWithout(project.tree, id) }
}
