import type { App } from '../../app/app.ts'
import type { Layer } from '../../app/state.ts'
import { AppError } from '../../core/errors.ts'
import type { LngLat } from '../../workers/tiles-api.ts'
import { emptyOfRanged, seenLayers, shownFilter } from '../layers-at.ts'

/**
 * Selects the rows of one layer that meet a ring: of the layer whose selection or card is open if it has any there, else of the
 * seen layer with most rows there, which is the fabric rather than the park that lies on it.
 */
export async function selectInRing(app: App, zoom: number, ring: readonly LngLat[], isAdding: boolean): Promise<void> {
  const { selection, card } = app.store.getState().session
  const open = card && card.open !== null ? card.hits[card.open] : null
  const preferred = [selection?.layer, open?.layer]
  const found = await Promise.all(
    seenLayers(app, zoom)
      .filter((layer) => !layer.grid)
      .map(async (layer) => ({
        layer: layer.id,
        rows: await selectIn(app, layer, ring),
      })),
  )
  const present = found.filter(({ rows }) => rows.length > 0).sort((a, b) => b.rows.length - a.rows.length)
  const chosen = preferred.map((id) => present.find(({ layer }) => layer === id)).find(Boolean) ?? present[0]
  app.setSession(({ selection: before }) => {
    if (!chosen) return isAdding ? {} : { selection: null }
    const kept = isAdding && before?.layer === chosen.layer ? before.rows : []
    const rows = kept.length === 0 ? Array.from(chosen.rows) : [...new Set([...kept, ...chosen.rows])].sort((a, b) => a - b)
    return { selection: { layer: chosen.layer, rows, ...(kept.length === 0 && { within: ring }) } }
  })
}

async function selectIn(app: App, layer: Layer, ring: readonly LngLat[]): Promise<ArrayLike<number> & Iterable<number>> {
  try {
    return await app.tiles.select({ table: layer.table, filter: shownFilter(layer), ring })
  } catch (error) {
    // more than can be read for one answer: the user asks for less, or loads the layer
    if (error instanceof AppError && error.code === 'ranged.tooMuch') app.toast(error.code, error.detail, { level: 'error' })
    return emptyOfRanged(app, layer, error)
  }
}
