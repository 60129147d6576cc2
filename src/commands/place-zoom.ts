import { defineCommand } from './command.ts'

/** Shows places on the map, close enough to see a boundary point. */
export const placeZoom = defineCommand<{ lngLats: readonly (readonly [number, number])[] }>({
  id: 'place-zoom',
  title: { zh: '缩放至位置', en: 'Zoom to places' },
  run(app, { lngLats }) {
    if (lngLats.length === 0) return
    const lngs = lngLats.map(([lng]) => lng)
    const lats = lngLats.map(([, lat]) => lat)
    app.map?.fit([Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)], { maxZoom: 18 })
  },
})
