import type { Map as MapLibreMap } from 'maplibre-gl'
import type { LngLat } from '../../workers/tiles-api.ts'

/** □ at the vertex or × on the edge that attracts the next point. */
export function createSnapMark(map: MapLibreMap): {
  show(at: LngLat | null, kind: 'vertex' | 'edge'): void
  remove(): void
} {
  const element = document.createElement('div')
  element.className = 'map-snap'
  element.hidden = true
  element.setAttribute('aria-hidden', 'true')
  map.getContainer().append(element)
  let place: LngLat | null = null
  const put = () => {
    if (!place) return
    const { x, y } = map.project([...place])
    element.style.transform = `translate(${x}px, ${y}px)`
  }
  map.on('move', put)
  return {
    show(at, kind) {
      place = at
      element.hidden = at === null
      element.dataset.snap = kind
      put()
    },
    remove() {
      map.off('move', put)
      element.remove()
    },
  }
}
