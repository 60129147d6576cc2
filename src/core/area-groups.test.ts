import { expect, it, vi } from 'vitest'
import { parcelFabric } from '../../scripts/bench/fabric.ts'
import areaSummary from '../analyses/area-summary.ts'
import type { LayerInput, SourceInfo } from './analysis.ts'
import { dissolve } from './dissolve.ts'
import { netArea } from './net-area.ts'
import { makeSound, type SoundTable } from './repair.ts'
import { quietTask } from './task.ts'

const table = parcelFabric(40_000)
const layer: LayerInput = {
  table,
  rows: null,
  scope: 'all',
  fields: [],
  codeLists: {},
  source: { title: { zh: '宗地', en: 'Parcels' } } as unknown as SourceInfo,
}
/** of this process, whatever runs beside it */
async function cpuMs(groupBy: readonly string[]): Promise<number> {
  const start = process.cpuUsage()
  const run = { layer, groupBy, registered: [], net: true, perimeter: false, pointSigma: 0, densify: false }
  const result = await areaSummary.run(run as never, quietTask())
  expect(result.table.length).toBe(groupBy[0] === 'ZDDM' ? table.length : 10)
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000
}

it('looks for the net area of a row at that row, not at all that there are', async () => {
  const sound = { table: { length: 4_000_000 } } as unknown as SoundTable
  const pairs = { first: Uint32Array.of(7, 7, 9), second: Uint32Array.of(8, 9, 12), areaM2: Float64Array.of(3, 2, 1) }
  const areas = new Float64Array(20).fill(10)
  const netOf = (rows: readonly number[]) => netArea(sound, areas, pairs, rows, quietTask())
  expect(await netOf([12, 9, 8])).toEqual({ areaM2: 30, overlapM2: 1, pairCount: 1 })
  expect(await netOf([8, 12])).toEqual({ areaM2: 20, overlapM2: 0, pairCount: 0 })
  const start = process.cpuUsage()
  for (let i = 0; i < 4000; i++) await netOf([3 + (i % 8)])
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(500)
})

it('dissolves a row at that row, and asks not even how many there are', async () => {
  const sound = await makeSound(parcelFabric(64), quietTask())
  const length = vi.fn(() => 4_000_000)
  const crowded = { ...sound, table: Object.defineProperty({ ...sound.table }, 'length', { get: length }) }
  expect((await dissolve(crowded, [5], quietTask())).length).toBe(1)
  expect(length).not.toHaveBeenCalled()
})

it('takes as long for a group a row as rows and groups are many, not their product', async () => {
  await cpuMs(['DLBM'])
  const [few, many] = [await cpuMs(['DLBM']), await cpuMs(['ZDDM'])]
  expect(many).toBeLessThan(6 * few + 500)
}, 120_000)
