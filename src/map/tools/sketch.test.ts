import { beforeEach, expect, test, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { type App, NO_POINTER } from '../../app/app.ts'
import type { Sketch } from '../../app/state.ts'
import type { LngLat } from '../../workers/tiles-api.ts'
import { snapAt } from '../layers-at.ts'
import { sketchTool } from './sketch.ts'
import type { ToolContext } from './tool.ts'

vi.mock('../layers-at.ts', () => ({ snapAt: vi.fn(async () => null) }))
vi.mock('./snap-mark.ts', () => ({ createSnapMark: () => ({ show() {}, remove() {} }) }))

/** The map as a plane of so many CSS pixels a degree, each of half a metre. */
const PIXELS_PER_DEGREE = 1000
const METRES_PER_PIXEL = 0.5
const at = (x: number, y = 0): LngLat => [x / PIXELS_PER_DEGREE, y / PIXELS_PER_DEGREE]

function pointingWith(vertices: readonly LngLat[]) {
  const sketch = { mode: 'length', vertices } as unknown as Sketch
  const app = {
    store: createStore(() => ({ project: {}, session: { sketch, singleKeys: true } })),
    sketchPointer: createStore(() => NO_POINTER),
    setSession: () => {},
  } as unknown as App
  const switchable = { disable() {}, enable() {} }
  const map = {
    doubleClickZoom: switchable,
    boxZoom: switchable,
    getZoom: () => 16,
    project: ([lng, lat]: LngLat) => {
      const [x, y] = [lng * PIXELS_PER_DEGREE, lat * PIXELS_PER_DEGREE]
      return { x, y, dist: (other: { x: number; y: number }) => Math.hypot(other.x - x, other.y - y) }
    },
  }
  const tool = sketchTool({ app, map, metresPerPixel: () => METRES_PER_PIXEL, setSketch() {} } as unknown as ToolContext)
  const point = async (place: LngLat, isTouch: boolean, isFree = false) => {
    tool.move?.(place, { isTouch, isFree, isStraight: false })
    await vi.waitFor(() => expect(app.sketchPointer.getState().at).not.toBeNull())
    // the answer of the worker
    await Promise.resolve().then(() => {})
    await new Promise((resolve) => setTimeout(resolve))
    return app.sketchPointer.getState()
  }
  /** As browsers tell of a finger: first of a mouse that is where it was, then of the press itself. */
  const tap = async (place: LngLat) => {
    tool.move?.(place, { isTouch: false, isFree: false, isStraight: false })
    tool.click(place, { isTouch: true, isAdding: false, isFree: false, isStraight: false })
    for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setTimeout(resolve))
    return app.sketchPointer.getState()
  }
  return Object.assign(point, { press: (key: string) => tool.key?.({ key } as KeyboardEvent), tap })
}
beforeEach(() => vi.mocked(snapAt).mockClear())

test.each([
  ['a mouse', false, 12],
  ['a finger', true, 24],
])('what lies in the layers attracts %s from %s px', async (_, isTouch, px) => {
  await pointingWith([])(at(500), isTouch)
  expect(vi.mocked(snapAt).mock.lastCall?.slice(1)).toEqual([at(500), px * METRES_PER_PIXEL, 16])
})

test.each([
  ['a mouse', false, 12],
  ['a finger', true, 24],
])('points of the sketch attract %s as far and no farther', async (_, isTouch, px) => {
  const point = pointingWith([at(0), at(100), at(200)])
  expect(await point(at(100, px - 1), isTouch)).toMatchObject({ at: at(100), snap: 'vertex' })
  expect(await point(at(100, px + 1), isTouch)).toMatchObject({ at: at(100, px + 1), snap: null })
})

test('a finger that has gone leads no line on: what was attracted elsewhere would be measured with it', async () => {
  const point = pointingWith([at(0), at(100)])
  expect(await point.tap(at(120))).toMatchObject({ at: null, snap: null })
  // nor the place of a mouse that was there before
  await point(at(300), false)
  expect(await point.tap(at(150))).toMatchObject({ at: null, snap: null })
})

test('nothing attracts while Alt is held', async () => {
  expect(await pointingWith([at(0), at(100)])(at(1), false, true)).toMatchObject({ at: at(1), snap: null })
  expect(snapAt).not.toHaveBeenCalled()
})

test('P keeps to the direction of the edge at the pointer until it is pressed again; Alt lets go for the while', async () => {
  const point = pointingWith([at(0)])
  vi.mocked(snapAt).mockResolvedValueOnce({
    kind: 'edge',
    at: at(0, 50),
    edge: [at(0, 0), at(0, 90)],
  } as unknown as Awaited<ReturnType<typeof snapAt>>)
  await point(at(2, 50), false)
  point.press('p')
  // nearer to the north, the direction of the edge, than to its square
  const [lng, lat] = (await point(at(30, 60), false)).at ?? []
  expect(lng).toBeCloseTo(0, 6)
  expect(lat).toBeCloseTo(0.06, 4)
  expect(await point(at(30, 60), false, true)).toMatchObject({ at: at(30, 60) })
  point.press('p')
  expect(await point(at(30, 60), false)).toMatchObject({ at: at(30, 60), parallelDeg: null })
})
