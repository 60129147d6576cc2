import { addProtocol } from 'maplibre-gl'
import type { App } from '../app/app.ts'
import { takeTurns } from './take-turns.ts'
import { GRID_SCHEME, HEIGHT_SCHEME, HEIGHT_SIZE, IMAGE_SCHEME, parseTileUrl, VECTOR_SCHEME } from './tile-urls.ts'

/**
 * Requests in the worker at once: those that wait here can still be dropped when the view has moved on, and a click need not queue long.
 * Each takes a millisecond or two, and longer than that on its way through the threads: too few, and the worker stands idle.
 */
const IN_FLIGHT = 8
/** A picture takes as long as a dozen of them, and on the way to another place most are of no use when they are done. */
const PICTURES_IN_FLIGHT = 2
const TILE_SIZE = 512

/**
 * Serves the map's tile urls from the tiles worker.
 * @param hasRoom resolves when the graphics process has caught up. The map uploads a picture as soon as it is given one, and with an
 * earlier one still waiting behind frames to be drawn the page's thread would stand still until that is taken.
 * @param rankOf how urgent a drawing is: the highest first
 */
export function serveTiles(
  tiles: App['tiles'],
  pixelRatio: number,
  hasRoom: () => Promise<void>,
  rankOf: (key: string) => number,
): void {
  const inTurn = takeTurns(IN_FLIGHT)
  const inPictureTurn = takeTurns(PICTURES_IN_FLIGHT)
  /** Those that are ready meanwhile go together: one by one, each would wait for the frame that the one before has brought about. */
  let round: Promise<void> | null = null
  const whenRoom = () => {
    round ??= hasRoom().finally(() => {
      round = null
    })
    return round
  }
  const whenUploadable = async (picture: Promise<ImageBitmap>) => {
    const data = await picture
    await whenRoom()
    return { data }
  }
  const size = TILE_SIZE * pixelRatio
  addProtocol(VECTOR_SCHEME, async ({ url }, { signal }) => {
    const address = addressOf(url)
    return { data: await inTurn(signal, () => tiles.vectorTile(address, { signal }), rankOf(address.key)) }
  })
  addProtocol(IMAGE_SCHEME, ({ url }, { signal }) => {
    const address = addressOf(url)
    return whenUploadable(inPictureTurn(signal, () => tiles.imageTile({ ...address, size }, { signal }), rankOf(address.key)))
  })
  // read back by the map's own worker, never uploaded as they are
  addProtocol(HEIGHT_SCHEME, async ({ url }, { signal }) => {
    const { key, ...tile } = addressOf(url)
    return { data: await inTurn(signal, () => tiles.heightTile({ id: key, ...tile, size: HEIGHT_SIZE }, { signal })) }
  })
  addProtocol(GRID_SCHEME, ({ url }, { signal }) => {
    const { key, ...tile } = addressOf(url)
    // these wait for their file, not for the processor
    return whenUploadable(inTurn(signal, () => tiles.gridTile({ id: key, ...tile, size }, { signal })))
  })
}

function addressOf(url: string) {
  const address = parseTileUrl(url)
  if (!address) throw new Error(`not a tile url: ${url}`)
  return address
}
