import { commonBox, coversAll } from '../../app/covers-all.ts'
import type { Layer, LayerId, LayerStatus } from '../../app/state.ts'
import type { RangeState } from '../../core/ranged-layer.ts'
import type { LngLatBox } from '../../workers/tiles-api.ts'

/** Why a layer that is switched on shows nothing; every state has a way out. */
export type RowState =
  | { readonly kind: 'ready' }
  | { readonly kind: 'loading'; readonly share: number | null }
  | { readonly kind: 'failed' }
  | { readonly kind: 'out-of-scale'; readonly zoom: number }
  | { readonly kind: 'filtered-empty' }
  | { readonly kind: 'out-of-view' }
  | { readonly kind: 'covered'; readonly by: LayerId }
  /** nothing is wrong, or what is: rows are read from the file as they are asked for */
  | { readonly kind: 'ranged'; readonly state: RangeState }

/** A little above the limit, so that rounding does not leave the layer just out of scale. */
const ZOOM_MARGIN = 0.05

/**
 * @param bounds what the map shows; null without a map
 * @param above layers that are drawn over this one, with what is known of them
 */
export function rowState(
  layer: Layer,
  status: LayerStatus | undefined,
  zoom: number,
  bounds: LngLatBox | null,
  above: readonly (readonly [Layer, LayerStatus | undefined])[] = [],
): RowState {
  if (status?.state === 'failed') return { kind: 'failed' }
  if (!layer.visible) return { kind: 'ready' }
  if (status?.state === 'loading') return { kind: 'loading', share: status.share }
  const ranges = status?.ranges
  if (ranges && ranges !== 'fine') return { kind: 'ranged', state: ranges }
  if (bounds && zoom < layer.minZoom) return { kind: 'out-of-scale', zoom: layer.minZoom + ZOOM_MARGIN }
  if (bounds && zoom > layer.maxZoom) return { kind: 'out-of-scale', zoom: layer.maxZoom - ZOOM_MARGIN }
  if (layer.filter.length > 0 && status?.visibleCount === 0) return { kind: 'filtered-empty' }
  if (bounds && status?.bbox && !overlaps(status.bbox, bounds)) return { kind: 'out-of-view' }
  const seen = bounds && status?.bbox && commonBox(status.bbox, bounds)
  const cover = seen && layer.role === 'data' && above.find(([over, known]) => coversAll(over, known, seen, zoom))
  if (cover) return { kind: 'covered', by: cover[0].id }
  return ranges ? { kind: 'ranged', state: ranges } : { kind: 'ready' }
}

function overlaps(a: LngLatBox, b: LngLatBox): boolean {
  return a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}
