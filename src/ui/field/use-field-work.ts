import { useEffect, useRef, useState } from 'react'
import type { App } from '../../app/app.ts'
import { mayFollow } from '../../app/field/create-field.ts'
import { positionHere } from '../../app/field/device-position.ts'
import { type Awake, stayAwake } from '../../app/field/stay-awake.ts'
import { partOf } from '../../app/pack.ts'
import type { Layer } from '../../app/state.ts'
import { trueHeadingDeg } from '../../core/field/heading.ts'
import type { PackArea } from '../../core/offline/pack-area.ts'
import { geodesicM } from '../../core/plane.ts'
import { useApp, useAppState } from '../shell/app-context.ts'
import { useAsync } from '../shell/use-async.ts'
import { useField, useFieldState } from './field-context.ts'
import { nearSignal } from './near-signal.ts'
import { overlayFeatures } from './overlay-features.ts'
import { useStaleS } from './use-stale.ts'

const CLOSE_ZOOM = 18
const MOST_VERTICES = 20_000

/** Polygon layers whose parcels can be checked, what has unit codes first. */
export function checkable(layers: Readonly<Record<string, Layer>>): readonly Layer[] {
  const polygons = Object.values(layers).filter(({ geometry, role }) => geometry === 'polygon' && role === 'data')
  const hasCodes = (layer: Layer) => layer.fields.some(({ role }) => role === 'unitCode')
  const rank = (layer: Layer) => (layer.visible ? 2 : 0) + (hasCodes(layer) ? 1 : 0)
  return polygons.sort((a, b) => rank(b) - rank(a))
}

export interface FieldWork {
  /** row that was tapped on the map, of the layer in hand; null: none */
  readonly tapped: number | null
  readonly walked: readonly (readonly [number, number])[]
}

/** Everything that goes on while field mode is open: position, records, screen, map. Mounted once. */
export function useFieldWork(isMapReady: boolean, hasSound: boolean, { tapped, walked }: FieldWork): void {
  const app = useApp()
  const field = useField()
  const layers = useAppState((state) => state.project.layers)
  const chosen = useFieldState((state) => state.layer)
  useEffect(() => {
    void field.open()
    // records are to outlive a browser that makes room
    void navigator.storage?.persist?.().catch(() => false)
    if (field.store.getState().positioning.state === 'off') void field.use(positionHere())
    // it tells of itself before it is here
    const held: { awake: Awake | null } = { awake: null }
    const awake = stayAwake(() => field.setSaving(held.awake?.savingAt() ?? null))
    held.awake = awake
    const unsubscribe = field.store.subscribe(({ open }, before) => {
      if (open?.point !== before.open?.point) awake.want(open?.point != null)
    })
    return () => {
      unsubscribe()
      awake.stop()
      field.stop()
    }
  }, [field])
  useEffect(() => {
    if (chosen !== null && layers[chosen]) return
    field.chooseLayer(checkable(layers)[0]?.id ?? null)
  }, [field, chosen, layers])
  useEffect(() => {
    if (!isMapReady) return
    return app.map?.onUserMove(() => field.follow(false))
  }, [app, field, isMapReady])
  useHeading()
  useFirstView(isMapReady)
  useOverlay(isMapReady, tapped, walked)
  useNear(hasSound)
}

/** Where the device points: its compass, where it has one. */
function useHeading(): void {
  const field = useField()
  const { config } = useApp()
  // all compasses of devices show magnetic north
  const declinationDeg = config.district.magneticDeclination?.deg ?? 0
  useEffect(() => {
    let last = 0
    const take = (event: DeviceOrientationEvent & { readonly webkitCompassHeading?: number }) => {
      if (performance.now() - last < 150) return
      const compass = event.webkitCompassHeading ?? (event.absolute && event.alpha !== null ? 360 - event.alpha : null)
      if (compass === null) return
      last = performance.now()
      field.setHeading(trueHeadingDeg(compass + (screen.orientation?.angle ?? 0), declinationDeg))
    }
    const names = ['deviceorientationabsolute', 'deviceorientation'] as const
    for (const name of names) addEventListener(name, take as EventListener)
    return () => {
      for (const name of names) removeEventListener(name, take as EventListener)
      field.setHeading(null)
    }
  }, [field, declinationDeg])
}

/** The first position is gone to closely, once; after that the officer's own scale holds. */
function useFirstView(isMapReady: boolean): void {
  const app = useApp()
  const field = useField()
  const fix = useFieldState((state) => state.fix)
  const hasGone = useRef(false)
  useEffect(() => {
    if (!isMapReady || !fix || hasGone.current) return
    hasGone.current = true
    const { isFollowing } = field.store.getState()
    if (isFollowing && app.store.getState().session.view.zoom < CLOSE_ZOOM - 1 && mayFollow(fix))
      app.map?.flyTo([fix.lng, fix.lat], CLOSE_ZOOM)
  }, [app, field, fix, isMapReady])
}

function useOverlay(isMapReady: boolean, tapped: number | null, walked: FieldWork['walked']): void {
  const app = useApp()
  const isSunny = useAppState((state) => state.session.isSunny)
  const zoom = useAppState((state) => state.session.view.zoom)
  const { fix, headingDeg, here, layer, open, checks } = useFieldState((state) => state)
  const table = useAppState((state) => (layer === null ? undefined : state.project.layers[layer]?.table))
  const isStale = useStaleS() !== null
  const row = tapped ?? here?.row ?? null
  const check = open && (checks?.find(({ id }) => id === open.check) ?? null)
  const shape = useAsync(`${table} ${row}`, async (signal) =>
    table === undefined || row === null
      ? null
      : app.tiles.shapes({ table, rows: Uint32Array.of(row), limit: MOST_VERTICES }, { signal }).catch(() => null),
  )
  const parcel = shape.state === 'done' ? shape.value : null
  const [sent, setSent] = useState('')
  useEffect(() => {
    if (!isMapReady || !app.map) return
    const features = overlayFeatures({
      fix,
      isStale,
      headingDeg,
      parcel,
      check,
      point: open?.point ?? null,
      boundary: tapped === null ? (here?.boundary?.line.at ?? null) : null,
      walked,
      area: partRings(app, layer),
      metresPerPixel: 78271.5 * Math.cos(((fix?.lat ?? 0) * Math.PI) / 180) * 2 ** -zoom,
    })
    const key = JSON.stringify([features, isSunny, layer])
    if (key === sent) return
    setSent(key)
    app.map.setOverlay({ features, isSunny, outlined: layer })
  }, [app, isMapReady, fix, isStale, headingDeg, parcel, check, open, here, tapped, walked, zoom, isSunny, layer, sent])
  useEffect(() => () => app.map?.setOverlay(null), [app])
}

function partRings(app: App, layer: string | null): PackArea['rings'] {
  const entry = app.catalog.layers.find(({ id }) => id === layer)
  return (entry && partOf(entry)?.rings) ?? []
}

function useNear(hasSound: boolean): void {
  const [signal] = useState(nearSignal)
  const fix = useFieldState((state) => state.fix)
  const open = useFieldState((state) => state.open)
  const target = useFieldState(({ checks }) =>
    open ? checks?.find(({ id }) => id === open.check)?.points.find(({ id }) => id === open.point)?.registered : undefined,
  )
  useEffect(() => {
    signal.update(hasSound && fix && target ? geodesicM(fix.lng, fix.lat, target.lng, target.lat) : null)
  }, [signal, hasSound, fix, target])
  useEffect(() => () => signal.stop(), [signal])
}
