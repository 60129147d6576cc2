import type { LayerInput } from '../analysis.ts'
import { columnsCollector, rowsWithoutShapes } from '../column-collector.ts'
import { AppError } from '../errors.ts'
import { isRowEmpty } from '../geometry.ts'
import { soundAreasM2 } from '../net-area.ts'
import { authalicPlane } from '../plane.ts'
import { MOST_RESULT_VERTICES, passingRows, type RangedLayer } from '../ranged-layer.ts'
import { makeSound, type RepairedRow, type SoundTable } from '../repair.ts'
import { quietTask, stretchOf, type Task } from '../task.ts'
import { joinPieces, type OverlayKind, overlay, type Pieces, prepareOther } from './layer-overlay.ts'
import { type PlanarLayer, planarLayer } from './planar-layer.ts'

/** Two layers overlaid, and what a report tells of the first. */
export interface MadeOverlay {
  readonly sound: Pick<SoundTable, 'geometry' | 'repaired' | 'meeting' | 'plane'>
  /** null: it has passed by */
  readonly layer: PlanarLayer | null
  /** of every row of the first layer, m² */
  readonly areasM2: Float64Array
  readonly other: SoundTable
  readonly pieces: Pieces
  /** the first layer, or what stayed of it, and of each piece the row there that lends its attributes */
  readonly lender: LayerInput
  readonly lenderRows: Uint32Array
}

export async function makeOverlay(a: LayerInput, b: LayerInput, kind: OverlayKind, task: Task): Promise<MadeOverlay> {
  const sound = await makeSound(a.table, stretchOf(task, 0, 0.15))
  const other = await makeSound(b.table, stretchOf(task, 0.15, 0.3))
  const pieces = await overlay({ sound, rows: a.rows }, { sound: other, rows: b.rows }, kind, stretchOf(task, 0.3, 1))
  const areasM2 = soundAreasM2(sound)
  return { sound, layer: planarLayer(sound), areasM2, other, pieces, lender: a, lenderRows: pieces.a }
}

/**
 * The same of a first layer that passes by in pieces, of which each row is cut by itself: of rows without a part in the result their area
 * stays, of the others the attributes too.
 * @param a its table holds no rows but the columns @throws AppError ranged.resultTooLarge, and what reading throws
 */
export async function streamOverlay(
  a: LayerInput,
  source: RangedLayer,
  b: LayerInput,
  kind: 'clip' | 'intersection',
  task: Task,
  mostVertices = MOST_RESULT_VERTICES,
): Promise<MadeOverlay> {
  const { count, extent } = source
  const [west, south, east, north] = extent ?? [0, 0, 0, 0]
  const plane = authalicPlane({ lng0: (west + east) / 2, latTs: (south + north) / 2 })
  const other = await makeSound(b.table, stretchOf(task, 0, 0.1))
  const prepared = prepareOther({ sound: other, rows: b.rows }, plane)
  const areasM2 = new Float64Array(count)
  const isFilled = new Uint8Array(count)
  const repaired: RepairedRow[] = []
  const meeting: number[] = []
  const made: Pieces[] = []
  const lenderRows: number[] = []
  const columns = columnsCollector(a.table.columns)
  const reading = stretchOf(task, 0.1, 0.95)
  const inner: Task = {
    ...quietTask(),
    signal: task.signal,
    breathe: task.breathe,
    ...(task.helpers && { helpers: task.helpers }),
  }
  const all = a.rows?.length ?? count
  let [done, kept, vertices] = [0, 0, 0]
  for await (const { numbers, table } of passingRows(source, a.rows, task)) {
    const sound = await makeSound(table, inner, plane)
    const areas = soundAreasM2(sound)
    for (let i = 0; i < numbers.length; i++) {
      areasM2[numbers[i]] = areas[i]
      isFilled[numbers[i]] = isRowEmpty(sound.geometry, i) ? 0 : 1
    }
    for (const each of sound.repaired) repaired.push({ ...each, row: numbers[each.row] })
    for (const row of sound.meeting) meeting.push(numbers[row])
    const pieces = await overlay({ sound, rows: null }, { sound: other, rows: b.rows }, kind, inner, { prepared })
    vertices += pieces.geometry.xy.length / 2
    if (vertices > mostVertices) throw new AppError('ranged.resultTooLarge', { limit: mostVertices })
    const rows = Uint32Array.from(new Set(pieces.a)).sort()
    const placeOf = new Map(Array.from(rows, (row, i) => [row, kept + i]))
    for (const row of pieces.a) lenderRows.push(placeOf.get(row) as number)
    columns.take(
      table,
      rows,
      Uint32Array.from(rows, (_, i) => kept + i),
    )
    kept += rows.length
    if (pieces.a.length > 0) made.push({ ...pieces, a: pieces.a.map((row) => numbers[row]) })
    done += numbers.length
    reading.progress(done / all, 'stage.cut')
    await task.breathe()
  }
  const table = { ...a.table, length: kept, columns: columns.finish(kept), geometry: null }
  return {
    sound: { geometry: rowsWithoutShapes(isFilled), repaired, meeting, plane },
    layer: null,
    areasM2,
    other,
    pieces: joinPieces(made.length > 0 ? made : [NOTHING]),
    lender: { ...a, table, rows: null },
    lenderRows: Uint32Array.from(lenderRows),
  }
}

const NOTHING: Pieces = {
  geometry: {
    kind: 'polygon',
    xy: new Float64Array(0),
    rings: Uint32Array.of(0),
    parts: Uint32Array.of(0),
    rows: Uint32Array.of(0),
  },
  a: new Uint32Array(0),
  b: new Uint32Array(0),
  areaM2: new Float64Array(0),
}
