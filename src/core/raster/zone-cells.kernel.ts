import { defineKernel } from '../spread.ts'
import type { Task } from '../task.ts'
import { cellAreas } from './cell-area.ts'
import type { CellZones } from './cell-zones.ts'
import type { GridLevel } from './grid.ts'
import type { StripeValues } from './stripe.ts'
import { type ZonalOptions, type ZoneFigures, ZoneSums, ZoneWorker } from './zone-sums.ts'

/** A piece of a stripe, and what is wanted of its cells. */
export interface ZoneCells {
  readonly level: GridLevel
  readonly crs: string
  readonly options: ZonalOptions
  readonly isInteger: boolean
  readonly values: StripeValues
}

/** Figures of zones that lie in one piece of a stripe, in their order. */
export default defineKernel({
  id: 'zone-cells',
  async run({ level, crs, options, isInteger, values }: ZoneCells, zones: CellZones, task: Task): Promise<ZoneFigures[]> {
    const worker = new ZoneWorker(zones, cellAreas(level, crs))
    const figures: ZoneFigures[] = []
    for (let zone = 0; zone + 1 < zones.zones.length; zone++) {
      await task.breathe()
      const sum = new ZoneSums(zones, zone, options, isInteger)
      worker.add(sum, values)
      figures.push(sum.finish())
    }
    return figures
  },
})
