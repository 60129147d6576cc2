import { booleanIntersects } from '@turf/turf'
import fc from 'fast-check'
import type { Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import { starRing, tableOfParts } from '../../../tests/polygon-tables.ts'
import { roundTogether, shares } from '../adjust.ts'
import { summariseAreas } from '../area-summary.ts'
import { rowToGeoJson } from '../geometry.ts'
import { textColumn } from '../grouping.ts'
import type { Condition } from '../symbology.ts'
import { AREA_FIELD, cellAt, findColumn, type Table } from '../table.ts'
import { quietTask } from '../task.ts'
import { createTileService } from '../tiling/tile-service.ts'
import { toM2 } from '../units.ts'
import { rangeOfBins } from './bin-range.ts'
import { type Card, type CardAnswer, type CardsQuestion, COUNT, type Groups, type Histogram, type Scatter } from './card.ts'

const KINDS = ['0101', ' 0101', '0303', '1106', '', null]
const RINGS = {
  id: 'rings',
  kind: 'rings',
  levels: [{ field: 'KIND', isParent: true }, { field: 'KIND' }],
  measure: AREA_FIELD,
} as const
const CARDS: readonly Card[] = [
  { id: 'figures', kind: 'figures', field: AREA_FIELD },
  { id: 'bars', kind: 'bars', level: { field: 'KIND' }, measure: AREA_FIELD },
  { id: 'counted', kind: 'bars', level: { field: 'YEAR' }, measure: COUNT },
  { id: 'summed', kind: 'bars', level: { field: 'KIND' }, measure: 'PRICE' },
  RINGS,
  { id: 'histogram', kind: 'histogram', field: 'PRICE' },
  { id: 'areas', kind: 'histogram', field: AREA_FIELD, unit: 'mu' },
  { id: 'scatter', kind: 'scatter', x: 'PRICE', y: AREA_FIELD },
]

/** Stars in a plane of metres; every seventh crosses itself, every eleventh has no shape. */
function layer(count: number, seed: number): Table {
  let state = seed
  const next = () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32
    return state / 2 ** 32
  }
  const polygons = Array.from({ length: count }, (_, row) => {
    if (row % 11 === 10) return []
    const [x, y] = [next() * 4000, next() * 4000]
    const bow = [[x, y], [x + 90, y + 70], [x + 90, y], [x, y + 60], [x, y]] // biome-ignore format: one row
    return [[row % 7 === 6 ? bow : starRing(next, x, y, 20 + 180 * next(), 5 + Math.floor(next() * 9))]]
  })
  const any = <T>(list: readonly T[]) => list[Math.floor(next() * list.length)]
  return {
    ...tableOfParts(polygons as unknown as Parameters<typeof tableOfParts>[0]),
    columns: [
      textColumn(
        'KIND',
        polygons.map(() => any(KINDS)),
      ),
      { name: 'YEAR', type: 'number', values: Float64Array.from(polygons, () => any([2019, 2020, 2021, Number.NaN])) },
      {
        name: 'PRICE',
        type: 'number',
        values: Float64Array.from(polygons, () => (next() < 0.1 ? Number.NaN : next() ** 3 * 5000)),
      },
      {
        name: 'REGISTERED',
        type: 'number',
        values: Float64Array.from(polygons, () => (next() < 0.2 ? Number.NaN : next() * 40)),
      },
    ],
  }
}

async function asked(table: Table, part: Partial<CardsQuestion> = {}) {
  const service = createTileService()
  await service.putTable({ id: 't', table }, quietTask())
  const question: CardsQuestion = {
    table: 't',
    filter: [],
    ring: null,
    only: null,
    cards: CARDS,
    parents: { KIND: { '0101': '01', '0303': '00', '1106': '00' } },
    registered: { field: 'REGISTERED', unit: 'mu' },
    areaUnit: 'm2',
    ...part,
  }
  const answer = await service.dashboard(question, quietTask())
  return { service, answer, card: <A extends CardAnswer>(id: string) => answer.cards[id] as A, question }
}
const box = (west: number, south: number, east: number, north: number) =>
  [[west, south], [east, south], [east, north], [west, north]] as const // biome-ignore format: one row

describe('figures of a dashboard', () => {
  it('are those of the area summary to the last digit, invalid shapes repaired alike', async () => {
    const table = layer(600, 1)
    const { card } = await asked(table)
    const input = { table, rows: null, fields: [], codeLists: {}, title: { zh: 't', en: 't' } } as unknown as Parameters<
      typeof summariseAreas
    >[0]
    const summary = await summariseAreas(input, { groupBy: ['KIND'], registered: null, net: false }, quietTask())
    const names = findColumn(summary.table, 'KIND')!
    const areas = findColumn(summary.table, 'area_m2')!
    const counts = findColumn(summary.table, 'count')!
    const expected = Array.from({ length: summary.table.length }, (_, row) => ({
      path: [cellAt(names, row)],
      count: cellAt(counts, row),
      value: cellAt(areas, row),
    }))
    expected.sort((a, b) => Number(b.value) - Number(a.value))
    const bars = card<Groups>('bars')
    expect(bars.groups.map(({ path, count, value }) => ({ path, count, value }))).toEqual(expected)
    expect(card<Extract<CardAnswer, { kind: 'figures' }>>('figures')).toMatchObject({
      count: 600,
      empty: Math.floor(600 / 11),
      repaired: summary.notes.find(({ code }) => code === 'summary.repaired')?.detail.count,
    })
    const figures = card<Extract<CardAnswer, { kind: 'figures' }>>('figures')
    expect(figures.areaM2).toBeCloseTo(summary.totals.area_m2, 6)
    expect(figures.areaM2).toBe(figures.allAreaM2)
    expect(figures.registered!.areaM2).toBeCloseTo(
      (findColumn(table, 'REGISTERED') as { values: Float64Array }).values.reduce(
        (sum, mu) => sum + (mu ? toM2(mu, 'mu') : 0),
        0,
      ),
      5,
    )
  })

  it('add up: rows on screen to their total, shares to a hundred, inner sectors to the outer ones', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 2 ** 31 }), fc.integer({ min: 0, max: 60 }), async (seed, count) => {
        const { answer, card } = await asked(layer(count, seed))
        const { groups, value } = card<Groups>('bars')
        const values = groups.map((group) => group.value)
        const rounded = roundTogether(values, 2)
        expect(Math.round(rounded.reduce((a, b) => a + b, 0) * 100)).toBe(Math.round(Number(value.toFixed(6)) * 100))
        if (value > 0) expect(Math.round(shares(values, 1).reduce((a, b) => a + b, 0) * 10)).toBe(1000)
        expect(card<Groups>('counted').count).toBe(count)
        const rings = card<Groups>('rings').groups
        for (const group of rings)
          expect(group.path[0]).toBe({ '0101': '01', '0303': '00', '1106': '00' }[group.path[1] ?? ''] ?? null)
        for (const outer of groups) expect(rings.find(({ path }) => path[1] === outer.path[0])?.value).toBe(outer.value)
        expect(answer.count).toBe(count)
      }),
      { numRuns: 40 },
    )
  })

  it('are of the rows that meet the view, by another program’s predicate', async () => {
    const table = layer(400, 5)
    const [west, south] = table.geometry!.xy
    const ring = box(west - 0.004, south - 0.003, west + 0.006, south + 0.004)
    const view: Polygon = { type: 'Polygon', coordinates: [[...ring, ring[0]].map(([lng, lat]) => [lng, lat])] }
    const met = Array.from({ length: table.length }, (_, row) => row).filter((row) => {
      const shape = rowToGeoJson(table.geometry!, row)
      return shape !== null && booleanIntersects(shape as Polygon, view)
    })
    expect(met.length).toBeGreaterThan(10)
    expect(met.length).toBeLessThan(300)
    const { service, answer, question } = await asked(table, { ring })
    expect(answer.count).toBe(met.length)
    expect([...(await service.dashboardRows(question, quietTask()))]).toEqual(met)
    const only = Uint32Array.from([...met.slice(0, 5), ...[0, 1, 2, 3].filter((row) => !met.includes(row))].sort((a, b) => a - b))
    expect([...(await service.dashboardRows({ ...question, only }, quietTask()))]).toEqual(met.slice(0, 5))
    // the whole layer in view: what has no shape is on no map
    const whole = await asked(table, { ring: box(0, 0, 179, 80) })
    expect(whole.answer.count).toBe(table.length - Math.floor(400 / 11))
  })

  it('a chart is not narrowed by its own condition, the others are', async () => {
    const table = layer(200, 9)
    const free = await asked(table)
    const kind: Condition = { field: 'KIND', values: ['0303'] }
    const year: Condition = { field: 'YEAR', values: ['2020'] }
    const held = await asked(table, { filter: [kind, year] })
    const only = await asked(table, { filter: [year] })
    expect(held.card('bars')).toEqual(only.card('bars'))
    expect(held.card('bars')).not.toEqual(free.card('bars'))
    expect(held.card<Groups>('counted').groups).toEqual((await asked(table, { filter: [kind] })).card<Groups>('counted').groups)
    const rows = await held.service.dashboardRows(held.question, quietTask())
    expect(held.answer.count).toBe(rows.length)
    expect(held.card<Histogram>('histogram').figures.count + held.card<Histogram>('histogram').figures.blank).toBe(rows.length)
  })
})

describe('a group', () => {
  it('filters to its own rows: words that differ by blanks go together', async () => {
    const table = layer(300, 3)
    const { service, card } = await asked(table)
    for (const group of card<Groups>('bars').groups) {
      const filter = [{ field: 'KIND', values: group.words[0] }]
      expect((await service.filterRows({ table: 't', filter }, quietTask())).length).toBe(group.count)
    }
    expect(card<Groups>('bars').groups.find(({ path }) => path[0] === '0101')?.words).toEqual(
      [['0101', ' 0101'].sort()].map((w) => expect.arrayContaining(w)),
    )
    for (const group of card<Groups>('counted').groups) {
      const filter = [{ field: 'YEAR', values: group.words[0] }]
      expect((await service.filterRows({ table: 't', filter }, quietTask())).length).toBe(group.count)
    }
  })
  it('of a field that has gone, or of too many numbers, is said so', async () => {
    const table = layer(20, 3)
    const cards: readonly Card[] = [
      { id: 'gone', kind: 'bars', level: { field: 'NOT' }, measure: COUNT },
      { id: 'words', kind: 'histogram', field: 'KIND' },
    ]
    const { answer } = await asked(table, { cards })
    expect(answer.cards).toEqual({
      gone: { kind: 'none', field: 'NOT', reason: 'missing' },
      words: { kind: 'none', field: 'KIND', reason: 'notNumbers' },
    })
  })
})

describe('bins', () => {
  it('of dates filter to the rows that they count, by the calendar', async () => {
    const table = layer(200, 5)
    const values = Float64Array.from({ length: table.length }, (_, row) =>
      row % 9 === 8 ? Number.NaN : Date.UTC(2023, row % 17, 1 + (row % 28)),
    )
    const dated = { ...table, columns: [...table.columns, { name: 'RQ', type: 'date' as const, values }] }
    const cards: readonly Card[] = [{ id: 'dates', kind: 'histogram', field: 'RQ', step: 'quarter' }]
    const { card, service } = await asked(dated, { cards })
    const bins = card<Histogram>('dates')
    expect(bins).toMatchObject({ dates: { step: 'quarter', every: 1 }, figures: { blank: Math.floor(200 / 9) } })
    expect(bins.counts).toHaveLength(6)
    for (const [bin, count] of bins.counts.entries()) {
      const filter = [{ field: 'RQ', values: [], range: rangeOfBins(bins, bin, bin) }]
      expect((await service.filterRows({ table: 't', filter }, quietTask())).length).toBe(count)
    }
  })
  it('hold each value once, and filter to exactly the rows that they count', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.integer({ min: -50, max: 50 }), fc.double({ min: -1e4, max: 1e4 }), fc.constant(Number.NaN)), {
          maxLength: 60,
        }),
        async (numbers) => {
          const table = {
            ...layer(numbers.length, 2),
            columns: [{ name: 'PRICE', type: 'number', values: Float64Array.from(numbers) }],
          } as Table
          const cards: readonly Card[] = [{ id: 'h', kind: 'histogram', field: 'PRICE' }]
          const { service, card } = await asked(table, { cards })
          const bins = card<Histogram>('h')
          expect(bins.counts.reduce((a, b) => a + b, 0)).toBe(numbers.filter(Number.isFinite).length)
          for (const [bin, count] of bins.counts.entries()) {
            const filter = [{ field: 'PRICE', values: [], range: rangeOfBins(bins, bin, bin) }]
            const rows = await service.filterRows({ table: 't', filter }, quietTask())
            expect(rows.length, `${bin} of ${bins.edges}`).toBe(count)
          }
        },
      ),
      { numRuns: 60 },
    )
  })
  it('of an area are round in the unit in which they are shown, and stay where they are in any scope', async () => {
    const table = layer(300, 4)
    const { card } = await asked(table)
    for (const edge of card<Histogram>('areas').edges)
      expect(Math.abs(edge / toM2(1, 'mu') - Math.round(edge / toM2(1, 'mu')))).toBeLessThan(1e-9)
    const other = await asked(table, { filter: [{ field: 'KIND', values: ['0303'] }] })
    expect(other.card<Histogram>('areas').edges).toEqual(card<Histogram>('areas').edges)
  })
})

it('a scatter counts each pair once, and knows how the two go together', async () => {
  const table = layer(500, 8)
  const { card } = await asked(table)
  const { points, cells, count, outside, blank, correlation, strips } = card<Scatter>('scatter')
  const [xs, ys] = [(findColumn(table, 'PRICE') as { values: Float64Array }).values, await areasOf(table)]
  const pairs = Array.from(xs, (x, row) => [x, ys[row]]).filter(([x, y]) => Number.isFinite(x) && Number.isFinite(y))
  expect(count).toBe(pairs.length)
  expect(count + blank).toBe(500)
  expect(cells.counts.reduce((a, b) => a + b, 0)).toBe(count - outside)
  expect(points).toHaveLength(2 * (count - outside))
  expect(strips.reduce((sum, { figures }) => sum + figures.count, 0)).toBeGreaterThanOrEqual(count - outside)
  const mean = (list: readonly number[]) => list.reduce((a, b) => a + b, 0) / list.length
  const [mx, my] = [mean(pairs.map(([x]) => x)), mean(pairs.map(([, y]) => y))]
  const r =
    pairs.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0) /
    Math.sqrt(pairs.reduce((sum, [x]) => sum + (x - mx) ** 2, 0) * pairs.reduce((sum, [, y]) => sum + (y - my) ** 2, 0))
  expect(correlation).toBeCloseTo(r, 9)
})

async function areasOf(table: Table) {
  const service = createTileService()
  await service.putTable({ id: 't', table }, quietTask())
  return service.rowAreas({ table: 't' }, quietTask())
}
