import { withAreas } from '../attributes/area-column.ts'
import type { AskedField } from '../attributes/attribute-service.ts'
import { AppError } from '../errors.ts'
import { rowAreaM2 } from '../plane.ts'
import { AREA_FIELD, type Table } from '../table.ts'
import type { Task } from '../task.ts'
import type { RangedTable } from './ranged-tables.ts'
import type { Resident } from './resident.ts'

/** Tables by id as they are asked: resident with the areas of their rows, or in their files. */
export function createShelf() {
  const residents = new Map<string, Resident>()
  /** layers that stay in their files; asked as long as no table of the same id is resident */
  const ranged = new Map<string, RangedTable>()
  const rangedOf = (id: string) => (residents.has(id) ? undefined : ranged.get(id))
  const areas = new WeakMap<Resident, Float64Array>()

  function residentOf(id: string): Resident {
    const resident = residents.get(id)
    if (!resident) throw new AppError('tiles.noTable', { table: id })
    return resident
  }
  /** With the areas of its rows where a condition or a sort asks for them. */
  async function withFields(resident: Resident, fields: readonly AskedField[], task: Task): Promise<Resident> {
    if (!fields.some(({ field, expression }) => field === AREA_FIELD || expression?.includes(AREA_FIELD))) return resident
    return { ...resident, table: withAreas(resident.table, await shownAreas(resident, task)) }
  }
  /** NaN for rows without a polygon, since they have no area to be compared. */
  async function shownAreas(resident: Resident, task: Task): Promise<Float64Array> {
    const geometry = resident.geometry
    if (geometry?.kind !== 'polygon') return new Float64Array(resident.table.length).fill(Number.NaN)
    const areas = (await areasOf(resident, task)).slice()
    for (let row = 0; row < areas.length; row++) if (geometry.rows[row] === geometry.rows[row + 1]) areas[row] = Number.NaN
    return areas
  }

  /** Ellipsoidal areas of all rows, computed when first asked for. */
  async function areasOf(resident: Resident, task: Task): Promise<Float64Array> {
    let known = areas.get(resident)
    if (!known) {
      known = new Float64Array(resident.table.length)
      const geometry = resident.geometry
      for (let row = 0; geometry && row < known.length; row++) {
        known[row] = rowAreaM2(geometry, resident.lngLat, row)
        if (row % 256 === 0) await task.breathe()
      }
      areas.set(resident, known)
    }
    return known
  }

  /** A table with the fields that a question names: the resident one, or of a layer that stays in its file those fields alone. */
  async function tableWith(id: string, fields: readonly AskedField[], task: Task): Promise<Table> {
    const far = rangedOf(id)
    return far ? far.columns.tableWith(fields, task) : (await withFields(residentOf(id), fields, task)).table
  }
  /** NaN for rows without a polygon */
  async function areasFor(id: string, task: Task): Promise<Float64Array> {
    const far = rangedOf(id)
    return far ? (await far.columns.areas(task)).slice() : shownAreas(residentOf(id), task)
  }

  return { residents, ranged, rangedOf, residentOf, withFields, areasOf, tableWith, areasFor }
}
export type Shelf = ReturnType<typeof createShelf>
