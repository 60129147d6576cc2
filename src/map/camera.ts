import * as maplibre from 'maplibre-gl'
import type { MapPort } from '../app/ports.ts'
import { freeInsets } from './free-space.ts'
import { metresPerPixel, zoomOfScale } from './scale.ts'

export type Camera = Pick<
  MapPort,
  | 'fit'
  | 'flyTo'
  | 'zoomBy'
  | 'pan'
  | 'northUp'
  | 'bounds'
  | 'viewRing'
  | 'lngLatAt'
  | 'metresPerPixel'
  | 'setScale'
  | 'setPin'
  | 'focus'
  | 'onUserMove'
>

/** Of the regions that lie over the map; the others are beside it. */
const SIDES: Readonly<Record<string, 'left' | 'right' | undefined>> = {
  layers: 'left',
  card: 'right',
  drawer: undefined,
  sheet: undefined,
}

/** Where the map looks, and what of it is asked. @param isStill whether it is there at once instead of moving there */
export function createCamera(map: maplibre.Map, container: HTMLElement, isStill: () => boolean): Camera {
  const animation = (ms = 400) => ({ animate: !isStill(), duration: isStill() ? 0 : ms })
  const here = () => map.getCenter()
  let pin: maplibre.Marker | null = null
  /** where steps that are still on their way lead: the next one counts from there, not from where the map happens to be */
  let aim: number | null = null
  map.on('moveend', () => {
    aim = null
  })
  return {
    fit(box, { maxZoom = 18, animate = true } = {}) {
      // what the screens lay over the map, by the names of their regions; on a phone, the sheet
      const panels = document.querySelectorAll<HTMLElement>('[data-region], [data-height]')
      const padding = freeInsets(
        container.getBoundingClientRect(),
        Array.from(panels).flatMap((panel) => {
          const { region = 'sheet' } = panel.dataset
          const { left, top, right, bottom } = panel.getBoundingClientRect()
          return region in SIDES ? [{ left, top, right, bottom, side: SIDES[region] }] : []
        }),
      )
      const [west, south, east, north] = box
      map.fitBounds(
        [
          [west, south],
          [east, north],
        ],
        { maxZoom, padding, linear: false, ...(animate ? animation() : { animate: false }) },
      )
    },
    flyTo: ([lng, lat], zoom) => void map.easeTo({ center: [lng, lat], zoom: zoom ?? map.getZoom(), ...animation() }),
    zoomBy(steps) {
      const asked = Math.round(((aim ?? map.getZoom()) + steps) * 2) / 2
      const zoom = Math.min(map.getMaxZoom(), Math.max(map.getMinZoom(), asked))
      map.easeTo({ zoom, ...animation(150) })
      aim = map.isMoving() ? zoom : null
    },
    pan: (dx, dy) => void map.panBy([dx, dy], { ...animation(150) }),
    northUp: () => void map.resetNorth(animation()),
    bounds() {
      const bounds = map.getBounds()
      return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()]
    },
    viewRing() {
      const { clientWidth: right, clientHeight: bottom } = map.getContainer()
      const corners = [[0, 0], [right, 0], [right, bottom], [0, bottom]] as const // biome-ignore format: one row
      return corners.map(([x, y]) => {
        const { lng, lat } = map.unproject([x, y])
        return [lng, lat] as const
      })
    },
    lngLatAt([x, y]) {
      const { lng, lat } = map.unproject([x, y])
      return [lng, lat]
    },
    metresPerPixel: () => metresPerPixel(here().lat, map.getZoom()),
    setScale: (denominator) => void map.easeTo({ zoom: zoomOfScale(here().lat, denominator), ...animation() }),
    setPin(at) {
      pin?.remove()
      pin = null
      if (!at) return
      const element = document.createElement('div')
      const shape = document.createElement('div')
      shape.className = 'map-pin'
      element.append(shape)
      pin = new maplibre.Marker({ element, anchor: 'bottom' }).setLngLat([at[0], at[1]]).addTo(map)
    },
    focus: () => map.getCanvas().focus(),
    onUserMove(listener) {
      const tell = (event: { readonly originalEvent?: unknown }) => {
        if (event.originalEvent) listener()
      }
      map.on('dragstart', tell)
      return () => map.off('dragstart', tell)
    },
  }
}
