import { expressionCondition } from '../../src/core/expression/expression-condition.ts'
import { schemaOf } from '../../src/core/expression/table-schema.ts'
import { AREA_FIELD, cellAt, type Table } from '../../src/core/table.ts'
import { quietTask } from '../../src/core/task.ts'
import { createTileService } from '../../src/core/tiling/tile-service.ts'
import { parcelFabric } from './fabric.ts'
import { type ChildFigure, type Engines, peakMiB } from './measure.ts'

const SORT = [
  { field: 'DLBM', isDescending: false },
  { field: 'TBMJ', isDescending: true },
]
const LANGUAGE = 'zh-CN'

/** What an attribute table asks: two sort keys at once; beside it opening, codes, areas, a filter, figures and the values of a column. */
async function ours(n: number): Promise<ChildFigure> {
  const table = parcelFabric(n)
  const service = createTileService()
  const task = quietTask()
  await service.putTable({ id: 'parcels', table }, task)
  const order = (sort: typeof SORT, filter: Parameters<typeof service.tableOrder>[0]['filter'] = []) =>
    service.tableOrder({ table: 'parcels', filter, only: null, sort, language: LANGUAGE }, task)
  const timed = async (work: () => Promise<unknown>) => {
    const start = performance.now()
    await work()
    return performance.now() - start
  }
  const openMs = await timed(() => order([]))
  const coldMs = await timed(() => order(SORT))
  const times: number[] = []
  for (let run = 0; run < 5; run++) times.push(await timed(() => order(SORT)))
  times.sort((a, b) => a - b)
  const codesColdMs = await timed(() => order([{ field: 'ZDDM', isDescending: false }]))
  const codesMs = await timed(() => order([{ field: 'ZDDM', isDescending: true }]))
  const areasColdMs = await timed(() => order([{ field: AREA_FIELD, isDescending: true }]))
  const areasMs = await timed(() => order([{ field: AREA_FIELD, isDescending: false }]))
  const condition = expressionCondition("area_mu > 5.4 and DLBM in (0101, 0301) and not QLR like '%7'", schemaOf(table))
  const filterMs = await timed(() => order([], [condition]))
  const figuresMs = await timed(() => service.columnStatistics({ table: 'parcels', field: 'TBMJ', rows: null, filter: [] }, task))
  const valuesMs = await timed(() =>
    service.valueCounts(
      { table: 'parcels', field: 'DLBM', filter: [condition], search: '', also: [], limit: 100, language: LANGUAGE },
      task,
    ),
  )
  const sorted = await order(SORT)
  const mib = peakMiB()
  return {
    ms: times[times.length >> 1],
    coldMs,
    mib,
    extrapolated: false,
    agreement: {
      with: 'comparing each row with the next',
      worst: misplaced(table, sorted),
      compared: n - 1,
      unit: 'misplaced rows',
    },
    detail: { openMs, codesColdMs, codesMs, areasColdMs, areasMs, filterMs, figuresMs, valuesMs },
  }
}

function misplaced(table: Table, order: Uint32Array): number {
  const collator = new Intl.Collator(LANGUAGE, { numeric: true })
  const [classes, areas] = SORT.map(({ field }) => table.columns.find(({ name }) => name === field)!)
  let wrong = 0
  for (let k = 1; k < order.length; k++) {
    const [a, b] = [order[k - 1]!, order[k]!]
    const byClass = collator.compare(String(cellAt(classes!, a)), String(cellAt(classes!, b)))
    const byArea = Number(cellAt(areas!, b)) - Number(cellAt(areas!, a))
    if (byClass > 0 || (byClass === 0 && (byArea > 0 || (byArea === 0 && a > b)))) wrong++
  }
  return wrong
}

/** As tables of objects do it: an array of rows and a comparison. */
async function rowObjects(n: number): Promise<ChildFigure> {
  const table = parcelFabric(n)
  const rows = Array.from({ length: n }, (_, row) =>
    Object.fromEntries(table.columns.map((column) => [column.name, cellAt(column, row)])),
  )
  const collator = new Intl.Collator(LANGUAGE, { numeric: true })
  const start = performance.now()
  const sorted = [...rows].sort((a, b) => collator.compare(String(a.DLBM), String(b.DLBM)) || Number(b.TBMJ) - Number(a.TBMJ))
  const ms = performance.now() - start
  return { ms: sorted.length === n ? ms : Number.NaN, mib: peakMiB(), extrapolated: false }
}

export const engines: Engines = { ours, 'array of row objects, sort': rowObjects }
