import type { LayerInput } from '../analysis.ts'
import type { Note } from '../errors.ts'
import type { Plane } from '../plane.ts'
import type { Task } from '../task.ts'
import { nearestDistanceM } from './nearest.ts'
import type { PlanarLayer } from './planar-layer.ts'
import type { PreparedZones } from './prepared-zones.ts'

/** Two layers share nothing: how far they are apart, that they only touch, or that one of them is empty. */
export async function apartNote(
  { source, table }: LayerInput,
  subject: PlanarLayer,
  rows: Uint32Array,
  zones: PreparedZones,
  plane: Plane,
  task: Task,
): Promise<Note> {
  const distance = await nearestDistanceM(subject, rows, zones, plane, task)
  const layer = source.title?.zh ?? table.name
  if (distance === null) return { code: 'overlap.emptyLayer', detail: { layer }, level: 'warning' }
  if (distance < 0.01) return { code: 'overlap.touching', detail: { layer }, level: 'info' }
  return { code: 'overlap.apart', detail: { layer, distanceM: Math.round(distance * 100) / 100 }, level: 'info' }
}
