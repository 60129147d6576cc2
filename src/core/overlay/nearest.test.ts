import { expect, it } from 'vitest'
import { tableOfParts, testPlane } from '../../../tests/polygon-tables.ts'
import { geodesicM } from '../plane.ts'
import { makeSound } from '../repair.ts'
import { quietTask } from '../task.ts'
import { nearestDistanceM } from './nearest.ts'
import { planarLayer } from './planar-layer.ts'
import { prepareZones } from './prepared-zones.ts'

type Point = [number, number]
const closed = (...points: Point[]): Point[] => [...points, points[0]]
const square = closed([0, 0], [100, 0], [100, 100], [0, 100])
const far = closed([-900, 0], [-800, 0], [-800, 10], [-900, 10])

async function distanceOf(subject: readonly Point[][], zones: readonly Point[][], rows: readonly number[] | null = null) {
  const layer = async (rings: readonly Point[][]) =>
    planarLayer(await makeSound(tableOfParts(rings.map((ring) => [[ring]])), quietTask()), testPlane)
  return nearestDistanceM(await layer(subject), rows, prepareZones(await layer(zones)), testPlane, quietTask())
}
/** along the ellipsoid, of two places in metres of the plane */
const between = (...places: number[]) => {
  const [lng1, lat1, lng2, lat2] = testPlane.toLngLat(Float64Array.from(places))
  return geodesicM(lng1, lat1, lng2, lat2)
}

it('is measured between a corner of either layer and the middle of a side of the other', async () => {
  const tip = closed([103, 50], [150, 40], [150, 60])
  for (const [a, b] of [
    [square, tip],
    [tip, square],
  ])
    expect(await distanceOf([far, a], [b])).toBeCloseTo(between(100, 50, 103, 50), 6)
  // with a nearer pair of corners behind, which the tip still beats
  const corner = closed([103.5, 104], [150, 104], [150, 150])
  expect(await distanceOf([square], [corner, tip])).toBeCloseTo(between(100, 50, 103, 50), 6)
  expect(await distanceOf([square], [corner])).toBeCloseTo(between(100, 100, 103.5, 104), 6)
})

it('looks at the rows in use alone, and knows an empty layer', async () => {
  const next = closed([110, 0], [120, 0], [120, 10], [110, 10])
  expect(await distanceOf([far, square], [next])).toBeCloseTo(between(100, 0, 110, 0), 4)
  expect(await distanceOf([far, square], [next], [0])).toBeCloseTo(between(-800, 0, 110, 0), 1)
  expect(await distanceOf([square], [])).toBeNull()
  expect(await distanceOf([], [square])).toBeNull()
})
