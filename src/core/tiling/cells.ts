import { AppError } from '../errors.ts'
import type { Box } from '../ranged-layer.ts'
import type { Condition } from '../symbology.ts'
import { AREA_FIELD, buffersOf } from '../table.ts'
import { quietTask, type Task } from '../task.ts'
import type { Part } from './ranged-tables.ts'

/** Of one layer; the cells that were asked longest ago go first. */
const KEPT = 24
/** and in memory; what was asked last is kept however large it is */
export const KEPT_BYTES = 64 << 20
/** A cell is at least so wide, so that a pointer that moves seldom leaves it. */
const LEAST_M = 250
const METRES_PER_DEGREE = 110_000

interface Asked {
  readonly lng: number
  readonly lat: number
  /** how far around the place the rows are wanted */
  readonly reachM: number
  readonly filter: readonly Condition[]
}

/**
 * Rows around places, by cells that are kept: what follows a pointer or a position asks for the same ones again and again.
 * @param read rows whose box meets the box (west, south, east, north), in degrees
 */
export function cellsOf(read: (box: Box, filter: readonly Condition[], task: Task) => Promise<Part>, keptBytes = KEPT_BYTES) {
  const kept = new Map<string, Promise<Part | null>>()
  /** of those that are here */
  const sizes = new Map<string, number>()
  const drop = (key: string) => {
    kept.delete(key)
    sizes.delete(key)
  }
  function makeRoom(): void {
    let bytes = [...sizes.values()].reduce((sum, each) => sum + each, 0)
    for (const oldest of [...kept.keys()].slice(0, -1)) {
      if (kept.size <= KEPT && bytes <= keptBytes) break
      bytes -= sizes.get(oldest) ?? 0
      drop(oldest)
    }
  }

  /** null: more rows are there than are read for one answer */
  return function around({ lng, lat, reachM, filter }: Asked): Promise<Part | null> {
    // powers of two, so that places beside each other share cells
    const sizeM = 2 ** Math.ceil(Math.log2(Math.max(LEAST_M, 2 * reachM)))
    const size = sizeM / METRES_PER_DEGREE
    const [x, y] = [Math.floor(lng / size), Math.floor(lat / size)]
    const hasAreas = filter.some(({ field, expression }) => field === AREA_FIELD || expression?.includes(AREA_FIELD))
    const key = `${sizeM} ${x} ${y} ${hasAreas}`
    const known = kept.get(key)
    const padLat = reachOf(sizeM) / METRES_PER_DEGREE
    const padLng = padLat / Math.max(0.01, Math.cos((lat * Math.PI) / 180))
    const box = [x * size - padLng, y * size - padLat, (x + 1) * size + padLng, (y + 1) * size + padLat] as const
    const part =
      known ??
      // nobody's to cancel: who asks next waits for the same answer
      read(box, filter, quietTask()).catch((error: unknown) => {
        if (error instanceof AppError && error.code === 'ranged.tooMuch') return null
        drop(key)
        throw error
      })
    kept.delete(key)
    kept.set(key, part)
    makeRoom()
    if (!known)
      part
        .then((found) => {
          if (!found || kept.get(key) !== part) return
          sizes.set(key, sizeOf(found))
          makeRoom()
        })
        // told to who asked
        .catch(() => {})
    return part
  }
}

/** The table, and its world coordinates and indexes: about as much again. */
const sizeOf = ({ resident }: Part) => 2 * buffersOf(resident.table).reduce((sum, { byteLength }) => sum + byteLength, 0)

/** Half a cell, and what rounding may take of it. */
const reachOf = (sizeM: number) => 0.51 * sizeM + 2
