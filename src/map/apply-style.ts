import { type Map as MapLibreMap, RasterTileSource, type StyleSpecification, VectorTileSource } from 'maplibre-gl'

const applied = new WeakMap<MapLibreMap, string>()

/** Makes a map look as the style says; nothing where it does already. */
export function applyStyle(map: MapLibreMap, style: StyleSpecification): void {
  const asText = JSON.stringify(style)
  if (applied.get(map) === asText) return
  // new tiles of a known source replace the old ones as they come; through the style's diff the old would vanish first
  for (const [id, source] of Object.entries(style.sources)) {
    const before = map.getSource(id)
    const tiles = 'tiles' in source ? source.tiles : undefined
    if (!tiles || !(before instanceof VectorTileSource || before instanceof RasterTileSource)) continue
    if (before.tiles?.[0] !== tiles[0]) before.setTiles([...tiles])
  }
  map.setStyle(style, { diff: true, validate: false })
  applied.set(map, asText)
}
