import { goesRoundOnce } from '../core/goes-round-once.ts'
import { lngLatOf, planeOf } from '../core/plane.ts'
import type { Table } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import { type DefectKind, findDefects } from '../core/validity.ts'

/** About a second's work; a larger layer is checked when something is made of it. */
const MOST_VERTICES = 3_000_000
/** of one shape: among more, edges that do not cross take too long to be told from those that do */
const MOST_OF_ROW = 200_000
/** and whether each of many parts lies in another takes their square */
const MOST_RINGS = 3000
const BREATH_VERTICES = 50_000
/** what changes the area, or what other programs make of it */
const SERIOUS: readonly DefectKind[] = ['crossing', 'holeOutside', 'partsOverlap']

/** Tells polygons whose rings cross or lie wrongly in each other. They are kept as they are, and repaired where something is made of them. */
export async function noteUnsound(table: Table, notes: Pick<Task, 'note'>, task: Task): Promise<void> {
  const { geometry } = table
  if (geometry?.kind !== 'polygon') return
  if (geometry.xy.length > 2 * MOST_VERTICES) return notes.note('geometry.uncheckedLayer', { rows: table.length })
  const lngLat = lngLatOf(table)
  const xy = planeOf(lngLat).toPlane(lngLat)
  const { rows, parts, rings } = geometry
  const places = { ...geometry, xy }
  let [count, first, unchecked, since] = [0, 0, 0, 0]
  for (let row = 0; row < table.length; row++) {
    const [from, to] = [parts[rows[row]], parts[rows[row + 1]]]
    const vertices = rings[to] - rings[from]
    if (vertices > MOST_OF_ROW || to - from > MOST_RINGS) unchecked++
    else if (to - from === 1 && goesRoundOnce(xy, rings[from], rings[to])) {
      // one ring that cannot cross itself
    } else if (findDefects(places, xy, row, 1).some(({ kind }) => SERIOUS.includes(kind)) && count++ === 0) first = row + 1
    since += vertices
    if (since < BREATH_VERTICES) continue
    since = 0
    await task.breathe()
  }
  if (count > 0) notes.note('geometry.unsound', { count, row: first }, 'warning')
  if (unchecked > 0) notes.note('geometry.unchecked', { rows: unchecked })
}
