import { expect, test } from 'vitest'
import { makeFabric } from '../../core/tiling/test-fabric.ts'
import { resultSize } from './use-result-size.ts'

const { signal } = new AbortController()

/** @param meeting rows of the subject that meet the other layer */
const tilesOf = (meeting: readonly number[], read: number[] = []) => ({
  rowsMeeting: () => Promise.resolve(Uint32Array.from(meeting)),
  readRows: ({ rows }: { rows: Uint32Array }) => {
    read.push(rows.length)
    // squares of four corners, closed
    return Promise.resolve(makeFabric({ columns: rows.length, lines: 1, bends: 0 }))
  },
})
const asked = { subject: 's', other: 'o', chosen: null }

test('a result is reckoned by what meets the other layer, of which some rows are read', async () => {
  const meeting = Array.from({ length: 900_000 }, (_, i) => 2 * i)
  const read: number[] = []
  expect(await resultSize(tilesOf(meeting, read), asked, signal)).toEqual({ rows: 900_000, vertices: 4_500_000 })
  expect(read).toEqual([200])
})
test('of chosen rows those among them; where nothing meets nothing is read', async () => {
  const read: number[] = []
  const tiles = tilesOf([1, 5, 9], read)
  expect(await resultSize(tiles, { ...asked, chosen: Uint32Array.of(5, 7, 9) }, signal)).toEqual({ rows: 2, vertices: 10 })
  expect(await resultSize(tiles, { ...asked, chosen: Uint32Array.of(7) }, signal)).toEqual({ rows: 0, vertices: 0 })
  expect(read).toEqual([2])
})
