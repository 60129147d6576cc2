import { pickRows } from '../geometry.ts'
import { planeOf } from '../plane.ts'
import type { Task } from '../task.ts'
import { type DefectKind, findDefects } from '../validity.ts'
import type { Resident } from './resident.ts'

/** Of these the sum over the stored vertices is no area of a place. */
const SERIOUS = ['crossing', 'holeOutside', 'partsOverlap'] as const satisfies readonly DefectKind[]

export interface RowDefect {
  readonly kind: (typeof SERIOUS)[number]
  /** the vertex at which it was seen */
  readonly at: readonly [number, number]
  /** area of the repaired shape, which analyses use */
  readonly repairedM2: number
}

/** What is wrong with a polygon; null: nothing that changes its area, or no polygon. */
export async function defectOf({ geometry, lngLat }: Resident, row: number, task: Task): Promise<RowDefect | null> {
  if (geometry?.kind !== 'polygon') return null
  const own = pickRows({ ...geometry, xy: lngLat }, [row])
  const found = findDefects(own, planeOf(own.xy).toPlane(own.xy), 0, 1)
  for (const kind of SERIOUS) {
    const defect = found.find((each) => each.kind === kind)
    if (!defect) continue
    // the clipper is wanted for such shapes only
    const { makeSound } = await import('../repair.ts')
    const { repaired } = await makeSound({ name: '', crs: 'EPSG:4490', length: 1, columns: [], geometry: own }, task)
    const at = [own.xy[2 * defect.vertex], own.xy[2 * defect.vertex + 1]] as const
    return repaired.length > 0 ? { kind, at, repairedM2: repaired[0].areaAfterM2 } : null
  }
  return null
}
