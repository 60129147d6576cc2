import type { App } from '../app/app.ts'
import { projectOfAllPanes } from '../app/compare.ts'
import type { Card, Layer } from '../app/state.ts'
import type { Condition } from '../core/symbology.ts'
import type { LngLat, SnapHit } from '../workers/tiles-api.ts'
import { bottomUp } from './style.ts'

const MOST_HITS = 50

/** Data layers that are on at a zoom, the lowest first, whether they have been read or not. */
function layersOn(app: App, zoom: number): readonly Layer[] {
  const { project: own, session } = app.store.getState()
  const project = session.compare ? projectOfAllPanes(own, session.compare) : own
  return bottomUp(project)
    .filter((layer) => layer.role === 'data' && layer.visible && layer.geometry !== 'none' && !layer.overlay)
    .filter((layer) => zoom >= layer.minZoom && zoom < layer.maxZoom)
}

/** Data layers that can be seen at a zoom, the one on top first. */
export function seenLayers(app: App, zoom: number): readonly Layer[] {
  return layersOn(app, zoom)
    .filter((layer) => app.tableOf(layer.id) || app.rangedOf(layer.id))
    .reverse()
}

/** Settles when the layers that are being read now, and would be seen at this zoom, have been read or cannot be; null: there is none. */
export function layersComing(app: App, zoom: number): Promise<void> | null {
  const ids = layersOn(app, zoom).map(({ id }) => id)
  const isComing = () => {
    const { layerStatus } = app.store.getState().session
    return ids.some((id) => layerStatus[id]?.state === 'loading')
  }
  if (!isComing()) return null
  return new Promise((resolve) => {
    const stop = app.store.subscribe(() => {
      if (isComing()) return
      stop()
      resolve()
    })
  })
}

/** The layer's filter, and of classes only those that are drawn. */
export function shownFilter({ filter, symbology }: Layer): readonly Condition[] {
  if (symbology.kind !== 'categories' || symbology.other) return filter
  return [...filter, { field: symbology.field, values: symbology.classes.map(({ value }) => value) }]
}

/** How long a point that is set waits for layers that are read as needed; what comes later serves the next one. */
const FAR_WAIT_MS = 700

/**
 * What a point that is set may mean: the nearest vertex of every layer with shapes that can be seen at a zoom, the ground too, else the nearest
 * place on an edge. A network that is slow or gone holds nobody up: then only layers in memory attract.
 */
export async function snapAt(app: App, at: LngLat, toleranceM: number, zoom: number): Promise<SnapHit | null> {
  const seen = bottomUp(app.store.getState().project)
    .filter((layer) => layer.visible && layer.geometry !== 'none' && layer.geometry !== 'grid')
    .filter((layer) => zoom >= layer.minZoom && zoom < layer.maxZoom)
  const ask = (layers: readonly Layer[]) => {
    const tables = layers.map((layer) => ({ id: layer.table, filter: shownFilter(layer) }))
    return tables.length > 0 ? app.tiles.snap({ at, toleranceM, tables }) : Promise.resolve(null)
  }
  const late = new Promise<null>((resolve) => setTimeout(() => resolve(null), FAR_WAIT_MS))
  // the layer's row tells what is wrong with its file
  const far = ask(seen.filter((layer) => app.rangedOf(layer.id))).catch(() => null)
  const [near, other] = await Promise.all([ask(seen.filter((layer) => app.tableOf(layer.id))), Promise.race([far, late])])
  if (!near || !other) return near ?? other
  const isOther = near.kind === other.kind ? other.distanceM < near.distanceM : other.kind === 'vertex'
  return isOther ? other : near
}

/**
 * Every seen layer's features at a place, in draw order from the top, found in the tables; a raster is one hit where it has a value.
 * @param hasGrids false: features only, for what collects or points at them
 * @param hasRanged false: only what is in memory, for a pointer that passes over
 * @param onUnread told of each layer of features that could not be read: not at all, or now, of one that stays in its file
 */
export async function hitsAt(
  app: App,
  at: LngLat,
  toleranceM: number,
  zoom: number,
  {
    limit = MOST_HITS,
    hasGrids = true,
    hasRanged = true,
    onUnread = () => {},
  }: {
    readonly limit?: number
    readonly hasGrids?: boolean
    readonly hasRanged?: boolean
    readonly onUnread?: (layer: Layer) => void
  } = {},
): Promise<Card['hits']> {
  // what failed to load may still be drawn from its published tiles
  const { layerStatus } = app.store.getState().session
  for (const layer of layersOn(app, zoom)) {
    const isHere = app.tableOf(layer.id) || app.rangedOf(layer.id)
    if (!layer.grid && !isHere && layerStatus[layer.id]?.state === 'failed') onUnread(layer)
  }
  const layers = seenLayers(app, zoom).filter((layer) => (hasGrids || !layer.grid) && (hasRanged || app.tableOf(layer.id)))
  const found = await Promise.all(
    layers.map(async (layer) => {
      if (layer.grid) {
        // a cell that cannot be read is not there; the layer's row says why
        const value = await app.tiles.gridValue({ id: layer.table, at, band: 0 }).catch(() => null)
        return value === null ? [] : [{ layer: layer.id, row: 0, distanceM: 0 }]
      }
      const tables = [{ id: layer.table, filter: shownFilter(layer) }]
      // the others answer
      const hits = await app.tiles.identify({ at, toleranceM, tables, limit }).catch((error) => {
        const none = emptyOfRanged(app, layer, error)
        onUnread(layer)
        return none
      })
      return hits.map(({ row, distanceM }) => ({ layer: layer.id, row, distanceM }))
    }),
  )
  return found.flat().slice(0, limit)
}

/** @throws what went wrong with a layer that is in memory, which is our own bug */
export function emptyOfRanged(app: App, layer: Layer, error: unknown): [] {
  if (!app.rangedOf(layer.id)) throw error
  return []
}
