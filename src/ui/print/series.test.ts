import { describe, expect, it } from 'vitest'
import type { App } from '../../app/app.ts'
import { initialProject } from '../../app/initial.ts'
import { smallCatalog, smallConfig } from '../../app/small-deployment.fixture.ts'
import { AppError } from '../../core/errors.ts'
import type { MapFrame } from '../../core/print/map-frame.ts'
import { type SeriesRequest, seriesPages } from './series.ts'

/** 20 cm at 1:200 000 are 40 km: 10′ by 10′ of the district are within one sheet, the whole of it within a few. */
const SHEET: MapFrame = { crs: 'EPSG:4548', centre: [0, 0], denominator: 200_000, widthMm: 200, heightMm: 200, turnDeg: 0 }
const GRID: SeriesRequest = {
  choice: { kind: 'grid', isFitted: false, hasIndex: false },
  like: SHEET,
  selection: null,
  locale: 'zh',
  indexName: '索引图',
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
