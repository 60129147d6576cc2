import { type Map as MapLibreMap, RasterTileSource, type StyleSpecification, VectorTileSource } from 'maplibre-gl'

const applied = new WeakMap<MapLibreMap, string>()
/** Sources whose tiles are to be asked for once more after the next frame. */
const raced = new WeakMap<MapLibreMap, Set<string>>()

/** Makes a map look as the style says; nothing where it does already. */
export function applyStyle(map: MapLibreMap, style: StyleSpecification): void {
  const asText = JSON.stringify(style)
  const before = applied.get(map)
  if (before === asText) return
  const layersBefore: StyleSpecification['layers'] = before ? (JSON.parse(before) as StyleSpecification).layers : []
  // new tiles of a known source replace the old ones as they come; through the style's diff the old would vanish first
  for (const [id, source] of Object.entries(style.sources)) {
    const known = tileSource(map, id)
    const tiles = 'tiles' in source ? source.tiles : undefined
    if (!tiles || !known || known.tiles?.[0] === tiles[0]) continue
    known.setTiles([...tiles])
    if (looksOf(style.layers, id) !== looksOf(layersBefore, id)) askAgain(map, id)
  }
  map.setStyle(style, { diff: true, validate: false })
  applied.set(map, asText)
}

/**
 * A changed layout, filter or colour by class has tiles laid out again from what the library holds, which cancels the reading of new ones that is under way
 * (MapLibre 6.17: `expired` gives way to `reloading` before loadTile looks). They are asked for again when that has begun.
 */
function askAgain(map: MapLibreMap, id: string): void {
  const waiting = raced.get(map)
  if (waiting) {
    waiting.add(id)
    return
  }
  const ids = new Set([id])
  raced.set(map, ids)
  map.once('render', () => {
    raced.delete(map)
    for (const each of ids) {
      const source = tileSource(map, each)
      if (source?.tiles) source.setTiles([...source.tiles])
    }
  })
}

function tileSource(map: MapLibreMap, id: string): VectorTileSource | RasterTileSource | null {
  const source = map.getSource(id)
  return source instanceof VectorTileSource || source instanceof RasterTileSource ? source : null
}

/** Of the layers that draw a source: what may have its tiles laid out again. */
function looksOf(layers: StyleSpecification['layers'], source: string): string {
  return JSON.stringify(layers.filter((layer) => 'source' in layer && layer.source === source))
}
