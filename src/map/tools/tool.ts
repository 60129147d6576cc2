import type { Map as MapLibreMap } from 'maplibre-gl'
import type { App } from '../../app/app.ts'
import type { LngLat } from '../../workers/tiles-api.ts'

/** What a tool works with. */
export interface ToolContext {
  readonly app: App
  readonly map: MapLibreMap
  /** metres a CSS pixel covers at the centre */
  readonly metresPerPixel: () => number
  /** shows what is being drawn; null removes it */
  readonly setSketch: (sketch: GeoJSON.FeatureCollection | null) => void
}

/** One way of using the pointer; only one is active. */
export interface Tool {
  /** CSS cursor while nothing is below the pointer */
  readonly cursor: string
  /** click, tap, or Enter at the crosshair */
  click(at: LngLat, how: { readonly isAdding: boolean; readonly isTouch: boolean }): void
  move?(at: LngLat): void
  doubleClick?(): void
  /** true when the tool has used the key */
  key?(event: KeyboardEvent): boolean
  /** whether a drag that begins with this event draws a box instead of moving the map */
  takesDrag?(event: MouseEvent | TouchEvent): boolean
  /** lon/lat corners of the drawn box */
  box?(from: LngLat, to: LngLat, isAdding: boolean): void
  stop(): void
}
