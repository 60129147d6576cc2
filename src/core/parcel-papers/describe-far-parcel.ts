import { AppError } from '../errors.ts'
import { boxesMeet } from '../ranged-layer.ts'
import type { Task } from '../task.ts'
import type { RangedTable } from '../tiling/ranged-tables.ts'
import { aroundBox, describeParcel, type Neighbour, type ParcelFacts, type Side } from './describe-parcel.ts'

/** describeParcel of a layer that stays in its file: the parcel and what its plan shows around it are read. @throws as it does */
export async function describeFarParcel(far: RangedTable, row: number, crs: string, task: Task): Promise<ParcelFacts> {
  const [box] = await far.boxesOf([row], task)
  if (!box) throw new AppError('parcel.noShape', { row: row + 1 })
  const around = aroundBox(box)
  const { rows } = await far.rowsWhere((each) => boxesMeet(each, around), task)
  const { resident, numbers } = await far.part(rows, task)
  const facts = describeParcel(resident, numbers.indexOf(row), crs)
  const inLayer = (found: readonly Neighbour[]) => found.map((each) => ({ ...each, row: numbers[each.row] }))
  const sides = Object.entries(facts.sides).map(([side, found]) => [side, inLayer(found)])
  return {
    ...facts,
    sides: Object.fromEntries(sides) as Record<Side, Neighbour[]>,
    neighbours: inLayer(facts.neighbours),
    around: facts.around.map((each) => ({ ...each, row: numbers[each.row] })),
  }
}
