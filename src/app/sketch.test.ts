import { describe, expect, it } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { type App, NO_POINTER, type SketchPointer } from './app.ts'
import { createHistory } from './history.ts'
import { initialProject, initialSession } from './initial.ts'
import { addVertex, beginSketch, dropSketch, finishSketch, stepBack, stepForward } from './sketch.ts'
import { smallCatalog, smallConfig } from './small-deployment.fixture.ts'
import type { State } from './state.ts'

const A = [118.5, 37.5] as const
const B = [118.6, 37.5] as const
const C = [118.6, 37.6] as const

/** As much of the application as a sketch needs. */
function start() {
  const project = initialProject(smallCatalog)
  const store = createStore<State>(() => ({
    project,
    session: initialSession(smallConfig, project, { width: 1440, height: 900 }),
  }))
  const history = createHistory()
  const said: string[] = []
  const app = {
    store,
    history,
    clock: { now: () => new Date(0) },
    sketchPointer: createStore<SketchPointer>(() => NO_POINTER),
    setSession: (patch: Parameters<App['setSession']>[0]) =>
      store.setState(({ session }) => ({ session: { ...session, ...(typeof patch === 'function' ? patch(session) : patch) } })),
    toast: (code: string) => said.push(code),
    change: (label: Parameters<App['change']>[0], update: Parameters<App['change']>[1]) => {
      const before = store.getState().project
      const after = update(before)
      history.record({ label, before, after })
      store.setState({ project: after })
    },
  } as unknown as App
  const vertices = () => store.getState().session.sketch?.vertices
  return { app, store, history, vertices, said }
}

describe('a sketch', () => {
  it('becomes a measurement that can be undone, and the tool is ready for the next', () => {
    const { app, store, history } = start()
    beginSketch(app, 'area')
    for (const at of [A, B]) addVertex(app, at)
    expect(finishSketch(app)).toBe(false)
    addVertex(app, C)
    expect(finishSketch(app)).toBe(true)
    expect(store.getState().project.measurements).toMatchObject([{ kind: 'area', points: [A, B, C] }])
    expect(store.getState().session).toMatchObject({ tool: 'sketch', sketch: { purpose: 'area', vertices: [] } })
    expect(history.canUndo()?.zh).toBe('量面积')
    expect(history.undo()?.measurements).toBeUndefined()
  })

  it('takes points back one by one and gives them again, until another is set', () => {
    const { app, vertices } = start()
    beginSketch(app, 'length')
    for (const at of [A, B, B, C]) addVertex(app, at)
    expect(vertices()).toEqual([A, B, C])
    stepBack(app)
    stepBack(app)
    expect(vertices()).toEqual([A])
    stepForward(app)
    expect(vertices()).toEqual([A, B])
    addVertex(app, [118.7, 37.7])
    expect(stepForward(app)).toBe(false)
  })

  it('that is given up comes back by undo, with its tool', () => {
    const { app, store, vertices, said } = start()
    beginSketch(app, 'length')
    for (const at of [A, B]) addVertex(app, at)
    dropSketch(app)
    expect(vertices()).toEqual([])
    expect(said).toEqual(['sketch.dropped'])
    app.setSession({ tool: 'browse' })
    expect(stepBack(app)).toBe(true)
    expect(vertices()).toEqual([A, B])
    expect(store.getState().session.tool).toBe('sketch')
  })

  it('keeps its points when a length turns out to be an area', () => {
    const { app, store, vertices } = start()
    beginSketch(app, 'length')
    for (const at of [A, B, C]) addVertex(app, at)
    beginSketch(app, 'area')
    expect(vertices()).toEqual([A, B, C])
    finishSketch(app)
    expect(store.getState().project.measurements?.[0].kind).toBe('area')
  })

  it('takes no points while another tool is in use', () => {
    const { app, vertices } = start()
    beginSketch(app, 'length')
    addVertex(app, A)
    app.setSession({ tool: 'browse' })
    addVertex(app, B)
    expect(vertices()).toEqual([A])
    expect(stepBack(app)).toBe(false)
  })
})
