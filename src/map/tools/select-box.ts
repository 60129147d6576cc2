import type { LngLat } from '../../workers/tiles-api.ts'
import { boxRing } from './browse.ts'
import { selectInRing } from './select-in-ring.ts'
import type { Tool, ToolContext } from './tool.ts'

/** Drag a box, or press at two opposite corners (which is how it is done from the keyboard). */
export function selectBoxTool({ app, map, setSketch }: ToolContext): Tool {
  let corner: LngLat | null = null
  const select = (from: LngLat, to: LngLat, isAdding: boolean) =>
    void selectInRing(app, map.getZoom(), boxRing(from, to), isAdding)
  const show = (to: LngLat) => {
    if (!corner) return
    const ring = boxRing(corner, to).map(([x, y]) => [x, y])
    setSketch({
      type: 'FeatureCollection',
      features: [{ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } }],
    })
  }
  return {
    cursor: 'crosshair',
    click(at, { isAdding }) {
      if (corner) {
        select(corner, at, isAdding)
        corner = null
        setSketch(null)
      } else {
        corner = at
        show(at)
      }
    },
    move: show,
    key(event) {
      if (event.key !== 'Backspace' || !corner) return false
      corner = null
      setSketch(null)
      return true
    },
    takesDrag: () => true,
    box: select,
    stop: () => setSketch(null),
  }
}
