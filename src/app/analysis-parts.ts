import type { Analysis } from '../core/analysis.ts'
import type { Table } from '../core/table.ts'
import type { App } from './app.ts'
import type { Layer, LayerId, Run } from './state.ts'

/** Some rows of a layer that stays in its file, as an analysis takes them. */
export interface LayerPart {
  readonly id: string
  readonly table: Table
  /** number in the layer of each row of `table` */
  readonly numbers: Uint32Array
}

/** How little of a layer an analysis takes: an against-list shares the name of its parameter. */
type Share = 'chosen' | 'meeting' | null

/** @param scope of the subject */
export function shareOf(
  app: App,
  analysis: Analysis,
  name: string,
  layer: LayerId,
  subject: LayerId,
  scope: Run['scope'],
): Share {
  const share = app.rangedOf(layer) ? (analysis.parts?.[name] ?? null) : null
  if (scope !== 'all') return share
  // all of a layer that stays in its file: what meets it is not to be found by boxes
  return share === 'chosen' || (share === 'meeting' && app.rangedOf(subject)) ? null : share
}

/**
 * Rows that an analysis takes of a layer that stays in its file, ascending; reads its index and the fields of its filter.
 * @param chosen of the subject: rows in the scope @param subject what the rows have to meet; its rows null: all
 */
export async function partRows(
  app: App,
  layer: Layer,
  share: 'chosen' | 'meeting',
  chosen: Uint32Array | null,
  subject: { readonly layer: Layer; readonly rows: Uint32Array | null },
  signal: AbortSignal,
): Promise<Uint32Array> {
  if (share === 'chosen') return Uint32Array.from(new Set(chosen ?? [])).sort()
  const near = await app.tiles.rowsMeeting(
    { id: layer.table, of: { table: subject.layer.table, rows: subject.rows } },
    { signal },
  )
  if (layer.filter.length === 0) return near
  const passing = new Set(await app.tiles.filterRows({ table: layer.table, filter: layer.filter }, { signal }))
  return near.filter((row) => passing.has(row))
}

let parts = 0

/** @throws AppError ranged.tooMuch */
export async function readPart(app: App, layer: Layer, rows: Uint32Array, signal: AbortSignal): Promise<LayerPart> {
  const table = await app.tiles.readRows({ id: layer.table, rows }, { signal })
  return { id: `${layer.table}#${++parts}`, table, numbers: rows }
}
