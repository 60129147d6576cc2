import type { Catalog, CatalogGrid, CatalogLayer } from '../../src/app/catalog.ts'
import type { LabelStyle, Symbology } from '../../src/core/symbology.ts'
import type { FieldInfo, Table } from '../../src/core/table.ts'
import type { Text } from '../../src/core/text.ts'

/** What is written down about a vector layer before its file exists. */
export type LayerNote = Pick<CatalogLayer, 'id' | 'title' | 'role' | 'visible' | 'opacity' | 'minZoom' | 'maxZoom'> & {
  readonly symbology: Symbology
  readonly label: LabelStyle | null
  readonly fields: readonly FieldInfo[]
  readonly source?: Text
  readonly licence?: string
}

export interface BuiltLayer {
  readonly note: LayerNote
  readonly table: Table
}

export interface BuiltGrid {
  readonly note: Pick<CatalogGrid, 'id' | 'title' | 'visible' | 'opacity' | 'minZoom' | 'maxZoom' | 'unit' | 'range' | 'ramp'>
  readonly bytes: Uint8Array
}

export type CodeLists = Catalog['codeLists']

export const field = (name: string, zh: string, en: string, more: Omit<FieldInfo, 'name' | 'label'> = {}): FieldInfo => ({
  name,
  label: { zh, en },
  ...more,
})
