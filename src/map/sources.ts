import { addProtocol } from 'maplibre-gl'
import type { App } from '../app/app.ts'
import { takeTurns } from './take-turns.ts'
import { GRID_SCHEME, IMAGE_SCHEME, parseTileUrl, VECTOR_SCHEME } from './tile-urls.ts'

/** Requests in the worker at once: those that wait here can still be dropped when the view has moved on, and a click need not queue long. */
const IN_FLIGHT = 4
const TILE_SIZE = 512

/** Serves the map's tile urls from the tiles worker. */
export function serveTiles(tiles: App['tiles'], pixelRatio: number): void {
  const inTurn = takeTurns(IN_FLIGHT)
  addProtocol(VECTOR_SCHEME, async ({ url }, { signal }) => ({
    data: await inTurn(signal, () => tiles.vectorTile(addressOf(url), { signal })),
  }))
  const size = TILE_SIZE * pixelRatio
  addProtocol(IMAGE_SCHEME, async ({ url }, { signal }) => ({
    data: await inTurn(signal, () => tiles.imageTile({ ...addressOf(url), size }, { signal })),
  }))
  addProtocol(GRID_SCHEME, async ({ url }, { signal }) => {
    const { key, ...tile } = addressOf(url)
    return { data: await inTurn(signal, () => tiles.gridTile({ id: key, ...tile, size }, { signal })) }
  })
}

function addressOf(url: string) {
  const address = parseTileUrl(url)
  if (!address) throw new Error(`not a tile url: ${url}`)
  return address
}
