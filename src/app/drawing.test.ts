import { describe, expect, it } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { drawnFeatures } from '../core/drawing/drawing-table.ts'
import { rowAreasM2 } from '../core/plane.ts'
import type { Table } from '../core/table.ts'
import { type App, NO_POINTER, type SketchPointer } from './app.ts'
import { changeDrawing } from './drawing.ts'
import { drawingLayerId } from './drawing-layers.ts'
import { finishDrawing } from './finish-drawing.ts'
import { initialProject, initialSession } from './initial.ts'
import { smallCatalog, smallConfig } from './small-deployment.fixture.ts'
import type { State } from './state.ts'

const FIELD = [
  [116.1, 39.1],
  [116.2, 39.1],
  [116.2, 39.2],
  [116.1, 39.2],
] as const

/** As much of the application as drawings need. */
function start() {
  const project = initialProject(smallCatalog)
  const store = createStore<State>(() => ({
    project,
    session: initialSession(smallConfig, project, { width: 1440, height: 900 }),
  }))
  const tables = new Map<string, Table>()
  const labels: string[] = []
  const layer = (kind: 'point' | 'polygon' | 'text') => store.getState().project.layers[drawingLayerId(kind)]
  const app = {
    store,
    codeLists: {},
    clock: { now: () => new Date('2026-01-02T00:00:00Z') },
    sketchPointer: createStore<SketchPointer>(() => NO_POINTER),
    addTable: async (id: string, table: Table) => void tables.set(id, table),
    loadTable: async (id: string) => tables.get(store.getState().project.layers[id].table),
    setSession: (patch: Parameters<App['setSession']>[0]) =>
      store.setState(({ session }) => ({ session: { ...session, ...(typeof patch === 'function' ? patch(session) : patch) } })),
    change: (label: Parameters<App['change']>[0], update: Parameters<App['change']>[1]) => {
      labels.push(label.zh)
      store.setState(({ project: before }) => ({ project: update(before) }))
    },
  } as unknown as App
  const tableOf = (kind: 'point' | 'polygon' | 'text') => tables.get(layer(kind).table) as Table
  return { app, store, layer, tableOf, labels }
}

describe('a drawing', () => {
  it('makes its layer, in a group of its own, and is selected', async () => {
    const { app, store, layer, tableOf, labels } = start()
    await finishDrawing(app, 'polygon', FIELD)
    expect(layer('polygon')).toMatchObject({ geometry: 'polygon', receipt: { count: 1 }, label: { field: 'name' } })
    expect(store.getState().project.tree[0]).toMatchObject({ id: 'drawings', layers: ['drawing-polygon'] })
    expect(store.getState().session.selection).toEqual({ layer: 'drawing-polygon', rows: [0] })
    expect(rowAreasM2(tableOf('polygon'))[0]).toBeGreaterThan(9e7)
    expect(labels).toEqual(['画面'])
  })

  it('keeps both of two that are finished at once', async () => {
    const { app, tableOf } = start()
    await Promise.all([finishDrawing(app, 'point', [FIELD[0]]), finishDrawing(app, 'point', [FIELD[1]])])
    expect(drawnFeatures(tableOf('point')).map(({ name }) => name)).toEqual(['点 1', '点 2'])
  })

  it('is cut by a line into pieces that sum to the whole, and its layer goes with its last feature', async () => {
    const { app, store, layer, tableOf } = start()
    await finishDrawing(app, 'polygon', FIELD)
    const [wholeM2] = rowAreasM2(tableOf('polygon'))
    await finishDrawing(app, 'split', [
      [116.13, 39],
      [116.14, 39.3],
    ])
    const pieces = rowAreasM2(tableOf('polygon'))
    expect(pieces).toHaveLength(2)
    expect(Math.abs(pieces[0] + pieces[1] - wholeM2)).toBeLessThan(1e-3)
    expect(store.getState().session.selection?.rows).toEqual([0, 1])
    await changeDrawing(app, { zh: '删', en: 'd' }, 'polygon', () => ({ features: [], rows: [] }))
    expect(layer('polygon')).toBeUndefined()
    expect(store.getState().project.tree.some(({ id }) => id === 'drawings')).toBe(false)
    expect(store.getState().session.selection).toBeNull()
  })

  it('that would be no polygon, or cuts nothing, is refused and changes nothing', async () => {
    const { app, labels } = start()
    const bow = [FIELD[0], FIELD[2], FIELD[1], FIELD[3]]
    await expect(finishDrawing(app, 'polygon', bow)).rejects.toMatchObject({ code: 'drawing.crosses' })
    await expect(finishDrawing(app, 'split', [FIELD[0], FIELD[2]])).rejects.toMatchObject({ code: 'drawing.nothingToCut' })
    await finishDrawing(app, 'polygon', FIELD)
    await expect(
      finishDrawing(app, 'split', [
        [116, 39],
        [116.1, 39],
      ]),
    ).rejects.toMatchObject({ code: 'drawing.noCut' })
    expect(labels).toEqual(['画面'])
  })
})
