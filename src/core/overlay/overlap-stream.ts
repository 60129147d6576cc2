import type { AnalysisResult, LayerInput } from '../analysis.ts'
import { columnsCollector, rowsWithoutShapes } from '../column-collector.ts'
import { withTwins } from '../english-twin.ts'
import { isRowEmpty } from '../geometry.ts'
import { soundAreasM2 } from '../net-area.ts'
import { authalicPlane } from '../plane.ts'
import { passingRows, type RangedLayer } from '../ranged-layer.ts'
import { makeSound, type RepairedRow } from '../repair.ts'
import { type StreamedOverlaps, streamOverlaps } from '../stream-overlaps.ts'
import { findColumn, type Table } from '../table.ts'
import { quietTask, stretchOf, type Task } from '../task.ts'
import { usedRows } from '../used-rows.ts'
import { metShapes } from './met-shapes.ts'
import { meetZones, readyZones } from './met-zones.ts'
import type { OverlapFigures } from './overlap-figures.ts'
import { assembleOverlap, checkOverlap, type OverlapOptions } from './overlap-report.ts'
import { pairsCollector } from './pair-areas.ts'
import { planarLayer, rowBoxes } from './planar-layer.ts'
import { SUBJECT_ROLES } from './row-names.ts'
import { doubleOf, netOfAll, type Subjects } from './total-net.ts'
import { unite } from './united.ts'

/**
 * 压占分析 of a subject larger than memory: it passes by once, in pieces, and each piece is held against all comparison layers. Of each
 * row three figures stay, of rows that meet something also their names and, for the pieces, their shapes; of rows that overlap each other
 * their shapes. The figures are those of `reportOverlap` over the whole table to the last digit, since each row is reckoned by the same
 * functions in the same plane and summed in the same order.
 * @param subject its table holds no rows but the columns
 * @throws AppError analysis.geometry, analysis.noLayer, analysis.noField, crs.unknown, and what reading throws
 */
export async function streamOverlap(
  subject: LayerInput,
  source: RangedLayer,
  against: readonly LayerInput[],
  options: OverlapOptions,
  task: Task,
): Promise<AnalysisResult> {
  checkOverlap(subject, against, options)
  const { count, extent, schema } = source
  const [west, south, east, north] = extent ?? [0, 0, 0, 0]
  const plane = authalicPlane({ lng0: (west + east) / 2, latTs: (south + north) / 2 })
  const ready = await readyZones(against, plane, stretchOf(task, 0, 0.1))

  const rows = usedRows(subject.rows, count)
  const [areasM2, sumsM2, netM2] = Array.from({ length: 3 }, () => new Float64Array(count))
  const isFilled = new Uint8Array(count)
  const repaired: RepairedRow[] = []
  const meeting: number[] = []
  const pairs = ready.layers.map(() => pairsCollector())
  const ignored = ready.layers.map(() => pairsCollector())
  const names = columnsCollector(namedColumns(subject, options), count)
  const shapes = options.pieces ? metShapes(subject, plane) : null
  const used = subject.rows && new Set(subject.rows)
  const overlaps = streamOverlaps(source, (row) => used?.has(row) ?? true)
  const reading = stretchOf(task, 0.1, 0.8)
  const inner: Task = {
    ...quietTask(),
    signal: task.signal,
    breathe: task.breathe,
    ...(task.helpers && { helpers: task.helpers }),
  }

  let done = 0
  for await (const { numbers, table } of passingRows(source, subject.rows, task)) {
    const sound = await makeSound(table, inner, plane)
    const areas = soundAreasM2(sound)
    const layer = planarLayer(sound)
    const all = Uint32Array.from({ length: numbers.length }, (_, i) => i)
    const met = await meetZones(layer, all, areas, ready, options.ignoreBelowM2, inner)
    for (let i = 0; i < numbers.length; i++) {
      const row = numbers[i]
      areasM2[row] = areas[i]
      sumsM2[row] = met.sumsM2[i]
      netM2[row] = met.netM2[i]
      isFilled[row] = isRowEmpty(sound.geometry, i) ? 0 : 1
    }
    for (const each of sound.repaired) repaired.push({ ...each, row: numbers[each.row] })
    for (const row of sound.meeting) meeting.push(numbers[row])
    const touched = distinct([...met.pairs, ...met.ignored].flatMap(({ subject: found }) => [...found]))
    names.take(
      table,
      touched,
      Uint32Array.from(touched, (row) => numbers[row]),
    )
    for (const k of ready.layers.keys()) {
      pairs[k].add(met.pairs[k], numbers)
      ignored[k].add(met.ignored[k], numbers)
    }
    shapes?.add(sound, met.pairs)
    await overlaps.add(sound, numbers, inner)
    done += numbers.length
    reading.progress(done / rows.length, 'stage.overlap')
    await task.breathe()
  }

  const subjects = await subjectsOf(overlaps.finish(), rows, stretchOf(task, 0.8, 0.85))
  const columns = names.finish(count)
  const comparisons = ready.layers.map((each, k) => ({ ...each, pairs: pairs[k].finish(), ignored: ignored[k].finish() }))
  const met = { netM2, pairs: comparisons.map((each) => each.pairs), ignored: comparisons.map((each) => each.ignored) }
  const figures: OverlapFigures = {
    shapes: shapes?.finish() ?? null,
    sound: { geometry: rowsWithoutShapes(isFilled), repaired, meeting, plane },
    rows,
    layer: null,
    comparisons,
    areasM2,
    sumsM2,
    netM2,
    totalNetM2: await netOfAll(subjects, met, ready, stretchOf(task, 0.85, 0.9)),
    subjectDoubleM2: doubleOf(subjects, areasM2),
  }
  const table: Table = { ...schema, crs: subject.table.crs, length: count, columns }
  return assembleOverlap({ ...subject, table }, figures, options, stretchOf(task, 0.9, 1))
}

/** What lines call a row by, what they are grouped by, and what is apportioned. */
function namedColumns({ table, fields }: LayerInput, { attribute, groups }: OverlapOptions) {
  const names = SUBJECT_ROLES.flatMap((role) => fields.find((field) => field.role === role)?.name ?? [])
  return withTwins(table, [...names, ...groups.subject, ...(attribute ? [attribute] : [])]).flatMap(
    (name) => findColumn(table, name) ?? [],
  )
}
const distinct = (rows: readonly number[]) => Uint32Array.from(new Set(rows)).sort()

/** Of all rows those that overlap no other, and what the others cover together: no other row takes part in it. */
async function subjectsOf({ numbers, geometry }: StreamedOverlaps, rows: Uint32Array, task: Task): Promise<Subjects> {
  const layer = { geometry, xy: geometry.xy, boxes: rowBoxes(geometry, geometry.xy) }
  const { joined, groupOf, crowded } = await unite(layer, null, task)
  const isCrowded = new Set(numbers)
  return {
    alone: rows.filter((row) => !isCrowded.has(row)),
    crowded: crowded.map((row) => numbers[row]),
    joined,
    groupOf,
    layer,
    places: crowded,
  }
}
