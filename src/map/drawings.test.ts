import { describe, expect, it } from 'vitest'
import type { App } from '../app/app.ts'
import type { Layer, LayerStatus, State } from '../app/state.ts'
import { makeFabric } from '../core/tiling/test-fabric.ts'
import { createDrawings } from './drawings.ts'

const table = makeFabric({ columns: 4, lines: 4 })
const layer = {
  id: 'parcels',
  table: 'parcels@1',
  geometry: 'polygon',
  role: 'data',
  visible: true,
  opacity: 1,
  symbology: { kind: 'single', style: { fill: '#ffeecc' } },
  label: null,
  minZoom: 0,
  maxZoom: 24,
  filter: [],
} as unknown as Layer

type Choice = Parameters<App['tiles']['putDrawable']>[0]

/** An application of one layer, whose worker answers when the test says so. */
function setUp(published: Awaited<ReturnType<App['openTiles']>> = null, isRanged = false) {
  const asked: { choice: Choice; answer: (counts: number[]) => Promise<void>; fail: () => Promise<void> }[] = []
  const dropped: string[] = []
  const statuses: Partial<LayerStatus>[] = []
  let isHere = false
  let loads = 0
  let changes = 0
  const app = {
    tableOf: () => (isHere ? table : null),
    openTiles: async () => published,
    rangedOf: () => (isRanged ? { count: 16, bbox: null, schema: table, fieldBytes: {} } : null),
    catalog: { layers: [{ kind: 'table', id: 'parcels', classCounts: [16] }] },
    showLayer: async () => {
      loads++
      isHere = !isRanged
      return table
    },
    setLayerStatus: (_id: string, patch: Partial<LayerStatus>) => statuses.push(patch),
    tiles: {
      putDrawable: (choice: Choice) =>
        new Promise((resolve, reject) => {
          asked.push({
            choice,
            answer: (counts) => {
              resolve({ counts: Uint32Array.from(counts) })
              return settle()
            },
            fail: () => {
              reject(new Error('worker'))
              return settle()
            },
          })
        }),
      bounds: async () => [118.4, 37.4, 118.5, 37.5],
      dropRedrawn: async ({ key }: { key: string }) => void dropped.push(`redrawn ${key}`),
      dropDrawable: async ({ key }: { key: string }) => void dropped.push(key),
    },
  } as unknown as App
  const drawings = createDrawings(
    app,
    () => changes++,
    () => [1024, 512],
  )
  const state = (patch: { layer?: Partial<Layer>; session?: Partial<State['session']>; isGone?: boolean } = {}) =>
    ({
      project: { layers: patch.isGone ? {} : { parcels: { ...layer, ...patch.layer } } },
      session: { selection: null, card: null, layerStatus: { parcels: { bbox: [118, 37, 119, 38] } }, ...patch.session },
    }) as unknown as State
  return { asked, dropped, statuses, drawings, state, loads: () => loads, changes: () => changes }
}
const settle = () => new Promise<void>((done) => setTimeout(done))

describe('drawings', () => {
  const published = {
    minZoom: 8,
    maxZoom: 15,
    bbox: [118, 37, 119, 38],
    classField: null,
    classValues: [],
    classBreaks: null,
    classSecond: null,
    labelField: null,
    sourceLayers: [],
  } as const

  it('show published tiles until the table is here, within the zooms that there are', async () => {
    const { asked, drawings, state } = setUp(published)
    drawings.update(state(), 'light')
    await settle()
    expect(drawings.ofLayers().get('parcels')).toMatchObject({ version: 1, zooms: { min: 8, max: 15 }, bbox: published.bbox })
    drawings.update(state(), 'light')
    await asked[0].answer([16])
    expect(drawings.ofLayers().get('parcels')).toMatchObject({ version: 2, rows: 16 })
    expect(drawings.ofLayers().get('parcels')?.zooms).toBeUndefined()
  })

  it('do not show published tiles of rows that a filter hides, or under other classes', async () => {
    const filtered = setUp(published)
    filtered.drawings.update(filtered.state({ layer: { filter: [{ field: 'DLBM', values: ['0101'] }] } }), 'light')
    const reclassed = setUp({ ...published, classField: 'DLBM', classValues: ['0101'] })
    reclassed.drawings.update(reclassed.state(), 'light')
    await settle()
    expect([filtered.drawings.ofLayers().size, reclassed.drawings.ofLayers().size]).toEqual([0, 0])
  })

  it('do not show tiles that were parted by a second number under the classes of one', async () => {
    const style = {}
    const symbology = {
      kind: 'graduated',
      field: 'TBMJ',
      method: 'manual',
      breaks: [1],
      range: [0, 2],
      styles: [style, style],
      other: style,
    } as const
    const shown = async (classSecond: { field: string; breaks: readonly number[] } | null) => {
      const { drawings, state } = setUp({ ...published, classField: 'TBMJ', classBreaks: [1], classSecond })
      drawings.update(state({ layer: { symbology } }), 'light')
      await settle()
      return drawings.ofLayers().size
    }
    expect([await shown(null), await shown({ field: 'KCXS', breaks: [1] })]).toEqual([1, 0])
  })

  it('draw the published tiles of a layer that stays in its file otherwise, count it, and draw them as they are again', async () => {
    const { asked, statuses, dropped, drawings, state } = setUp(published, true)
    drawings.update(state(), 'light')
    await settle()
    // as it was published: counts are known without asking
    expect(asked).toHaveLength(0)
    expect(statuses.at(-1)).toMatchObject({ classCounts: [16] })
    const filtered = { layer: { filter: [{ field: 'DLBM', values: ['0101'] }] } }
    drawings.update(state(filtered), 'light')
    await settle()
    expect(asked[0].choice).toMatchObject({ key: 'parcels', rows: null, filter: filtered.layer.filter, keepsWords: false })
    // what is seen stays until the answer
    expect(drawings.ofLayers().get('parcels')).toMatchObject({ version: 1 })
    await asked[0].answer([3])
    expect(drawings.ofLayers().get('parcels')).toMatchObject({ version: 2, zooms: { min: 8, max: 15 } })
    expect(statuses.at(-1)).toMatchObject({ classCounts: [3], visibleCount: 3 })
    drawings.update(state(), 'light')
    await settle()
    expect(dropped).toEqual(['redrawn parcels'])
    expect(drawings.ofLayers().get('parcels')).toMatchObject({ version: 3 })
  })

  it('say why a look is not drawn, and keep what is seen', async () => {
    const { asked, statuses, drawings, state } = setUp(published, true)
    drawings.update(state(), 'light')
    await settle()
    drawings.update(state({ layer: { filter: [{ field: 'DLBM', values: ['0101'] }] } }), 'light')
    await settle()
    await asked[0].fail()
    expect(statuses.at(-1)?.notDrawn).toBeTruthy()
    expect(drawings.ofLayers().get('parcels')).toMatchObject({ version: 1 })
  })

  it('leave vector tiles as they are cut when only colours change, and cut them anew when rows do', async () => {
    const { asked, drawings, state } = setUp()
    const cutAfter = async (patch: Partial<Layer>) => {
      drawings.update(state({ layer: patch }), 'light')
      await asked.at(-1)?.answer([16])
      const { version, cut } = drawings.ofLayers().get('parcels') ?? {}
      return [version, cut]
    }
    drawings.update(state(), 'light')
    await settle()
    expect(await cutAfter({})).toEqual([1, 1])
    const blue = { symbology: { kind: 'single', style: { fill: '#0000ff' } } } as const
    expect(await cutAfter(blue)).toEqual([2, 1])
    expect(await cutAfter({ ...blue, filter: [{ field: 'DLBM', values: ['0101'] }] })).toEqual([3, 3])
    expect(await cutAfter({})).toEqual([4, 4])
  })

  it('load a seen table once, ask the worker once, and count what it answers', async () => {
    const { asked, statuses, drawings, state, loads, changes } = setUp()
    drawings.update(state(), 'light')
    drawings.update(state(), 'light')
    await settle()
    expect([loads(), changes()]).toEqual([1, 1])
    drawings.update(state(), 'light')
    drawings.update(state(), 'light')
    expect(asked.length).toBe(1)
    expect(drawings.ofLayers().size).toBe(0)
    await asked[0].answer([16])
    expect(drawings.ofLayers().get('parcels')).toMatchObject({ version: 1, rows: 16 })
    expect(statuses).toMatchObject([{ classCounts: [16], visibleCount: 16 }])
  })

  it('show a changed filter only when the worker has it, and never an answer that is out of date', async () => {
    const { asked, statuses, drawings, state } = setUp()
    drawings.update(state(), 'light')
    await settle()
    drawings.update(state(), 'light')
    await asked[0].answer([16])
    drawings.update(state({ layer: { filter: [{ field: 'DLBM', values: ['0101'] }] } }), 'light')
    drawings.update(state({ layer: { filter: [{ field: 'DLBM', values: ['0103'] }] } }), 'light')
    expect(asked.length).toBe(3)
    expect(drawings.ofLayers().get('parcels')?.version).toBe(1)
    await asked[2].answer([3])
    await asked[1].answer([9])
    expect(drawings.ofLayers().get('parcels')?.version).toBe(2)
    expect(statuses.at(-1)?.visibleCount).toBe(3)
  })

  it('do not ask again for what only moves or fades', async () => {
    const { asked, drawings, state } = setUp()
    drawings.update(state(), 'light')
    await settle()
    drawings.update(state(), 'light')
    drawings.update(state({ layer: { opacity: 0.4, minZoom: 9 } }), 'light')
    expect(asked.length).toBe(1)
    drawings.update(state(), 'dark')
    expect(asked.length).toBe(2)
  })

  it('follow selection and card, and let go of what has gone', async () => {
    const { asked, dropped, drawings, state } = setUp()
    drawings.update(state(), 'light')
    await settle()
    const card = { hits: [{ layer: 'parcels', row: 5, distanceM: 0 }], open: 0, at: [118, 37] as const }
    const chosen = state({ session: { selection: { layer: 'parcels', rows: [1, 2] }, card } })
    drawings.update(chosen, 'light')
    drawings.update(chosen, 'light')
    expect(asked.map(({ choice }) => [choice.key, choice.rows && Array.from(choice.rows)])).toEqual([
      ['parcels', null],
      ['@selection', [1, 2]],
      ['@card', [5]],
    ])
    for (const each of asked) await each.answer([1])
    expect(drawings.selection()?.rows).toBe(2)
    // 0.1° in 1024 px of 512 px a world: 2^z = 3600 · 2, less for the height
    expect(drawings.card()?.fitZoom).toBeCloseTo(11.5, 0)
    expect(drawings.selection()?.fitZoom).toBeUndefined()
    drawings.update(state(), 'light')
    expect(drawings.selection()).toBeNull()
    drawings.update(state({ isGone: true }), 'light')
    expect(dropped.sort()).toEqual(['@card', '@selection', 'parcels'])
  })

  it('ask again after a failure', async () => {
    const { asked, drawings, state } = setUp()
    drawings.update(state(), 'light')
    await settle()
    drawings.update(state(), 'light')
    await asked[0].fail()
    drawings.update(state(), 'light')
    expect(asked.length).toBe(2)
  })

  it('give words another size, halo or first zoom at once: their tiles are the same', async () => {
    const { asked, drawings, state } = setUp()
    const labelled = (label: Layer['label']) => state({ layer: { label } })
    const shown = () => drawings.ofLayers().get('parcels')?.layer.label
    drawings.update(state(), 'light')
    await settle()
    drawings.update(labelled({ field: 'DLBM', size: 11 }), 'light')
    await asked[0].answer([16])
    drawings.update(labelled({ field: 'DLBM', size: 20, haloWidth: 4, minZoom: 14 }), 'light')
    expect(asked).toHaveLength(1)
    expect(shown()).toEqual({ field: 'DLBM', size: 20, haloWidth: 4, minZoom: 14 })

    // other words wait for their tiles, and come as they were last asked for
    drawings.update(labelled({ field: 'QLR', size: 20 }), 'light')
    drawings.update(labelled({ field: 'QLR', size: 30 }), 'light')
    expect(asked).toHaveLength(2)
    expect(shown()).toMatchObject({ field: 'DLBM', size: 20 })
    await asked[1].answer([16])
    expect(shown()).toEqual({ field: 'QLR', size: 30 })
  })
})
