import { expect, test } from 'vitest'
import { quietTask } from '../task.ts'
import { makeDrawn } from './drawn.ts'
import { paintImageTile } from './image-tile.ts'
import { worldX, worldY } from './mercator.ts'
import { ownersOf, rasterOf } from './owners.ts'
import { makeResident } from './resident.ts'
import { makeFabric } from './test-fabric.ts'

const SIDE = 2 ** 20

async function fabric(columns: number) {
  const table = makeFabric({ columns, lines: columns, step: 0.05 / columns })
  return makeDrawn(await makeResident(table, quietTask()), {
    rows: null,
    filter: [],
    classField: null,
    classValues: [],
    paint: [{ fill: '#ffeecc', fillOpacity: 1, line: '#000000' }],
    labelField: null,
  })
}

test('a tile has nothing of the one before, and no pixel of an odd size is left out at its end', async () => {
  const [large, small] = [await fabric(3), await fabric(30)]
  const [x, y] = [Math.floor(worldX(118.52) / SIDE), Math.floor(worldY(37.52) / SIDE)]
  for (const size of [64, 31]) {
    const fresh = [large, small].map((drawn) => {
      // of another size: what the next one is painted with is new
      paintImageTile(drawn, 12, x, y, size + 1)
      return paintImageTile(drawn, 12, x, y, size)
    })
    expect(fresh[0]).not.toEqual(fresh[1])
    expect(paintImageTile(large, 12, x, y, size)).toEqual(fresh[0])
    expect(paintImageTile(small, 12, x, y, size)).toEqual(fresh[1])
    const covered = fresh[0].filter((value, i) => i % 4 === 3 && value > 0).length
    expect(covered).toBeGreaterThan(size)
  }
})

test('of one class the large parcel is hatched, a strip beside it is not', async () => {
  const table = makeFabric({ columns: 2, lines: 1, bends: 0 })
  const box = (west: number, east: number) => [west, 37.5, east, 37.5, east, 37.54, west, 37.54, west, 37.5]
  const xy = Float64Array.of(...box(118.5, 118.54), ...box(118.54, 118.5402))
  const paint = [{ fill: '#ffeecc', fillOpacity: 1, line: null, hatch: 'grid' as const, hatchColor: '#000000' }]
  const choice = { rows: null, filter: [], classField: null, classValues: [], paint, labelField: null }
  const drawn = makeDrawn(await makeResident({ ...table, geometry: { ...table.geometry!, xy } }, quietTask()), choice)
  const size = 512
  const [x, y] = [Math.floor(worldX(118.52) / SIDE), Math.floor(worldY(37.52) / SIDE)]
  const pixels = paintImageTile(drawn, 12, x, y, size)
  const owners = ownersOf(drawn, rasterOf(12, x, y, size), Uint32Array.of(0, 1))
  const inked = [0, 0]
  const filled = [0, 0]
  owners.forEach((owner, i) => {
    if (owner === 0) return
    filled[owner - 1]++
    if (pixels[4 * i] !== 0xff) inked[owner - 1]++
  })
  expect(filled[0]).toBeGreaterThan(1000)
  expect(filled[1]).toBeGreaterThan(100)
  expect(inked[0]).toBeGreaterThan(100)
  expect(inked[1]).toBe(0)
})
