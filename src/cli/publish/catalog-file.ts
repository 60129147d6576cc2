import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { classStyles, type Symbology, type SymbolStyle, symbologyFields } from '../../core/symbology.ts'
import type { CodeList, FieldInfo, Geometry } from '../../core/table.ts'
import type { Text } from '../../core/text.ts'
import { standardLists } from '../../standards/standard-lists.ts'
import { CliError } from '../cli-error.ts'

/** What is read and written of an entry; what else it holds stays as it is. The application checks the whole when it starts. */
export interface LayerEntry {
  readonly kind: 'table' | 'grid'
  readonly id: string
  readonly title: Text
  readonly file: string
  readonly bytes: number
  readonly sha256: string
  readonly count?: number
  readonly geometry?: Geometry['kind'] | 'none'
  readonly symbology?: Symbology
  readonly label?: { readonly field: string; readonly fieldEn?: string } | null
  readonly fields?: readonly FieldInfo[]
  readonly tiles?: { readonly file: string; readonly bytes: number; readonly sha256: string }
  readonly codes?: { readonly file: string; readonly bytes: number; readonly sha256: string }
  readonly columns?: { readonly file: string; readonly bytes: number; readonly sha256: string }
  readonly classCounts?: readonly number[]
}
export interface CatalogFile {
  readonly version: number
  readonly codeLists?: readonly CodeList[]
  readonly groups: readonly {
    readonly id: string
    readonly title: Text
    readonly isOpen: boolean
    readonly layers: readonly string[]
  }[]
  readonly layers: readonly LayerEntry[]
}

/** @throws CliError cli.file, publish.catalog */
export function readCatalog(folder: string): CatalogFile {
  const path = join(folder, 'catalog.json')
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    throw new CliError('cli.file', { file: path, reason: (error as NodeJS.ErrnoException).code ?? String(error) })
  }
  try {
    const catalog = JSON.parse(text) as CatalogFile
    if (catalog.version !== 1 || !Array.isArray(catalog.layers) || !Array.isArray(catalog.groups)) throw new Error('version')
    return catalog
  } catch {
    throw new CliError('publish.catalog', { file: path })
  }
}

export function writeCatalog(folder: string, catalog: CatalogFile): void {
  const path = join(folder, 'catalog.json')
  writeFileSync(`${path}.part`, `${JSON.stringify(catalog, null, 1)}\n`)
  renameSync(`${path}.part`, path)
}

/** The entry in its place, or at the end; a new one is named in its group. @param group null: where it is, or the group of published layers */
export function withEntry(before: CatalogFile, entry: LayerEntry, group: string | null): CatalogFile {
  const catalog = withLists(before, entry.fields ?? [])
  const isKnown = catalog.layers.some(({ id }) => id === entry.id)
  const layers = isKnown ? catalog.layers.map((each) => (each.id === entry.id ? entry : each)) : [...catalog.layers, entry]
  const isGrouped = catalog.groups.some((each) => each.layers.includes(entry.id))
  if (isGrouped && group === null) return { ...catalog, layers }
  const wanted = group ?? 'published'
  const without = catalog.groups.map((each) => ({ ...each, layers: each.layers.filter((id) => id !== entry.id) }))
  if (without.some(({ id }) => id === wanted))
    return {
      ...catalog,
      layers,
      groups: without.map((each) => (each.id === wanted ? { ...each, layers: [entry.id, ...each.layers] } : each)),
    }
  const title = group === null ? { zh: '已发布图层', en: 'Published layers' } : { zh: group, en: group }
  return { ...catalog, layers, groups: [{ id: wanted, title, isOpen: true, layers: [entry.id] }, ...without] }
}

/** The application refuses a field whose code list it does not have. */
function withLists(catalog: CatalogFile, fields: readonly FieldInfo[]): CatalogFile {
  const { codeLists = [] } = catalog
  const missing = standardLists(fields).filter(({ id }) => !codeLists.some((list) => list.id === id))
  return missing.length === 0 ? catalog : { ...catalog, codeLists: [...codeLists, ...missing] }
}

const PLAIN: Readonly<Record<Geometry['kind'], SymbolStyle>> = {
  polygon: { fill: '#e8dcb8', fillOpacity: 0.7, line: '#8d7f5c', lineWidth: 0.6 },
  line: { line: '#6b5f46', lineWidth: 1.2 },
  point: { fill: '#b0663a', radius: 3.5, line: '#ffffff', lineWidth: 1 },
}

/** The names of before as far as their fields are still there. */
export function labelFor(before: LayerEntry['label'], names: ReadonlySet<string>): LayerEntry['label'] {
  if (!before || !names.has(before.field)) return null
  const { fieldEn, ...label } = before
  return fieldEn !== undefined && names.has(fieldEn) ? before : label
}

/** The symbols of before where the field they look at is still there, else one symbol. */
export function symbologyFor(kind: Geometry['kind'], before: Symbology | undefined, names: ReadonlySet<string>): Symbology {
  if (before?.kind === 'single') return before
  if (before && symbologyFields(before).every((field) => names.has(field))) return before
  return { kind: 'single', style: before?.other ?? (before && classStyles(before)[0]) ?? PLAIN[kind] }
}
