import type { LayerInput } from '../analysis.ts'
import type { Note } from '../errors.ts'
import type { Plane } from '../plane.ts'
import type { Task } from '../task.ts'
import { layerNames } from './layer-notes.ts'
import { nearestDistanceM } from './nearest.ts'
import type { PlanarLayer } from './planar-layer.ts'
import type { PreparedZones } from './prepared-zones.ts'

/** Two layers share nothing: how far they are apart, that they only touch, or that one of them is empty. */
export async function apartNote(
  input: LayerInput,
  subject: PlanarLayer,
  rows: Uint32Array,
  zones: PreparedZones,
  plane: Plane,
  task: Task,
): Promise<Note> {
  const distance = await nearestDistanceM(subject, rows, zones, plane, task)
  const names = layerNames(input)
  if (distance === null) return { code: 'overlap.emptyLayer', detail: names, level: 'warning' }
  if (distance < 0.01) return { code: 'overlap.touching', detail: names, level: 'info' }
  return { code: 'overlap.apart', detail: { ...names, distanceM: Math.round(distance * 100) / 100 }, level: 'info' }
}
