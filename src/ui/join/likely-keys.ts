import type { App } from '../../app/app.ts'
import type { Layer, TableId } from '../../app/state.ts'
import { MOST_ANSWER_BYTES } from '../../core/ranged-layer.ts'
import type { Table } from '../../core/table.ts'
import { readBytes } from '../export/far-export.tsx'

/** Rows by which the codes of a large layer are compared with those of a table. */
const SAMPLE_ROWS = 500

interface Sides {
  readonly target: Table
  readonly source: Table
}

/** Shapes are not looked at. */
const bare = (table: Table): Table => ({ ...table, geometry: null })

/** Which fields are likely the code; of a layer that stays in its file one of the same name, else those that share values with its first rows. */
export async function likelyKeys(app: App, layer: Layer, { target, source }: Sides, signal: AbortSignal) {
  const far = app.rangedOf(layer.id)
  if (!far) return app.formats.joinKeys({ target: bare(target), source: bare(source) }, { signal })
  const sameName = layer.fields
    .filter(({ role }) => role === 'unitCode' || role === 'id')
    .map(({ name }) => [name, source.columns.find((column) => column.name.toUpperCase() === name.toUpperCase())?.name] as const)
    .find((pair): pair is readonly [string, string] => pair[1] !== undefined)
  if (sameName) return sameName
  const rows = Uint32Array.from({ length: Math.min(SAMPLE_ROWS, far.count) }, (_, row) => row)
  const sample = await app.tiles.readRows({ id: layer.table, rows }, { signal })
  return app.formats.joinKeys({ target: bare(sample), source: bare(source) }, { signal })
}

export interface Matches {
  readonly matched: number
  readonly total: number
  /** that are read of a layer that stays in its file, about */
  readonly bytes: number
  /** more than is read at once */
  readonly isTooMuch: boolean
}

/** How many rows of the layer find their partner. */
export async function matchesOf(
  app: App,
  { layer, target, targetKey }: { readonly layer: Layer; readonly target: Table; readonly targetKey: string },
  { table, source, sourceKey }: { readonly table: TableId; readonly source: Table; readonly sourceKey: string },
  signal: AbortSignal,
): Promise<Matches> {
  const far = app.rangedOf(layer.id)
  if (!far) {
    const asked = { target: bare(target), targetKey, source: bare(source), sourceKey, columns: [] }
    const { matched } = await app.formats.join(asked, { signal })
    return { matched, total: target.length, bytes: 0, isTooMuch: false }
  }
  const rows = await app.tiles.rowsWithPartner({ id: layer.table, field: targetKey, of: { table, field: sourceKey } }, { signal })
  const fileBytes = app.catalog.layers.find(({ id }) => id === layer.id)?.bytes ?? 0
  const bytes = readBytes(fileBytes, far.count, rows.length)
  return { matched: rows.length, total: far.count, bytes, isTooMuch: bytes > MOST_ANSWER_BYTES }
}
