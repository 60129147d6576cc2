import type { Map as MapLibreMap } from 'maplibre-gl'

/**
 * A canvas that cannot be seen through is black until something is drawn on it, and the first frames leave out what has no program yet:
 * the ground of the page is seen until the graphics have finished a frame with all that was asked of it.
 * @param whenPainted resolves when what was just drawn is finished, and on the canvas
 * @param onShown called when it is seen
 * @returns whether it is not yet
 */
export function hideUntilPainted(
  map: MapLibreMap,
  isBusy: () => boolean,
  whenPainted: () => Promise<void>,
  onShown: () => void = () => {},
): () => boolean {
  const canvas = map.getCanvas()
  let isHidden = true
  canvas.style.opacity = '0'
  const onRender = () => {
    if (isBusy()) return
    map.off('render', onRender)
    void whenPainted().then(() => {
      canvas.style.opacity = ''
      isHidden = false
      onShown()
    })
  }
  // before that a frame is of nothing
  map.once('style.load', () => map.on('render', onRender))
  return () => isHidden
}
