import { expect, it } from 'vitest'
import { tableOfParts } from '../../../tests/polygon-tables.ts'
import { findOverlaps } from '../net-area.ts'
import { makeSound } from '../repair.ts'
import { quietTask } from '../task.ts'
import { checkTopology } from './topology.ts'

type Point = [number, number]

/** A square with a corner every `step`, so that its borders match those of smaller squares. */
function square(x: number, y: number, size: number, step = size): Point[] {
  const ring: Point[] = []
  for (let at = 0; at < size; at += step) ring.push([x + at, y])
  for (let at = 0; at < size; at += step) ring.push([x + size, y + at])
  for (let at = size; at > 0; at -= step) ring.push([x + at, y + size])
  for (let at = size; at > 0; at -= step) ring.push([x, y + at])
  return [...ring, ring[0]]
}
const sheet = (count: number, size: number, step = size): Point[][] =>
  Array.from({ length: count * count }, (_, i) => square((i % count) * size, Math.floor(i / count) * size, size, step))

async function pairsOf(rings: readonly Point[][]) {
  const sound = await makeSound(tableOfParts(rings.map((ring) => [[ring]])), quietTask())
  const { overlaps } = await checkTopology(sound, { smallestM2: 0.01, vertexToleranceM: 0.01 }, quietTask())
  const { first, second, areaM2 } = await findOverlaps(sound, quietTask())
  const all = [...first].flatMap((row, i) => (areaM2[i] > 0.01 ? [`${row} ${second[i]}`] : []))
  return { found: overlaps.map((pair) => `${pair.first} ${pair.second}`), all }
}

it('finds every square that lies twice, though all borders inside cancel out and only the outline is loose', async () => {
  const { found, all } = await pairsOf([...sheet(9, 100), ...sheet(9, 100)])
  expect(all).toHaveLength(81)
  expect(found).toEqual(all)
})

it('finds every small square under the large ones of another sheet, whichever of the two comes first', async () => {
  const [small, large] = [sheet(12, 50), sheet(4, 150, 50)]
  for (const rings of [
    [...small, ...large],
    [...large, ...small],
    [...large.toReversed(), ...small, ...sheet(2, 300, 50)],
  ]) {
    const { found, all } = await pairsOf(rings)
    expect(all.length).toBeGreaterThanOrEqual(144)
    expect(found).toEqual(all)
  }
})

it('finds an overlap in the midst of a sheet that leaves no border loose there', async () => {
  // a block of nine squares lies over the middle of the sheet, as one polygon and as nine
  const block = sheet(3, 100).map((ring) => ring.map(([x, y]): Point => [x + 300, y + 300]))
  for (const upper of [[square(300, 300, 300, 100)], block]) {
    const { found, all } = await pairsOf([...sheet(9, 100), ...upper])
    expect(all).toHaveLength(9)
    expect(found).toEqual(all)
  }
})

it('walks on over borders that are equal but for the last digits', async () => {
  // every other square stands 0.03 mm beside its place
  const offset = sheet(9, 100).map((ring, i) => ring.map(([x, y]): Point => (i % 2 ? [x + 3e-5, y - 3e-5] : [x, y])))
  const { found, all } = await pairsOf([...offset, ...sheet(9, 100)])
  expect(all).toHaveLength(81)
  expect(found).toEqual(all)
  const sound = await makeSound(tableOfParts(offset.map((ring) => [[ring]])), quietTask())
  const alone = await checkTopology(sound, { smallestM2: 1e-4, vertexToleranceM: 0.01 }, quietTask())
  expect(alone).toMatchObject({ gaps: [], nearVertices: [], hangingVertices: 0 })
})
