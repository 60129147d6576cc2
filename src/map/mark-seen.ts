import type { Map as MapLibreMap } from 'maplibre-gl'

/**
 * Marks (User Timing, `seen <source>`) the first frame that has a tile of a source in it, for whoever measures how long a layer takes
 * to be seen: `npm run bench -- first-view`, the browser's own tools.
 * @param whenShown resolves when what was just drawn is on the canvas
 */
export function markSeen(map: MapLibreMap, whenShown: () => Promise<void>): void {
  const seen = new Set<string>()
  map.on('sourcedata', ({ sourceId, tile }) => {
    if (!tile || seen.has(sourceId)) return
    seen.add(sourceId)
    map.once('render', async () => {
      await whenShown()
      performance.mark(`seen ${sourceId}`)
    })
  })
}
