import type { FeatureCollection } from 'geojson'
import type { Fix } from '../core/field/fix.ts'
import type { LngLat, LngLatBox } from '../workers/tiles-api.ts'
import type { Card, LayerId } from './state.ts'

/** What app and commands need from the map; implemented by map/map-view.ts. */
export interface MapPort {
  /** @param options.coming settled when what it goes there for has been put on the map: not drawn without it, where it would cost the time of two frames */
  fit(
    box: LngLatBox,
    options?: { readonly maxZoom?: number; readonly animate?: boolean; readonly coming?: Promise<unknown> },
  ): void
  flyTo(at: LngLat, zoom?: number): void
  zoomBy(steps: number): void
  pan(dx: number, dy: number): void
  northUp(): void
  /** lon/lat of the view's corners */
  bounds(): LngLatBox
  /** lon/lat of the view's corners in turn; other than the box where the map is turned */
  viewRing(): readonly LngLat[]
  /** of the layers in memory that can be seen; at most `limit` hits of each */
  inView(limit: number): Promise<InView>
  /** lon/lat below a point of the map, CSS pixels from its upper left corner; null beyond the horizon */
  lngLatAt(point: readonly [number, number]): LngLat | null
  /** metres a CSS pixel covers at the centre */
  metresPerPixel(): number
  /** sets 1:n at the centre */
  setScale(denominator: number): void
  /** a mark at a searched or typed place; null removes it */
  setPin(at: LngLat | null): void
  /** Calls `listener` when the user asks for the menu of a place: right click or long press. Returns how to stop. */
  onPointMenu(listener: (request: PointMenuRequest) => void): () => void
  /** Calls `listener` when the user has moved, set or taken away a vertex with the tool for it. Returns how to stop. */
  onVertexEdit(listener: (request: VertexEdit) => void): () => void
  focus(): void
  /** what field work draws over all layers; null: nothing */
  setOverlay(overlay: MapOverlay | null): void
  /** Calls `listener` when the user, not the program, begins to move the map. Returns how to stop. */
  onUserMove(listener: () => void): () => void
}
export interface InView {
  /** layer by layer from the top, without those that show nothing here */
  readonly counts: NonNullable<Card['inView']>
  readonly hits: Card['hits']
}
export interface MapOverlay {
  /** `role` among their properties says how they are drawn: map/overlay.ts */
  readonly features: FeatureCollection
  /** white ground, black lines: for bright sun */
  readonly isSunny: boolean
  /** layer whose outlines are drawn strongly in the sun */
  readonly outlined: string | null
}
export interface PointMenuRequest {
  readonly at: LngLat
  /** CSS pixels from the map's upper left corner */
  readonly point: readonly [number, number]
}

type Place = readonly [x: number, y: number]
/** What is to be done with a vertex; places in the layer's own CRS. */
export interface VertexEdit {
  readonly layer: LayerId
  readonly edit:
    | { readonly kind: 'move'; readonly from: Place; readonly to: Place }
    | { readonly kind: 'insert'; readonly edge: readonly [Place, Place]; readonly at: Place }
    | { readonly kind: 'remove'; readonly at: Place }
}

export interface Clock {
  now(): Date
}

/** Files of the offline package, by checksum. */
export interface PackFiles {
  /** null: not here */
  open(sha256: string): Promise<File | null>
  clear(): Promise<void>
}

export interface Files {
  /** Hands the user a file. */
  save(name: string, content: Uint8Array | Blob, mime: string): void
  pick(accept: string): Promise<readonly File[]>
}

export type PositionSourceId = 'device' | 'serial' | 'bluetooth' | 'typed' | 'replay'
/** Where positions come from; one at a time is in use. */
export interface PositionSource {
  readonly id: PositionSourceId
  /** Begins to listen; resolves to how to stop. @throws AppError position.* */
  start(listener: PositionListener): Promise<() => void>
}
export interface PositionListener {
  fix(fix: Fix): void
  /** the source goes on, or has given up; AppError position.* */
  problem(error: unknown): void
}
