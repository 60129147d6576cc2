import type { LngLat } from '../../workers/tiles-api.ts'
import { reachOf } from './reach.ts'
import { selectInRing } from './select-in-ring.ts'
import type { Tool, ToolContext } from './tool.ts'

/** Press to add a vertex; double click, Enter or the first vertex finishes; Backspace takes one back. */
export function selectPolygonTool({ app, map, setSketch }: ToolContext): Tool {
  let vertices: LngLat[] = []

  const distance = (a: LngLat, b: LngLat) => map.project([...a]).dist(map.project([...b]))

  function show(pointer: LngLat | null): void {
    const path = (pointer ? [...vertices, pointer] : vertices).map(([x, y]) => [x, y])
    const features: GeoJSON.Feature[] = vertices.map(([x, y]) => ({
      type: 'Feature',
      properties: {},
      geometry: { type: 'Point', coordinates: [x, y] },
    }))
    if (path.length > 2)
      features.push({ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [[...path, path[0]]] } })
    else if (path.length === 2)
      features.push({ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: path } })
    setSketch(features.length > 0 ? { type: 'FeatureCollection', features } : null)
  }

  function finish(isAdding: boolean): boolean {
    const ring = vertices
    if (ring.length < 3) return false
    vertices = []
    setSketch(null)
    void selectInRing(app, map.getZoom(), [...ring, ring[0]], isAdding)
    return true
  }

  return {
    cursor: 'crosshair',
    click(at, how) {
      const last = vertices.at(-1)
      if (vertices.length > 2 && distance(vertices[0], at) < reachOf(how)) finish(how.isAdding)
      // the second click of a double click
      else if (!last || distance(last, at) >= 2) {
        vertices.push(at)
        show(null)
      }
    },
    move: (at) => vertices.length > 0 && show(at),
    doubleClick: () => void finish(false),
    finish: () => finish(false),
    key(event) {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        finish(event.shiftKey)
        return true
      }
      if (event.key !== 'Backspace' || vertices.length === 0) return false
      vertices = vertices.slice(0, -1)
      show(null)
      return true
    },
    stop: () => setSketch(null),
  }
}
