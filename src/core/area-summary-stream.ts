import type { AnalysisResult, LayerInput } from './analysis.ts'
import { type MeasuredRows, type SummaryOptions, summariseRows, withDensified } from './area-summary.ts'
import { columnsCollector, rowsWithoutShapes } from './column-collector.ts'
import { withTwins } from './english-twin.ts'
import { AppError } from './errors.ts'
import { isRowEmpty } from './geometry.ts'
import { netArea } from './net-area.ts'
import { authalicPlane, rowAreaM2, rowPerimeterM } from './plane.ts'
import { passingRows, type RangedLayer } from './ranged-layer.ts'
import { makeSound, type RepairedRow, type SoundTable } from './repair.ts'
import { type StreamedOverlaps, streamOverlaps } from './stream-overlaps.ts'
import type { Column, Table } from './table.ts'
import { quietTask, stretchOf, type Task } from './task.ts'

/**
 * 面积汇总 of a layer larger than memory: it passes by once, in pieces; of each row some figures stay (its area, its groups, what is
 * registered), of overlapping rows their shapes. The figures are those of `summariseAreas` over the whole table to the last digit, since
 * each row is measured by the same functions and summed in the same order.
 * @param layer its table holds no rows but the columns @param layer.rows rows in use, ascending; null: all
 * @throws AppError analysis.groupCount, analysis.geometry, analysis.noField, ranged.noSigma, and what reading throws
 */
export async function summariseStream(
  layer: LayerInput,
  source: RangedLayer,
  options: SummaryOptions,
  task: Task,
): Promise<AnalysisResult> {
  const { groupBy, registered, net, perimeter, pointSigmaM, densify } = options
  if (groupBy.length > 3) throw new AppError('analysis.groupCount', { count: groupBy.length })
  const { schema, count, extent } = source
  if (schema.geometry && schema.geometry.kind !== 'polygon') throw new AppError('analysis.geometry', { expected: 'polygon' })
  // boundary points that rows share would have to be known all at once
  if (pointSigmaM) throw new AppError('ranged.noSigma')
  const [west, south, east, north] = extent ?? [0, 0, 0, 0]
  const plane = authalicPlane({ lng0: (west + east) / 2, latTs: (south + north) / 2 })

  const names = withTwins(schema, [...groupBy, ...(registered ? [registered] : [])])
  const columns = columnsCollector(
    names.map((name) => fieldOf(schema, name)),
    count,
  )
  const areasM2 = new Float64Array(count)
  const perimetersM = perimeter ? new Float64Array(count) : null
  const isFilled = new Uint8Array(count)
  const repaired: RepairedRow[] = []
  const meeting: number[] = []
  const used = layer.rows ? new Set(layer.rows) : null
  const overlaps = net ? streamOverlaps(source, (row) => used?.has(row) ?? true) : null
  const reading = stretchOf(task, 0, 0.85)
  const inner: Task = { ...quietTask(), signal: task.signal, breathe: task.breathe, helpers: task.helpers }

  let done = 0
  for await (const { numbers, table } of passingRows(source, layer.rows, task)) {
    const sound = await makeSound(table, inner, plane)
    for (let i = 0; i < numbers.length; i++) {
      const row = numbers[i]
      areasM2[row] = rowAreaM2(sound.geometry, sound.lngLat, i)
      if (perimetersM) perimetersM[row] = rowPerimeterM(sound.geometry, sound.lngLat, i)
      isFilled[row] = isRowEmpty(sound.geometry, i) ? 0 : 1
    }
    for (const each of sound.repaired) repaired.push({ ...each, row: numbers[each.row] })
    for (const row of sound.meeting) meeting.push(numbers[row])
    columns.take(table, null, numbers)
    await overlaps?.add(sound, numbers, inner)
    done += numbers.length
    reading.progress(done / (layer.rows?.length ?? count), 'stage.measure')
    await task.breathe()
  }

  const table: Table = {
    ...schema,
    crs: layer.table.crs,
    length: count,
    columns: columns.finish(count),
  }
  const measured: MeasuredRows = {
    table,
    geometry: rowsWithoutShapes(isFilled),
    repaired,
    meeting,
    areasM2,
    perimeterM: (row) => perimetersM?.[row] ?? 0,
    sigmaM2: () => Number.NaN,
    async overlaps() {
      const found = overlaps?.finish()
      return found ? netOf(found, areasM2, task) : () => Promise.reject(new Error('net'))
    },
  }
  const result = await summariseRows({ ...layer, table }, options, measured, task)
  // published layers are in lon/lat, which have no plane of their own: no edge of them is densified
  return densify ? withDensified(result, { edges: 0, differenceM2: new Float64Array(count) }) : result
}

/** Net area of some rows, from the pairs and shapes of the overlapping ones alone: no other row takes part in it. */
function netOf({ pairs, numbers, geometry }: StreamedOverlaps, areasM2: Float64Array, task: Task) {
  const place = new Map(Array.from(numbers, (number, i) => [number, i]))
  const table = { length: numbers.length } as Table
  const sound = { table, geometry, xy: geometry.xy } as SoundTable
  const areas = Float64Array.from(numbers, (number) => areasM2[number])
  return (rows: Uint32Array) =>
    netArea(
      sound,
      areas,
      pairs,
      [...rows].flatMap((row) => place.get(row) ?? []),
      task,
    )
}

/** @throws AppError analysis.noField */
function fieldOf(schema: Table, name: string): Column {
  const column = schema.columns.find((each) => each.name === name)
  if (!column) throw new AppError('analysis.noField', { field: name })
  return column
}
