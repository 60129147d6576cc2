import { describe, expect, it } from 'vitest'
import type { App } from '../../app/app.ts'
import { initialProject } from '../../app/initial.ts'
import { smallCatalog, smallConfig } from '../../app/small-deployment.fixture.ts'
import { AppError } from '../../core/errors.ts'
import { isClear } from '../../core/print/clear-frame.ts'
import { frameRing, type MapFrame } from '../../core/print/map-frame.ts'
import { type SeriesRequest, seriesPages } from './series.ts'
import { metresOf } from './start-frame.ts'

/** 20 cm at 1:200 000 are 40 km: 10′ by 10′ of the district are within one sheet, the whole of it within a few. */
const SHEET: MapFrame = { crs: 'EPSG:4548', centre: [0, 0], denominator: 200_000, widthMm: 200, heightMm: 200, turnDeg: 0 }
const GRID: SeriesRequest = {
  choice: { kind: 'grid', isFitted: false, hasIndex: false },
  like: SHEET,
  selection: null,
  locale: 'zh',
  indexName: '索引图',
  covered: async () => [],
}

/** As much of the application as sheets of a grid need. @param select rows of a layer's table in a ring */
function desk(
  select: (table: string, ring: readonly (readonly [number, number])[]) => Promise<number[]>,
  here = ['plots', 'roads'],
) {
  return {
    config: smallConfig,
    store: { getState: () => ({ project: initialProject(smallCatalog) }) },
    tableOf: (id: string) => (here.includes(id) ? {} : null),
    rangedOf: () => null,
    tiles: {
      select: ({ table, ring }: { table: string; ring: readonly (readonly [number, number])[] }) => select(table, ring),
    },
  } as unknown as App
}
const { signal } = new AbortController()

describe('the sheets of a grid', () => {
  it('are those on which a layer has anything', async () => {
    const all = await seriesPages(
      desk(async () => [0]),
      GRID,
      signal,
    )
    expect(all.length).toBeGreaterThan(4)
    const south = await seriesPages(
      desk(async (_, ring) => (ring.some(([, lat]) => lat < 39.1) ? [0] : [])),
      GRID,
      signal,
    )
    const last = all.at(-1)?.name[0]
    expect(south.map(({ name }) => name)).toEqual(all.map(({ name }) => name).filter(([row]) => row === last))
  })
  it('stop at a layer that cannot be read: its sheets would be missing without a word', async () => {
    const gone = new AppError('layer.unknown', { layer: 'roads' })
    const app = desk(async (table) => {
      if (table === initialProject(smallCatalog).layers.roads.table) throw gone
      return []
    })
    await expect(seriesPages(app, GRID, signal)).rejects.toBe(gone)
  })
  it('do not ask a layer that is not here yet', async () => {
    const asked = new Set<string>()
    const app = desk(
      async (table) => {
        asked.add(table)
        return [0]
      },
      ['plots'],
    )
    await seriesPages(app, GRID, signal)
    expect([...asked]).toEqual([initialProject(smallCatalog).layers.plots.table])
  })
})

describe('a page a feature', () => {
  const BOXES = [
    [118.3, 39.1, 118.32, 39.102],
    [118.31, 39.2, 118.312, 39.22],
    [118.4, 39.12, 118.41, 39.13],
  ] as const
  const app = {
    ...desk(async () => []),
    loadTable: async () => ({ columns: [], length: 3 }),
  } as unknown as App
  Object.assign(app.tiles, { bounds: async ({ rows }: { rows: Uint32Array }) => BOXES[rows[0]] })
  // a legend along the lower border that grows with the ground that is shown
  const legendOf = ({ denominator }: MapFrame) => [
    { x: 0, y: denominator > 14_000 ? 70 : 110, widthMm: 200, heightMm: denominator > 14_000 ? 130 : 90 },
  ]
  const REQUEST: SeriesRequest = {
    ...GRID,
    choice: { kind: 'features', isFitted: true, hasIndex: true },
    selection: { layer: 'plots', rows: [0, 1, 2] },
    covered: async (frame) => legendOf(frame),
  }
  it('shows it clear of the legend that its own ground has, and the index shows these pages', async () => {
    const [index, ...pages] = await seriesPages(app, REQUEST, signal)
    expect(pages).toHaveLength(3)
    pages.forEach(({ frame }, i) => {
      expect(isClear(frame, metresOf(frame.crs, BOXES[i]), legendOf(frame))).toBe(true)
    })
    expect(index.shows?.map(({ frame }) => frame)).toEqual(pages.map(({ frame }) => frame))
    const [xs, ys] = [0, 1].map((axis) => frameRing(index.frame).map((point) => point[axis]))
    for (const [x, y] of pages.flatMap(({ frame }) => frameRing(frame))) {
      expect(x > Math.min(...xs) && x < Math.max(...xs) && y > Math.min(...ys) && y < Math.max(...ys)).toBe(true)
    }
  })
})
