import { pickRows } from './geometry.ts'
import { planeOf, rowAreaM2 } from './plane.ts'
import { makeSound } from './repair.ts'
import { rowPieces } from './row-pieces.ts'
import type { Geometry, Table } from './table.ts'
import { quietTask, type Task } from './task.ts'

export interface SoundAreas {
  /** m², 0 for rows without a shape; of an invalid row that of its repaired shape */
  readonly areasM2: Float64Array
  /** 1: the shape was repaired */
  readonly isRepaired: Uint8Array
}

/**
 * The official ellipsoidal area of each row as the area summary takes it: invalid shapes are repaired first. The layer passes by in
 * pieces, so that no repaired copy of it stays in memory.
 * @param lngLat vertices in lon/lat degrees
 */
export async function soundRowAreas(geometry: Geometry, lngLat: Float64Array, task: Task): Promise<SoundAreas> {
  const count = geometry.rows.length - 1
  const areasM2 = new Float64Array(count)
  const isRepaired = new Uint8Array(count)
  if (geometry.kind !== 'polygon') return { areasM2, isRepaired }
  const plane = planeOf(lngLat)
  const inner: Task = { ...quietTask(), signal: task.signal, breathe: task.breathe }
  let done = 0
  for (const rows of rowPieces({ ...geometry, xy: lngLat }, null)) {
    const piece: Table = {
      name: '',
      crs: 'EPSG:4490',
      length: rows.length,
      columns: [],
      geometry: pickRows({ ...geometry, z: undefined, xy: lngLat }, rows),
    }
    const sound = await makeSound(piece, inner, plane)
    for (let i = 0; i < rows.length; i++) areasM2[rows[i]] = rowAreaM2(sound.geometry, sound.lngLat, i)
    for (const { row } of sound.repaired) isRepaired[rows[row]] = 1
    done += rows.length
    task.progress(done / count, 'stage.measure')
    await task.breathe()
  }
  return { areasM2, isRepaired }
}
