import { addProtocol } from 'maplibre-gl'
import type { App } from '../app/app.ts'
import { IMAGE_SCHEME, parseTileUrl, VECTOR_SCHEME } from './tile-urls.ts'

/** Requests in the worker at once: those that wait here can still be dropped when the view has moved on, and a click need not queue long. */
const IN_FLIGHT = 4
const TILE_SIZE = 512

type Turn = <T>(signal: AbortSignal, work: () => Promise<T>) => Promise<T>

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
}

function addressOf(url: string) {
  const address = parseTileUrl(url)
  if (!address) throw new Error(`not a tile url: ${url}`)
  return address
}

/** First come, first served, at most `limit` at once; who gives up while waiting never starts. */
export function takeTurns(limit: number): Turn {
  let running = 0
  const waiting: (() => void)[] = []
  return async (signal, work) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve))
    else running++
    try {
      signal.throwIfAborted()
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
