import { sumOf } from '../adjust.ts'
import { isRowEmpty, pickRows } from '../geometry.ts'
import { authalicPlane, rowAreaM2 } from '../plane.ts'
import { defineKernel } from '../spread.ts'
import type { Task } from '../task.ts'
import { Cutter } from './cutter.ts'
import type { Pieces } from './layer-overlay.ts'
import type { PairAreas } from './pair-areas.ts'
import { NO_ROW, PieceBuilder } from './piece-builder.ts'
import type { PlanarLayer } from './planar-layer.ts'
import { type EdgeTrees, edgeTrees } from './prepared-zones.ts'
import { validRows } from './valid-rows.ts'

/** shared: a piece a pair; covered: what all its zones cover of a row; rest: what none covers */
export type CutWhat = 'shared' | 'covered' | 'rest'

/** The layer that rows are cut by. */
export interface CutOthers {
  readonly plane: { readonly lng0: number; readonly latTs: number }
  readonly layer: PlanarLayer
  readonly trees: EdgeTrees
  readonly lngLat: Float64Array
  /** rows that touch themselves */
  readonly touching: readonly number[]
}

export interface CutPiece extends PairAreas {
  readonly what: CutWhat
  readonly layer: PlanarLayer
  readonly lngLat: Float64Array
  /** rows of `layer` that touch themselves */
  readonly touching: readonly number[]
  /** what the rows of `layer` are called in the pairs and in the answer, ascending */
  readonly names: Uint32Array
}

/** Below this two areas of one row are the same: 1e-6 m², and the rounding of a large one. */
function isWhole(part: number, whole: number): boolean {
  return whole - part <= 1e-6 + 1e-11 * whole
}

const areasOf = new WeakMap<CutOthers, Float64Array>()

/** A zone's area; measured when first asked for, since it is met by thousands of parcels. */
function areaOfOther(others: CutOthers, row: number): number {
  const areas = areasOf.get(others) ?? new Float64Array(others.layer.geometry.rows.length - 1).fill(Number.NaN)
  areasOf.set(others, areas)
  if (Number.isNaN(areas[row])) areas[row] = rowAreaM2(others.layer.geometry, others.lngLat, row)
  return areas[row]
}

const touchingIn = new WeakMap<CutOthers, ReadonlySet<number>>()

function touchingOf(others: CutOthers): ReadonlySet<number> {
  const rows = touchingIn.get(others) ?? new Set(others.touching)
  touchingIn.set(others, rows)
  return rows
}

/** Pieces of some rows: whole ones digit by digit, those that borders run through from the cutter. `a` names the rows, `b` the others. */
export default defineKernel({
  id: 'cut-rows',
  async run(others: CutOthers, piece: CutPiece, task: Task): Promise<Pieces> {
    const { what, layer, lngLat, names, subject, zone, areaM2 } = piece
    const plane = authalicPlane(others.plane)
    const cutter = new Cutter({ layer, trees: edgeTrees(layer), lngLat }, others, plane)
    const builder = new PieceBuilder()
    const a: number[] = []
    const b: number[] = []
    const areas: number[] = []
    const known: boolean[] = []
    const [touching, othersTouching] = [new Set(piece.touching), touchingOf(others)]
    /** @param knownM2 of a row that was copied; NaN: to be measured @param isValid it touches nothing of its own */
    const end = (name: number, other: number, knownM2 = Number.NaN, isValid = false) => {
      if (!builder.endRow()) return
      a.push(name)
      b.push(other)
      areas.push(knownM2)
      known.push(isValid)
    }
    let at = 0
    for (let row = 0; row < names.length; row++) {
      if (row % 8 === 0) await task.breathe()
      const from = at
      while (at < subject.length && subject[at] === names[row]) at++
      const ownM2 = rowAreaM2(layer.geometry, lngLat, row)
      if (what === 'shared') {
        for (let pair = from; pair < at; pair++) {
          const other = zone[pair]
          if (isWhole(areaM2[pair], ownM2)) {
            builder.copyRow(layer.geometry, lngLat, row)
            end(names[row], other, ownM2, !touching.has(row))
          } else if (isWhole(areaM2[pair], areaOfOther(others, other))) {
            builder.copyRow(others.layer.geometry, others.lngLat, other)
            end(names[row], other, areaOfOther(others, other), !othersTouching.has(other))
          } else {
            cutter.intersect(row, [other], [areaM2[pair], areaM2[pair]], builder)
            end(names[row], other)
          }
        }
        continue
      }
      const zones = Array.from(zone.subarray(from, at))
      const isInside = areaM2.subarray(from, at).some((area) => isWhole(area, ownM2))
      if (isInside || zones.length === 0) {
        if (isInside === (what === 'covered')) builder.copyRow(layer.geometry, lngLat, row)
        end(names[row], NO_ROW, ownM2, !touching.has(row))
        continue
      }
      // zones may overlap each other
      const shared = areaM2.subarray(from, at)
      const [least, most] = [shared.reduce((high, area) => Math.max(high, area), 0), Math.min(ownM2, sumOf(shared))]
      if (what === 'covered') cutter.intersect(row, zones, [least, most], builder)
      else cutter.subtract(row, zones, [ownM2 - most, ownM2 - least], builder)
      end(names[row], NO_ROW)
    }
    const valid = validRows(builder.finish(), plane, (made) => known[made])
    const kept = areas.flatMap((_, piece) => (isRowEmpty(valid, piece) ? [] : [piece]))
    const geometry = kept.length === areas.length ? valid : pickRows(valid, kept)
    return {
      geometry,
      a: Uint32Array.from(kept, (piece) => a[piece]),
      b: Uint32Array.from(kept, (piece) => b[piece]),
      areaM2: Float64Array.from(kept, (piece, i) =>
        Number.isNaN(areas[piece]) ? rowAreaM2(geometry, geometry.xy, i) : areas[piece],
      ),
    }
  },
})
