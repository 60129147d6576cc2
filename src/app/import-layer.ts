import type { LabelStyle, Symbology, SymbolStyle } from '../core/symbology.ts'
import type { CodeList, FieldInfo, Table } from '../core/table.ts'
import type { DecodedLayer } from '../formats/format.ts'
import type { GroupNode, Layer, LayerId, Project } from './state.ts'

export const IMPORT_GROUP: GroupNode = {
  id: 'imported',
  title: { zh: '导入图层', en: 'Imported layers' },
  isOpen: true,
  layers: [],
}

/** Layers that were made here of others: pieces of a result, and what a query found. */
export const RESULT_GROUP: GroupNode = {
  id: 'results',
  title: { zh: '分析结果', en: 'Results' },
  isOpen: true,
  layers: [],
}

/** Calm hues that differ from the shipped layers' voices and from each other; taken in turn. */
const HUES = ['#7a5ea8', '#b0563b', '#2f6f9f', '#8a6d1d', '#a23f6b', '#4a7a3a']

/** What the classes of polygons have in common: their colours show, and borders keep back. */
export const CLASS_STYLE: SymbolStyle = { fillOpacity: 0.8, line: '#8d8672', lineWidth: 0.6 }

export function hueOf(ordinal: number): string {
  return HUES[ordinal % HUES.length]
}

export function plainStyle(kind: Layer['geometry'], hue: string): SymbolStyle {
  if (kind === 'point') return { fill: hue, radius: 5, line: '#ffffff', lineWidth: 1.5 }
  if (kind === 'line') return { line: hue, lineWidth: 1.8 }
  return { fill: hue, fillOpacity: 0.18, line: hue, lineWidth: 1.2 }
}

/** Land classes in the colours of their code list where the layer has them, else one quiet colour. */
export function defaultSymbology(
  layer: DecodedLayer,
  kind: Layer['geometry'],
  codeLists: Readonly<Record<string, CodeList>>,
  hue: string,
): Symbology {
  const landClass = layer.fields.find((field) => field.role === 'landClass' && field.codes && codeLists[field.codes])
  const column = landClass && layer.table.columns.find(({ name }) => name === landClass.name)
  if (kind === 'grid') return { kind: 'single', style: {} }
  if (kind !== 'polygon' || !landClass?.codes || column?.type !== 'text') return { kind: 'single', style: plainStyle(kind, hue) }
  const present = new Set(column.dictionary)
  const entries = codeLists[landClass.codes].entries.filter(({ code, color }) => color && present.has(code))
  if (entries.length === 0) return { kind: 'single', style: plainStyle(kind, hue) }
  return {
    kind: 'categories',
    field: landClass.name,
    classes: entries.map(({ code, label, color }) => ({
      value: code,
      label,
      style: { ...CLASS_STYLE, fill: color },
    })),
    other: { ...plainStyle(kind, hue), hatch: 'sparse-dots' },
  }
}

/** Classes are told apart by more than colour: their codes stand on the map as soon as a parcel has room for one. */
const CODE_LABEL: Omit<LabelStyle, 'field'> = { minZoom: 15.5, size: 11, color: '#55666b', halo: '#ffffff' }
function labelOf(symbology: Symbology, { fields }: DecodedLayer): LabelStyle | null {
  if (symbology.kind !== 'categories') return null
  const landClass = fields.find(({ role, codes }) => role === 'landClass' && codes !== undefined)
  return landClass?.name === symbology.field ? { field: landClass.name, ...CODE_LABEL } : null
}

function fieldsOf(table: Table, known: readonly FieldInfo[]): readonly FieldInfo[] {
  return table.columns.map(({ name }) => known.find((field) => field.name === name) ?? { name, label: { zh: name, en: name } })
}

/** A layer for a decoded file, as it goes on the map. */
export function importedLayer(
  decoded: DecodedLayer,
  options: {
    readonly id: LayerId
    readonly title: string
    readonly ordinal: number
    readonly date: string
    readonly codeLists: Readonly<Record<string, CodeList>>
    /** chosen by the user; else land classes in their colours, or one quiet colour */
    readonly symbology?: Symbology
  },
): Layer {
  const { table, receipt } = decoded
  const geometry = decoded.grid ? 'grid' : (table.geometry?.kind ?? 'none')
  const symbology = options.symbology ?? defaultSymbology(decoded, geometry, options.codeLists, hueOf(options.ordinal))
  return {
    id: options.id,
    title: { zh: options.title, en: options.title },
    table: `${options.id}@${receipt.sha256.slice(0, 12)}`,
    geometry,
    ...(decoded.grid && { grid: decoded.grid.look }),
    role: 'data',
    visible: true,
    opacity: 1,
    symbology,
    label: labelOf(symbology, decoded),
    minZoom: 0,
    maxZoom: 24,
    filter: [],
    fields: fieldsOf(table, decoded.fields),
    source: {
      title: { zh: `本机文件 ${receipt.file}`, en: `Local file ${receipt.file}` },
      file: receipt.file,
      sha256: receipt.sha256,
      crs: table.crs,
      date: options.date,
      licence: '',
      isDemonstration: false,
      notes: receipt.notes,
    },
    receipt,
    edits: null,
  }
}

/** The place of the next imported layer among those that were, by which it gets its hue. */
export function nextOrdinal({ layers }: Project): number {
  return Object.values(layers).filter(({ receipt }) => receipt).length
}

/** Puts layers on top of a group of the tree: that of imported ones unless another is named; its own groups are made where they lack. */
export function addLayers(project: Project, layers: readonly Layer[], group: string = IMPORT_GROUP.id): Project {
  const ids = layers.map(({ id }) => id)
  const own = group === RESULT_GROUP.id ? RESULT_GROUP : IMPORT_GROUP
  const target = project.tree.some(({ id }) => id === group) ? group : own.id
  const tree = project.tree.some(({ id }) => id === target) ? project.tree : [{ ...own }, ...project.tree]
  return {
    ...project,
    layers: { ...project.layers, ...Object.fromEntries(layers.map((layer) => [layer.id, layer])) },
    tree: tree.map((node) => (node.id === target ? { ...node, isOpen: true, layers: [...ids, ...node.layers] } : node)),
  }
}
