import type { Layer, LayerStatus } from '../../app/state.ts'
import type { LngLatBox } from '../../workers/tiles-api.ts'

/** Why a layer that is switched on shows nothing; every state has a way out. */
export type RowState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'loading'; readonly share: number | null }
  | { readonly kind: 'failed' }
  | { readonly kind: 'out-of-scale'; readonly zoom: number }
  | { readonly kind: 'filtered-empty' }
  | { readonly kind: 'out-of-view' }

/** A little above the limit, so that rounding does not leave the layer just out of scale. */
const ZOOM_MARGIN = 0.05

/** @param bounds what the map shows; null without a map */
export function rowState(layer: Layer, status: LayerStatus | undefined, zoom: number, bounds: LngLatBox | null): RowState {
  if (status?.state === 'failed') return { kind: 'failed' }
  if (!layer.visible) return { kind: 'ready' }
  if (status?.state === 'loading') return { kind: 'loading', share: status.share }
  if (bounds && zoom < layer.minZoom) return { kind: 'out-of-scale', zoom: layer.minZoom + ZOOM_MARGIN }
  if (bounds && zoom > layer.maxZoom) return { kind: 'out-of-scale', zoom: layer.maxZoom - ZOOM_MARGIN }
  if (layer.filter.length > 0 && status?.visibleCount === 0) return { kind: 'filtered-empty' }
  if (bounds && status?.bbox && !overlaps(status.bbox, bounds)) return { kind: 'out-of-view' }
  return { kind: 'ready' }
}

function overlaps(a: LngLatBox, b: LngLatBox): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}
