import type { LayerInput } from '../analysis.ts'
import { columnsCollector } from '../column-collector.ts'
import { pickRows } from '../geometry.ts'
import type { Plane } from '../plane.ts'
import type { SoundTable } from '../repair.ts'
import type { Geometry } from '../table.ts'
import type { MetShapes } from './overlap-figures.ts'
import { type PairAreas, pairsCollector } from './pair-areas.ts'
import { joinGeometries } from './piece-builder.ts'

/** Some 200 000 parcels of twelve vertices, twice, with their attributes: above it the shared pieces are not made. */
const MOST_VERTICES = 4_000_000

/**
 * Keeps of a subject that passes by the rows that meet something, for the shared pieces to be cut.
 * @param subject its table holds no rows but the columns
 */
export function metShapes(subject: LayerInput, plane: Plane, mostVertices = MOST_VERTICES) {
  const columns = columnsCollector(subject.table.columns)
  const lngLat: Geometry[] = []
  const touching: number[] = []
  const inPlane: Float64Array[] = []
  let pairs: ReturnType<typeof pairsCollector>[] = []
  let count = 0
  let vertices = 0
  return {
    /** @param found of each comparison layer, by the rows of `sound` */
    add(sound: SoundTable, found: readonly PairAreas[]): void {
      if (vertices > mostVertices) return
      const rows = Uint32Array.from(new Set(found.flatMap(({ subject: met }) => [...met]))).sort()
      if (pairs.length === 0) pairs = found.map(() => pairsCollector())
      if (rows.length === 0) return
      const places = new Uint32Array(sound.table.length)
      for (const [i, row] of rows.entries()) places[row] = count + i
      const isMet = new Set(rows)
      for (const row of sound.touching) if (isMet.has(row)) touching.push(places[row])
      for (const [k, each] of found.entries()) pairs[k].add(each, places)
      lngLat.push(pickRows({ ...sound.geometry, xy: sound.lngLat }, rows))
      inPlane.push(pickRows({ ...sound.geometry, xy: sound.xy }, rows).xy)
      columns.take(
        sound.table,
        rows,
        Uint32Array.from(rows, (row) => places[row]),
      )
      count += rows.length
      vertices += lngLat[lngLat.length - 1].xy.length / 2
    },
    /** null: it became too much */
    finish(): MetShapes | null {
      if (vertices > mostVertices) return null
      const geometry = lngLat.length > 0 ? joinGeometries(lngLat) : NOTHING
      const xy = new Float64Array(geometry.xy.length)
      let at = 0
      for (const each of inPlane) {
        xy.set(each, at)
        at += each.length
      }
      const table = { ...subject.table, length: count, columns: columns.finish(count), geometry }
      const sound = { table, geometry, lngLat: geometry.xy, xy, plane, repaired: [], touching, meeting: [] }
      const rows = Uint32Array.from({ length: count }, (_, row) => row)
      return { subject: { ...subject, table, rows: null }, sound, rows, pairs: pairs.map((each) => each.finish()) }
    },
  }
}

const NOTHING: Geometry = {
  kind: 'polygon',
  xy: new Float64Array(0),
  rings: Uint32Array.of(0),
  parts: Uint32Array.of(0),
  rows: Uint32Array.of(0),
}
