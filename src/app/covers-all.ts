import { classStyles } from '../core/symbology.ts'
import type { LngLatBox } from '../workers/tiles-api.ts'
import type { Layer, LayerStatus } from './state.ts'

/** Whether the layer lies over all of `seen`, so that nothing below it is seen there. */
export function coversAll(layer: Layer, status: LayerStatus | undefined, seen: LngLatBox, zoom: number): boolean {
  return status?.state === 'ready' && status.bbox !== null && contains(status.bbox, seen) && isOpaque(layer, zoom)
}

/** Fills its whole extent. */
function isOpaque({ visible, opacity, geometry, symbology, filter, minZoom, maxZoom }: Layer, zoom: number): boolean {
  if (!visible || opacity < OPAQUE || filter.length > 0 || zoom < minZoom || zoom > maxZoom) return false
  if (geometry !== 'polygon') return geometry === 'grid'
  const styles = classStyles(symbology).slice(0, symbology.kind === 'categories' ? -1 : undefined)
  return styles.length > 0 && styles.every((style) => style?.fill && (style.fillOpacity ?? 1) >= OPAQUE)
}
const OPAQUE = 0.9

export const commonBox = (a: LngLatBox, b: LngLatBox): LngLatBox => [
  Math.max(a[0], b[0]),
  Math.max(a[1], b[1]),
  Math.min(a[2], b[2]),
  Math.min(a[3], b[3]),
]
/** Boxes of rasters end at whole cells: a little more than the district. */
function contains(outer: LngLatBox, inner: LngLatBox): boolean {
  const area = ([w, s, e, n]: LngLatBox) => Math.max(0, e - w) * Math.max(0, n - s)
  return area(commonBox(outer, inner)) >= area(inner) * 0.9
}
