import { describe, expect, test } from 'vitest'
import { quietTask } from '../task.ts'
import { cellsOf } from './cells.ts'
import { makeResident } from './resident.ts'
import { makeFabric } from './test-fabric.ts'

const fabric = makeFabric({ columns: 20, lines: 20, bends: 1 })
const near = (i: number) => ({ lng: 118.5 + i * 0.01, lat: 37.5, reachM: 100, filter: [] })

/** @returns how often each place was read, in the order of the questions */
async function readsOf(keptBytes: number, places: readonly number[]): Promise<number[]> {
  let reads = 0
  const around = cellsOf(async () => {
    reads++
    return { resident: await makeResident(fabric, quietTask()), numbers: new Uint32Array(0) }
  }, keptBytes)
  const told: number[] = []
  for (const place of places) {
    await around(near(place))
    // what was read is weighed behind the answer
    await Promise.resolve()
    told.push(reads)
  }
  return told
}

describe('cells around a pointer', () => {
  test('are read once while there is room, the one in use always', async () => {
    expect(await readsOf(1 << 30, [0, 1, 2, 0, 1, 2])).toEqual([1, 2, 3, 3, 3, 3])
    expect(await readsOf(1, [0, 0, 1, 1, 0])).toEqual([1, 1, 2, 2, 3])
  })
  test('are kept by their bytes, not by their number: what was asked longest ago goes first', async () => {
    const { resident } = { resident: await makeResident(fabric, quietTask()) }
    const { xy, rings, parts, rows } = resident.table.geometry!
    const least = 2 * [xy, rings, parts, rows].reduce((sum, each) => sum + each.byteLength, 0)
    expect(await readsOf(2.5 * least, [0, 1, 2, 2, 0])).toEqual([1, 2, 3, 3, 4])
  })
})
