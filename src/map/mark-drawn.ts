import type { Map as MapLibreMap } from 'maplibre-gl'

/**
 * Says on the container whether all that was asked for is on the screen, for whoever waits to look at it or to take a picture.
 * @param isBusy something is left to draw that the map itself does not know of
 * @param tell called where it changes
 * @returns looks again, where `isBusy` has changed without a frame
 */
export function markDrawn(
  map: Pick<MapLibreMap, 'on'>,
  container: { readonly dataset: DOMStringMap },
  isBusy: () => boolean,
  tell: (isDrawn: boolean) => void,
): () => void {
  let told: boolean | null = null
  let isIdle = false
  const look = () => {
    const isDrawn = isIdle && !isBusy()
    container.dataset.drawn = String(isDrawn)
    if (isDrawn === told) return
    told = isDrawn
    tell(isDrawn)
  }
  const mark = (next: boolean) => () => {
    isIdle = next
    look()
  }
  map.on('idle', mark(true))
  map.on('dataloading', mark(false))
  map.on('movestart', mark(false))
  return look
}
