import { defineKernel } from '../spread.ts'
import type { Task } from '../task.ts'
import { cellAreas } from './cell-area.ts'
import type { CellZones } from './cell-zones.ts'
import type { StripeValues } from './stripe.ts'
import type { ZoneCells } from './zone-cells.kernel.ts'
import { type ZonePart, ZoneSums, ZoneWorker } from './zone-sums.ts'

/** Bands of rows of zones that are not over with one piece of a stripe. */
export interface ZoneBands {
  readonly zones: CellZones
  /** zone, first row, row after the last; band by band */
  readonly bands: Uint32Array
}

/** What each band adds to its zone, in their order. */
export default defineKernel({
  id: 'zone-parts',
  async run({ level, crs, options, isInteger, values }: ZoneCells, { zones, bands }: ZoneBands, task: Task): Promise<ZonePart[]> {
    const worker = new ZoneWorker(zones, cellAreas(level, crs))
    const parts: ZonePart[] = []
    for (let i = 0; i < bands.length; i += 3) {
      await task.breathe()
      const sum = new ZoneSums(zones, bands[i], options, isInteger)
      worker.add(sum, rowsOf(values, bands[i + 1], bands[i + 2]))
      parts.push(sum.part())
    }
    return parts
  },
})

function rowsOf({ col0, row0, width, values }: StripeValues, from: number, to: number): StripeValues {
  const own = values.subarray((from - row0) * width, (to - row0) * width)
  return { col0, row0: from, width, height: to - from, values: own }
}
