import { type Card, type CardsQuestion, COUNT, type Groups } from '../../src/core/dashboard/card.ts'
import { AREA_FIELD, cellAt, type Table } from '../../src/core/table.ts'
import { quietTask } from '../../src/core/task.ts'
import { createTileService } from '../../src/core/tiling/tile-service.ts'
import { parcelFabric } from './fabric.ts'
import { boundsOf } from './layers.ts'
import { type ChildFigure, type Engines, peakMiB } from './measure.ts'

const CARDS: readonly Card[] = [
  { id: 'figures', kind: 'figures', field: AREA_FIELD },
  { id: 'bars', kind: 'bars', level: { field: 'DLBM' }, measure: AREA_FIELD },
  { id: 'rings', kind: 'rings', levels: [{ field: 'DLBM', isParent: true }, { field: 'DLBM' }], measure: AREA_FIELD },
  { id: 'histogram', kind: 'histogram', field: AREA_FIELD, unit: 'mu' },
  { id: 'scatter', kind: 'scatter', x: 'TBMJ', y: AREA_FIELD },
]
const VIEWS = 24

/** Views of a quarter of the layer's width and height, moving over it. */
function viewsOf(table: Table): NonNullable<CardsQuestion['ring']>[] {
  const [west, south, east, north] = boundsOf(table)
  return Array.from({ length: VIEWS }, (_, i) => {
    const x = west + ((east - west) * 0.5 * i) / VIEWS
    const [y, w, h] = [south + (north - south) * 0.3, (east - west) / 2, (north - south) / 2]
    return [[x, y], [x + w, y], [x + w, y + h], [x, y + h]] // biome-ignore format: one row
  })
}

const quantile = (times: readonly number[], share: number) =>
  [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(share * times.length))]!

/** Five cards while the map moves; beside it the whole layer, a filter, and the first answer, for which each area is reckoned once. */
async function ours(n: number): Promise<ChildFigure> {
  const table = parcelFabric(n)
  const service = createTileService()
  const task = quietTask()
  await service.putTable({ id: 'parcels', table }, task)
  const ask = (part: Partial<CardsQuestion>) =>
    service.dashboard(
      {
        table: 'parcels',
        filter: [],
        ring: null,
        only: null,
        cards: CARDS,
        parents: {},
        registered: { field: 'TBMJ', unit: 'm2' },
        areaUnit: 'mu',
        ...part,
      },
      task,
    )
  const timed = async (work: () => Promise<unknown>) => {
    const start = performance.now()
    await work()
    return performance.now() - start
  }
  const coldMs = await timed(() => ask({}))
  const times: number[] = []
  for (const ring of viewsOf(table)) times.push(await timed(() => ask({ ring })))
  const wholeMs = quantile([await timed(() => ask({})), await timed(() => ask({})), await timed(() => ask({}))], 0.5)
  const filter = [{ field: 'DLBM', values: ['0101', '0301'] }]
  const filteredMs = quantile(
    [await timed(() => ask({ filter })), await timed(() => ask({ filter })), await timed(() => ask({ filter }))],
    0.5,
  )
  const mib = peakMiB()
  const counted = await ask({ cards: [{ id: 'bars', kind: 'bars', level: { field: 'DLBM' }, measure: COUNT }] })
  return {
    ms: quantile(times, 0.5),
    coldMs,
    mib,
    extrapolated: false,
    agreement: {
      with: 'counting row by row',
      worst: differing(table, counted.cards.bars as Groups),
      compared: n,
      unit: 'rows counted otherwise',
    },
    detail: { p95Ms: quantile(times, 0.95), wholeMs, filteredMs },
  }
}

function differing(table: Table, { groups }: Groups): number {
  const column = table.columns.find(({ name }) => name === 'DLBM')!
  const counts = new Map<string, number>()
  for (let row = 0; row < table.length; row++) {
    const value = String(cellAt(column, row))
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  return groups.reduce((sum, { path, count }) => sum + Math.abs(count - (counts.get(String(path[0])) ?? 0)), 0)
}

/** As a page does it that holds features: an array of objects with their boxes and areas, filtered and added up by class. */
async function rowObjects(n: number): Promise<ChildFigure> {
  const table = parcelFabric(n)
  const service = createTileService()
  await service.putTable({ id: 'parcels', table }, quietTask())
  const areas = await service.rowAreas({ table: 'parcels' }, quietTask())
  const { geometry } = table
  const rows = Array.from({ length: n }, (_, row) => {
    const box = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY]
    const [from, to] = [
      geometry!.rings[geometry!.parts[geometry!.rows[row]!]!]!,
      geometry!.rings[geometry!.parts[geometry!.rows[row + 1]!]!]!,
    ]
    for (let i = from; i < to; i++) {
      const [x, y] = [geometry!.xy[2 * i]!, geometry!.xy[2 * i + 1]!]
      box[0] = Math.min(box[0]!, x)
      box[1] = Math.min(box[1]!, y)
      box[2] = Math.max(box[2]!, x)
      box[3] = Math.max(box[3]!, y)
    }
    return {
      ...Object.fromEntries(table.columns.map((column) => [column.name, cellAt(column, row)])),
      areaM2: areas[row]!,
      box,
    } as {
      DLBM: string
      TBMJ: number
      areaM2: number
      box: number[]
    }
  })
  const times = viewsOf(table).map(([[west, south], , [east, north]]) => {
    const start = performance.now()
    const seen = rows.filter(({ box }) => box[0]! <= east! && box[2]! >= west! && box[1]! <= north! && box[3]! >= south!)
    const sums = new Map<string, number>()
    for (const { DLBM, areaM2 } of seen) sums.set(DLBM, (sums.get(DLBM) ?? 0) + areaM2)
    const total = seen.reduce((sum, { TBMJ }) => sum + TBMJ, 0)
    const bins = new Map<number, number>()
    for (const { areaM2 } of seen) bins.set(Math.floor(areaM2 / 500), (bins.get(Math.floor(areaM2 / 500)) ?? 0) + 1)
    const ms = performance.now() - start
    return sums.size + bins.size + total > 0 ? ms : Number.NaN
  })
  return { ms: quantile(times, 0.5), mib: peakMiB(), extrapolated: false }
}

export const engines: Engines = { ours, 'array of row objects, boxes': rowObjects }
