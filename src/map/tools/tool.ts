import type { Map as MapLibreMap } from 'maplibre-gl'
import type { App } from '../../app/app.ts'
import type { VertexEdit } from '../../app/ports.ts'
import type { LngLat } from '../../workers/tiles-api.ts'

/** What a tool works with. */
export interface ToolContext {
  readonly app: App
  readonly map: MapLibreMap
  /** metres a CSS pixel covers at the centre */
  readonly metresPerPixel: () => number
  /** shows what is being drawn; null removes it */
  readonly setSketch: (sketch: GeoJSON.FeatureCollection | null) => void
  readonly onVertexEdit: (request: VertexEdit) => void
}

/** How a place was pointed at. */
export interface Pointing {
  readonly isTouch: boolean
  /** Alt: nothing attracts it */
  readonly isFree: boolean
  /** Shift: at a right angle */
  readonly isStraight: boolean
}

/** One way of using the pointer; only one is active. */
export interface Tool {
  /** CSS cursor while nothing is below the pointer */
  readonly cursor: string
  /** click, tap, or Enter at the crosshair */
  click(at: LngLat, how: Pointing & { readonly isAdding: boolean }): void
  /** also of the crosshair, while the keyboard moves the map */
  move?(at: LngLat, how: Pointing): void
  /** the pointer has left the map */
  leave?(): void
  doubleClick?(): void
  /** whether a drag that begins here takes something along: it is a click where it begins and one where it ends */
  grabs?(at: LngLat, how: Pointing): boolean
  /** Enter without a crosshair; false: there is nothing to finish */
  finish?(): boolean
  /** true when the tool has used the key */
  key?(event: KeyboardEvent): boolean
  /** whether a drag that begins with this event draws a box instead of moving the map */
  takesDrag?(event: MouseEvent | TouchEvent): boolean
  /** lon/lat corners of the drawn box */
  box?(from: LngLat, to: LngLat, isAdding: boolean): void
  stop(): void
}
