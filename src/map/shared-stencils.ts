import type { Map as MapLibreMap } from 'maplibre-gl'

type Painter = MapLibreMap['painter']
type Frame = Parameters<Painter['maybeDrawDepth']>[0]
type Tiles = Parameters<Frame['renderTileClippingMasks']>[1]

/** What a frame of MapLibre knows of the masks in the stencil buffer. */
interface Stencils {
  /** whose masks they are; undefined: something else has been drawn into the buffer */
  currentStencilSource: string | undefined
  /** by the key of the tile */
  tileClippingMaskIDs: Readonly<Record<string, number>>
  nextStencilID: number
}
/** The buffer has eight bits. */
const MOST_IDS = 256

/**
 * Lets layers of different sources share the stencil masks of their tiles. MapLibre marks all tiles in the stencil buffer anew whenever
 * the source changes from one layer to the next, though here nearly all sources are cut into the same tiles; each mask covers its tile, and
 * where the processor paints that is a good part of a frame (decision 0038). Here a mask that is in the buffer is used again, and of another
 * source's tiles those are drawn that are not there yet. This holds for tiles of which none lies upon another, that is of one zoom, on a
 * flat map; else all is drawn as ever.
 * It leans on the inside of MapLibre 6.17 (FrameRenderContext); where that is not as expected, nothing is shared.
 */
export function shareStencils(painter: Painter): void {
  const begin = painter.maybeDrawDepth?.bind(painter)
  if (!begin) return
  // the first that is done with a frame
  painter.maybeDrawDepth = (frame) => {
    share(frame)
    begin(frame)
  }
}

function share(frame: Frame): void {
  const stencils = frame as unknown as Stencils
  if (typeof stencils.nextStencilID !== 'number' || typeof stencils.tileClippingMaskIDs !== 'object') return
  const draw = frame.renderTileClippingMasks.bind(frame)
  /** the masks drawn last, and what they are of */
  let drawn: { readonly ids: Stencils['tileClippingMaskIDs']; readonly place: string | null } | null = null

  frame.renderTileClippingMasks = (layer, tiles) => {
    const before = stencils.currentStencilSource
    if (!layer.isTileClipped() || !tiles?.length || before === layer.source) return draw(layer, tiles)
    const ids = stencils.tileClippingMaskIDs
    const place = placeOf(frame, tiles)
    const areThere = before !== undefined && place !== null && drawn?.ids === ids && drawn.place === place
    const missing = areThere ? tiles.filter(({ key }) => ids[key] === undefined) : tiles
    // with as many more the library would empty the buffer
    const isShared = areThere && stencils.nextStencilID + missing.length <= MOST_IDS
    if (isShared && missing.length === 0) stencils.currentStencilSource = layer.source
    else draw(layer, isShared ? missing : tiles)
    if (isShared && missing.length > 0) stencils.tileClippingMaskIDs = { ...ids, ...stencils.tileClippingMaskIDs }
    drawn = { ids: stencils.tileClippingMaskIDs, place }
  }
}

/** Masks of the same place lie beside each other or are the same; null: some of these may lie upon others. */
function placeOf({ isRenderingToTexture, data }: Frame, tiles: Tiles): string | null {
  if (data.useSubdivision) return null
  const [first, ...others] = tiles.map(({ canonical, overscaledZ }) => `${canonical.z} ${overscaledZ} ${isRenderingToTexture}`)
  return first !== undefined && others.every((each) => each === first) ? first : null
}
