import { expect, it } from 'vitest'
import { tableOfParts } from '../../../tests/polygon-tables.ts'
import { makeSound } from '../repair.ts'
import { quietTask } from '../task.ts'
import { checkTopology } from './topology.ts'

type Point = [number, number]
const closed = (...points: Point[]): Point[] => [...points, points[0]]
const box = (x0: number, y0: number, x1: number, y1: number) => closed([x0, y0], [x1, y0], [x1, y1], [x0, y1])
/** A square with a corner of its own in the middle of each side. */
const withMiddles = (x: number, y: number, size: number): Point[] => {
  const steps: Point[] = [[0, 0], [1, 0], [2, 0], [2, 1], [2, 2], [1, 2], [0, 2], [0, 1]] // biome-ignore format: one ring
  return closed(...steps.map(([right, up]): Point => [x + (right * size) / 2, y + (up * size) / 2]))
}

async function gapsOf(rings: readonly Point[][]) {
  const sound = await makeSound(tableOfParts(rings.map((ring) => [[ring]])), quietTask())
  return (await checkTopology(sound, { smallestM2: 0.01, vertexToleranceM: 0.01 }, quietTask())).gaps
}

it('takes a crack of two tenths of a millimetre for rounding, and one of three for a gap, however long', async () => {
  // two parcels of 1 km, closed at both ends of the crack by a third and a fourth
  const cracked = (widthM: number) => [
    box(0, 0, 1000, 100),
    box(0, 100 + widthM, 1000, 200),
    box(-50, 0, 0, 200),
    box(1000, 0, 1050, 200),
  ]
  expect(await gapsOf(cracked(0.0002))).toEqual([])
  const [gap, ...others] = await gapsOf(cracked(0.0003))
  expect(others).toEqual([])
  expect(gap.areaM2).toBeCloseTo(0.3, 3)
  expect(gap.widthM).toBeCloseTo(0.0003, 6)
  expect(gap.rows).toEqual([0, 1, 2, 3])
})

it('names the rows along a gap: not those that touch its corner, nor one that passes by at a slant', async () => {
  const gaps = await gapsOf([
    // a strip north-west of all others, whose box holds the gap
    closed([-400, 0], [300, 700], [300, 710], [-400, 10]),
    // three by three parcels without the one in the middle; the borders of those in the corners do not cancel
    ...[0, 100, 200]
      .flatMap((y) => [0, 100, 200].map((x) => (x === 100 || y === 100 ? box(x, y, x + 100, y + 100) : withMiddles(x, y, 100))))
      .filter((_, i) => i !== 4),
  ])
  expect(gaps).toHaveLength(1)
  expect(gaps[0].areaM2).toBeCloseTo(10_000, 2)
  // below, left, right, above
  expect(gaps[0].rows).toEqual([2, 4, 5, 7])
})

it('names a row of which only a long side without corners lies along the gap', async () => {
  const gaps = await gapsOf([box(0, 0, 300, 100), box(0, 200, 300, 300), box(0, 100, 100, 200), box(200, 100, 300, 200)])
  expect(gaps).toHaveLength(1)
  expect(gaps[0].rows).toEqual([0, 1, 2, 3])
})

it('finds each missing brick of a wall, whose joints meet no corner of the course below', async () => {
  const bricks: Point[][] = []
  for (let course = 0; course < 5; course++)
    for (let place = 0; place < 6; place++) {
      const left = 100 * place - (course % 2) * 50
      bricks.push(box(Math.max(0, left), 40 * course, place === 5 ? 550 : left + 100, 40 * (course + 1)))
    }
  expect(await gapsOf(bricks)).toEqual([])
  for (let missing = 0; missing < bricks.length; missing++) {
    const [course, place] = [Math.floor(missing / 6), missing % 6]
    const isInside = course > 0 && course < 4 && place > 0 && place < 5
    const gaps = await gapsOf(bricks.filter((_, i) => i !== missing))
    expect(
      gaps.map(({ areaM2 }) => Math.round(areaM2)),
      `brick ${missing}`,
    ).toEqual(isInside ? [4000] : [])
    // two beside it, two above and two below
    if (isInside) expect(gaps[0].rows, `brick ${missing}`).toHaveLength(6)
  }
})

it('takes out of a gap what stands in it, also where that touches its border, and finds the gap within', async () => {
  const frame = (from: number, to: number, width: number) => [
    box(from, from, to, from + width),
    box(from, to - width, to, to),
    box(from, from + width, from + width, to - width),
    box(to - width, from + width, to, to - width),
  ]
  const nested = await gapsOf([...frame(-50, 350, 50), ...frame(100, 200, 20), box(140, 140, 160, 160)])
  expect(nested.map(({ areaM2, polygon }) => [Math.round(areaM2), polygon.length]).sort()).toEqual([
    [3200, 2],
    [80_000, 2],
  ])
  const inMiddle = closed([150, 0], [300, 150], [150, 300], [0, 150])
  const atOneSide = closed([150, 0], [250, 150], [150, 250], [50, 150])
  for (const [island, areaM2] of [
    [inMiddle, 45_000],
    [atOneSide, 65_000],
  ] as const) {
    const gaps = await gapsOf([...frame(-50, 350, 50), island])
    expect(gaps.reduce((sum, gap) => sum + gap.areaM2, 0)).toBeCloseTo(areaM2, 1)
  }
})
