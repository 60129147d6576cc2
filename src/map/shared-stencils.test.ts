import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { Map as MapLibreMap } from 'maplibre-gl'
import { expect, test } from 'vitest'
import { shareStencils } from './shared-stencils.ts'

type Tile = ReturnType<typeof tile>

const tile = (x: number, z = 14, overscaledZ = z) => ({
  key: `${overscaledZ}/${z}/${x}`,
  overscaledZ,
  canonical: { z, x, y: 0 },
})

/** What MapLibre's FrameRenderContext does with masks, on a buffer that holds an id a place. */
function frameOf(data = { useSubdivision: false }) {
  return {
    data,
    isRenderingToTexture: false,
    currentStencilSource: undefined as string | undefined,
    nextStencilID: 1,
    tileClippingMaskIDs: {} as Record<string, number>,
    buffer: {} as Record<string, number>,
    draws: 0,
    clearStencil() {
      this.nextStencilID = 1
      this.currentStencilSource = undefined
      this.buffer = {}
    },
    invalidateTileClippingMasks() {
      this.currentStencilSource = undefined
    },
    renderTileClippingMasks(layer: { source: string; isTileClipped(): boolean }, tiles: Tile[] | undefined) {
      if (this.currentStencilSource === layer.source || !layer.isTileClipped() || !tiles?.length) return
      this.currentStencilSource = layer.source
      if (this.nextStencilID + tiles.length > 256) this.clearStencil()
      const ids: Record<string, number> = {}
      for (const each of tiles) {
        ids[each.key] = this.nextStencilID++
        for (const place of placesOf(each)) this.buffer[place] = ids[each.key]
        this.draws++
      }
      this.tileClippingMaskIDs = ids
    },
  }
}

/** The tiles of zoom 16 that one covers, in a row. */
function placesOf({ canonical: { x, z } }: Tile): number[] {
  const count = 2 ** (16 - z)
  return Array.from({ length: count }, (_, i) => x * count + i)
}

function setup(frame = frameOf()) {
  const painter = { maybeDrawDepth: () => {} }
  shareStencils(painter as unknown as MapLibreMap['painter'])
  const begin = painter.maybeDrawDepth as (given: typeof frame) => void
  begin(frame)
  /** Of one layer: the places where its tiles would be drawn, and how many masks that took. */
  const layer = (source: string, tiles: Tile[], isClipped = true) => {
    const before = frame.draws
    frame.renderTileClippingMasks({ source, isTileClipped: () => isClipped }, tiles)
    return { seen: tiles.map((each) => seenOf(frame, each)), draws: frame.draws - before }
  }
  return { frame, layer, begin }
}
const seenOf = ({ buffer, tileClippingMaskIDs }: ReturnType<typeof frameOf>, each: Tile) =>
  placesOf(each).filter((place) => buffer[place] === tileClippingMaskIDs[each.key])
const all = (tiles: Tile[]) => tiles.map(placesOf)

const ROW = [tile(0), tile(1), tile(2)]

test('sources of the same tiles share one set of masks', () => {
  const { layer } = setup()
  expect(layer('a', ROW)).toEqual({ seen: all(ROW), draws: 3 })
  expect(layer('b', ROW)).toEqual({ seen: all(ROW), draws: 0 })
  expect(layer('a', ROW)).toEqual({ seen: all(ROW), draws: 0 })
})

test('of a source with other tiles beside them only the masks that are missing are drawn, and all can be used after', () => {
  const { layer } = setup()
  layer('a', ROW.slice(0, 2))
  const others = [tile(1), tile(2), tile(3)]
  expect(layer('b', others)).toEqual({ seen: all(others), draws: 2 })
  const every = [tile(3), ...ROW]
  expect(layer('c', every)).toEqual({ seen: all(every), draws: 0 })
})

test.each([
  ['a coarser one, which lies upon them', [tile(0, 13)]],
  ['the same place of another zoom in view', [tile(0, 14, 15), tile(1, 14, 15), tile(2, 14, 15)]],
])('%s is masked anew, and so are they after it', (_, tiles) => {
  const { layer } = setup()
  layer('a', ROW)
  expect(layer('b', tiles)).toEqual({ seen: all(tiles), draws: tiles.length })
  expect(layer('c', ROW)).toEqual({ seen: all(ROW), draws: 3 })
})

test('a source whose tiles lie upon each other shares with none', () => {
  const { layer } = setup()
  const mixed = [tile(0, 13), tile(1)]
  layer('a', ROW)
  expect(layer('b', mixed)).toEqual({ seen: [[0, 1, 2, 3], placesOf(tile(1))], draws: 2 })
  expect(layer('c', mixed).draws).toBe(2)
  expect(layer('d', ROW).draws).toBe(3)
})

test('what else was drawn into the buffer ends the sharing', () => {
  const { frame, layer } = setup()
  layer('a', ROW)
  frame.clearStencil()
  expect(layer('b', ROW)).toEqual({ seen: all(ROW), draws: 3 })
  frame.invalidateTileClippingMasks()
  expect(layer('c', ROW).draws).toBe(3)
  frame.isRenderingToTexture = true
  expect(layer('d', ROW).draws).toBe(3)
  expect(layer('e', ROW).draws).toBe(0)
  frame.isRenderingToTexture = false
  expect(layer('f', ROW).draws).toBe(3)
})

test('a buffer that is full is emptied, and then all masks of a source are drawn', () => {
  const { frame, layer } = setup()
  layer('a', ROW)
  frame.nextStencilID = 255
  const more = [...ROW, tile(3), tile(4)]
  expect(layer('b', more)).toEqual({ seen: all(more), draws: 5 })
})

test('layers that are not clipped, and those without tiles, change nothing', () => {
  const { frame, layer } = setup()
  layer('a', ROW)
  expect(layer('names', ROW, false).draws).toBe(0)
  expect(layer('empty', []).draws).toBe(0)
  expect(frame.currentStencilSource).toBe('a')
})

test('on a globe, and in a library that is made otherwise, all is drawn as ever', () => {
  const globe = setup(frameOf({ useSubdivision: true }))
  globe.layer('a', ROW)
  expect(globe.layer('b', ROW).draws).toBe(3)
  const renderTileClippingMasks = () => {}
  const other = { renderTileClippingMasks }
  globe.begin(other as unknown as ReturnType<typeof frameOf>)
  expect(other.renderTileClippingMasks).toBe(renderTileClippingMasks)
  expect(() => shareStencils({} as MapLibreMap['painter'])).not.toThrow()
})

test('the library is still made as it is here taken to be', async () => {
  const library = await readFile(fileURLToPath(import.meta.resolve('maplibre-gl')), 'utf8')
  const masks = /renderTileClippingMasks\((\w+),(\w+)\)\{(.*?)\}renderTileMasks/s.exec(library)?.[3] ?? ''
  for (const part of [
    'this.currentStencilSource===',
    '.isTileClipped()',
    'this.nextStencilID+',
    '>256',
    'this.data.useSubdivision',
    'this.tileClippingMaskIDs=',
  ])
    expect(masks).toContain(part)
  expect(library).toMatch(/this\.maybeDrawDepth\(\w+\)/)
})
