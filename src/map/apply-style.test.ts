import { type Map as MapLibreMap, type StyleSpecification, VectorTileSource } from 'maplibre-gl'
import { expect, it } from 'vitest'
import { applyStyle } from './apply-style.ts'

/** One source of tiles and the frames of a map; each request for tiles is written down. */
function fakeMap() {
  const asked: string[] = []
  const waiting: (() => void)[] = []
  const source = Object.assign(Object.create(VectorTileSource.prototype) as VectorTileSource, {
    tiles: ['a'],
    setTiles(tiles: string[]) {
      this.tiles = tiles
      asked.push(tiles[0])
    },
  })
  const map = {
    getSource: () => source,
    setStyle: () => asked.push('style'),
    once: (_: string, then: () => void) => waiting.push(then),
  } as unknown as MapLibreMap
  const frame = () => {
    for (const then of waiting.splice(0)) then()
  }
  return { map, asked, frame }
}

const style = (tiles: string, spacing: number): StyleSpecification => ({
  version: 8,
  sources: { rivers: { type: 'vector', tiles: [tiles] } },
  layers: [
    { id: 'name', type: 'symbol', source: 'rivers', 'source-layer': 'labels', layout: { 'text-letter-spacing': spacing } },
  ],
})

it('asks again for tiles that are renewed together with a layout: names along rivers kept the language before', () => {
  const { map, asked, frame } = fakeMap()
  applyStyle(map, style('a', 0.6))
  frame()
  expect(asked).toEqual(['style'])
  applyStyle(map, style('b', 0.1))
  expect(asked).toEqual(['style', 'b', 'style'])
  frame()
  expect(asked).toEqual(['style', 'b', 'style', 'b'])
})

it('asks again for tiles that are renewed together with the classes drawn of them: all were drawn as the first class', () => {
  const { map, asked, frame } = fakeMap()
  const classed = (tiles: string, classes: number[]): StyleSpecification => ({
    version: 8,
    sources: { plots: { type: 'vector', tiles: [tiles] } },
    layers: [
      {
        id: 'fill',
        type: 'fill',
        source: 'plots',
        'source-layer': 'shapes',
        filter: ['in', ['get', 'c'], ['literal', classes]],
      },
    ],
  })
  applyStyle(map, classed('a', [0]))
  frame()
  applyStyle(map, classed('b', [0, 1, 2]))
  frame()
  expect(asked).toEqual(['style', 'b', 'style', 'b'])
})

it('asks once for tiles alone, and again for the last of several within a frame', () => {
  const { map, asked, frame } = fakeMap()
  applyStyle(map, style('a', 0.6))
  applyStyle(map, style('b', 0.6))
  frame()
  expect(asked).toEqual(['style', 'b', 'style'])
  applyStyle(map, style('c', 0.1))
  applyStyle(map, style('d', 0.1))
  frame()
  expect(asked.slice(3)).toEqual(['c', 'style', 'd', 'style', 'd'])
})
