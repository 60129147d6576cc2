import { expect, it } from 'vitest'
import { box, layerOf, named } from '../../../tests/overlap-layers.ts'
import quality from '../../analyses/quality.ts'
import { rowBox } from '../geometry.ts'
import { makeSound } from '../repair.ts'
import { cellAt, findColumn } from '../table.ts'
import { quietTask } from '../task.ts'
import { findingPlaces } from './finding-place.ts'

it('shows what overlaps as a whole, and of a wrong corner the corner', async () => {
  // the second lies over the first by 10 × 100; the third has a spike
  const spike = [[[[300, 0], [400, 0], [400, 50], [900, 51], [400, 52], [400, 100], [300, 100], [300, 0]]]] as const // biome-ignore format: a ring
  const layer = layerOf(named('P', [box(0, 0, 100), box(90, 0, 100), spike as never]))
  const defaults = Object.fromEntries(
    Object.entries(quality.params).map(([name, param]) => [name, 'initial' in param ? param.initial : []]),
  )
  const result = await quality.run({ ...defaults, layer } as never, quietTask())
  const kinds = findColumn(result.table, 'kind')!
  const lineOf = (kind: string) =>
    Array.from({ length: result.table.length }, (_, line) => line).find((line) => cellAt(kinds, line) === kind) as number
  const places = findingPlaces(result)!
  const { lngLat, geometry } = await makeSound(layer.table, quietTask())
  const [west, south, , north] = rowBox(geometry, 1, lngLat)!
  const [, , east] = rowBox(geometry, 0, lngLat)!
  const shared = places(lineOf('overlap'))
  expect(shared.corner).toBeNull()
  expect(shared.show.flat()).toEqual([west, south, east, north].map((value) => expect.closeTo(value, 8)))
  const pointed = places(lineOf('spike'))
  expect(pointed.show).toEqual([pointed.corner])
  expect(pointed.corner![0]).toBeCloseTo(rowBox(geometry, 2, lngLat)![2], 8)
})

it('has no places of a result whose lines have none', () => {
  const table = { name: 't', crs: '', length: 0, columns: [], geometry: null }
  expect(findingPlaces({ table })).toBeNull()
})
