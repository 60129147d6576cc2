import { expect, test } from 'vitest'
import { quietTask } from '../task.ts'
import { makeDrawn } from './drawn.ts'
import { paintImageTile } from './image-tile.ts'
import { worldX, worldY } from './mercator.ts'
import { makeResident } from './resident.ts'
import { makeFabric } from './test-fabric.ts'

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
  const side = 2 ** 20
  const [x, y] = [Math.floor(worldX(118.52) / side), Math.floor(worldY(37.52) / side)]
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
