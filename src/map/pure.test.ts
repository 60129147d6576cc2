import { describe, expect, it } from 'vitest'
import { freeInsets } from './free-space.ts'
import { hatchId, hatchImage } from './hatch.ts'
import { metresPerPixel, zoomOfScale } from './scale.ts'
import { takeTurns } from './take-turns.ts'
import { imageTiles, parseTileUrl, vectorTiles } from './tile-urls.ts'

describe('tile urls', () => {
  it('come back as they went, whatever the key', () => {
    for (const key of ['parcels', '@selection', '权利人/1?v=2', 'a b%']) {
      for (const template of [vectorTiles(key, 7), imageTiles(key, 7)]) {
        const url = template.replace('{z}', '14').replace('{x}', '13590').replace('{y}', '6360')
        expect(parseTileUrl(url)).toEqual({ key, z: 14, x: 13590, y: 6360 })
      }
    }
    expect(parseTileUrl('table-vector://x/1/2')).toBeNull()
  })
})

describe('turns', () => {
  it('never runs more than the limit, in order, and skips who has given up', async () => {
    const inTurn = takeTurns(2)
    const done: number[] = []
    let running = 0
    let most = 0
    const work = (n: number) => async () => {
      running++
      most = Math.max(most, running)
      await new Promise((resolve) => setTimeout(resolve, 2))
      running--
      done.push(n)
      if (n === 1) throw new Error('one fails')
    }
    const gaveUp = new AbortController()
    const live = new AbortController().signal
    const all = [0, 1, 2, 3, 4].map((n) => inTurn(n === 3 ? gaveUp.signal : live, work(n)))
    gaveUp.abort(new Error('moved on'))
    const results = await Promise.allSettled(all)
    expect(most).toBe(2)
    expect(done).toEqual([0, 1, 2, 4])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled'])
    await expect(inTurn(live, async () => 'free')).resolves.toBe('free')
  })

  it('gives the highest rank the next turn, and within a rank who came first', async () => {
    const inTurn = takeTurns(1)
    const { signal } = new AbortController()
    const done: string[] = []
    const come = (name: string, rank?: number) => inTurn(signal, async () => void done.push(name), rank)
    await Promise.all([
      come('first'),
      come('ground 1'),
      come('ground 2'),
      come('mark', 2),
      come('layer 1', 1),
      come('layer 2', 1),
    ])
    expect(done).toEqual(['first', 'mark', 'layer 1', 'layer 2', 'ground 1', 'ground 2'])
  })
})

describe('scale', () => {
  it('is true at the middle of the district', () => {
    // a degree of the parallel of 37.6° N on CGCS2000: π/180 · N cos φ
    expect(metresPerPixel(37.6, 10) * ((512 * 2 ** 10) / 360)).toBeCloseTo(88_306, -1)
    expect(metresPerPixel(37.6, zoomOfScale(37.6, 10_000)) / (0.0254 / 96)).toBeCloseTo(10_000, 6)
  })
})

describe('hatch images', () => {
  it('are made from their name, and only theirs', () => {
    const image = hatchImage(hatchId('diagonal', '#102030'), 2)
    expect([image?.width, image?.height, image?.data.length]).toEqual([32, 32, 32 * 32 * 4])
    expect(Array.from(image?.data.slice(0, 3) ?? [])).toEqual([0x10, 0x20, 0x30])
    expect(hatchImage('marker', 1)).toBeNull()
  })
})

describe('free space', () => {
  const map = { left: 0, top: 48, right: 1440, bottom: 872 }
  it('leaves to each panel the side that it takes', () => {
    const layers = { left: 12, top: 60, right: 280, bottom: 700 }
    const card = { left: 1112, top: 60, right: 1428, bottom: 460 }
    const drawer = { left: 292, top: 630, right: 1100, bottom: 860 }
    expect(freeInsets(map, [layers, card, drawer])).toEqual({ top: 40, right: 368, bottom: 282, left: 320 })
  })
  it('leaves a low card the side that it will take when it has grown', () => {
    const card = { left: 1112, top: 60, right: 1428, bottom: 220, side: 'right' } as const
    expect(freeInsets(map, [card])).toEqual({ top: 40, right: 368, bottom: 40, left: 40 })
    expect(freeInsets(map, [{ ...card, side: undefined }])).toEqual({ top: 212, right: 40, bottom: 40, left: 40 })
  })
  it('takes no notice of panels elsewhere, empty ones, or ones that would leave a slit', () => {
    const air = { top: 40, right: 40, bottom: 40, left: 40 }
    expect(freeInsets(map, [{ left: 0, top: 0, right: 1440, bottom: 48 }])).toEqual(air)
    expect(freeInsets(map, [{ left: 20, top: 100, right: 20, bottom: 300 }])).toEqual(air)
    expect(freeInsets(map, [{ left: 0, top: 100, right: 1440, bottom: 872 }])).toEqual(air)
  })
})
