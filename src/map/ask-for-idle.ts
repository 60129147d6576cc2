import type { Map as MapLibreMap } from 'maplibre-gl'

const EVERY_MS = 1500

/**
 * The map says that it is idle at the end of a frame. A tile that its server does not have (404) ends without a frame: where it was the
 * last one, nothing would be said for ever. So a frame is asked for now and then, until it has been said.
 */
export function askForIdle(map: Pick<MapLibreMap, 'on' | 'triggerRepaint'>): void {
  let timer: ReturnType<typeof setInterval> | undefined
  const stop = () => {
    clearInterval(timer)
    timer = undefined
  }
  map.on('dataloading', () => {
    timer ??= setInterval(() => map.triggerRepaint(), EVERY_MS)
  })
  map.on('idle', stop)
  map.on('remove', stop)
}
