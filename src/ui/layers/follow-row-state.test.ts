import { describe, expect, it } from 'vitest'
import type { App } from '../../app/app.ts'
import type { State } from '../../app/state.ts'
import { followRowState } from './follow-row-state.ts'

const HERE = [118.2, 37.2, 118.4, 37.4] as const
function situation() {
  let asked = 0
  let bounds: readonly number[] = HERE
  const map = {
    bounds: () => {
      asked++
      return bounds
    },
  }
  const layer = { id: 'a', visible: true, minZoom: 10, maxZoom: 18, filter: [], role: 'data' }
  const status = {
    state: 'ready',
    share: null,
    error: null,
    count: 5,
    classCounts: null,
    visibleCount: 5,
    bbox: [118, 37, 119, 38],
  }
  const state = (zoom: number, session: object = {}) => ({
    project: { tree, layers },
    session: { view: { lng: 118.3, lat: 37.3, zoom }, layerStatus, ...session },
  })
  const tree = [{ id: 'g', layers: ['a'] }]
  const layers = { a: layer }
  const layerStatus = { a: status }
  return {
    app: { map } as unknown as Pick<App, 'map'>,
    state: (zoom: number, session?: object) => state(zoom, session) as unknown as State,
    go: (to: readonly number[]) => {
      bounds = to
    },
    asked: () => asked,
  }
}

describe('followRowState', () => {
  it('gives the same object while the map moves and the row has nothing else to say', () => {
    const { app, state, go } = situation()
    const read = followRowState(app, 'a')
    const before = read(state(9))
    expect(before).toEqual({ kind: 'out-of-scale', zoom: 10.05 })
    expect(read(state(8.5))).toBe(before)
    expect(read(state(12))).toEqual({ kind: 'ready' })
    go([100, 20, 101, 21])
    expect(read(state(12.1))).toEqual({ kind: 'out-of-view' })
  })
  it('does not ask the map when something else of the state changes', () => {
    const { app, state, asked } = situation()
    const read = followRowState(app, 'a')
    const moved = state(12)
    read(moved)
    read({ ...moved, session: { ...moved.session, selection: null } })
    expect(asked()).toBe(1)
  })
  it('lets a row that is about to go say what it said', () => {
    const { app, state } = situation()
    const read = followRowState(app, 'a')
    const before = read(state(9))
    const gone = { ...state(9), project: { tree: [], layers: {} } } as unknown as State
    expect(read(gone)).toBe(before)
  })
})
