import type { Map as MapLibreMap } from 'maplibre-gl'

type Painter = MapLibreMap['painter']

/**
 * Leaves the sky out where none is in view. The library runs its program over every pixel of every frame, also of a map that is looked
 * down upon, where not one of them is sky: where the processor paints, the longest call of a
 * frame (decision 0037).
 * It leans on the inside of MapLibre 6.17 (Painter.drawFunctions); where that is not as expected, the sky is drawn as ever.
 */
export function skyInView(painter: Painter): void {
  const functions = painter.drawFunctions
  const draw = functions?.sky
  if (!draw) return
  // the library's own object is every map's
  painter.drawFunctions = {
    ...functions,
    sky(mesh, frame) {
      if (frame.transform.pitch !== 0) draw(mesh, frame)
    },
  }
}
