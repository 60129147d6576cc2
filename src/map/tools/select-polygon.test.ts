import { beforeEach, expect, it, vi } from 'vitest'
import type { LngLat } from '../../workers/tiles-api.ts'
import { selectInRing } from './select-in-ring.ts'
import { selectPolygonTool } from './select-polygon.ts'
import type { ToolContext } from './tool.ts'

vi.mock('./select-in-ring.ts', () => ({ selectInRing: vi.fn() }))

const PIXELS_PER_DEGREE = 1000
const at = (x: number, y: number): LngLat => [x / PIXELS_PER_DEGREE, y / PIXELS_PER_DEGREE]

/** After presses at these places. */
function pressed(places: readonly LngLat[], isTouch = false) {
  const map = {
    getZoom: () => 15,
    project: ([lng, lat]: LngLat) => {
      const [x, y] = [lng * PIXELS_PER_DEGREE, lat * PIXELS_PER_DEGREE]
      return { x, y, dist: (other: { x: number; y: number }) => Math.hypot(other.x - x, other.y - y) }
    },
  }
  const tool = selectPolygonTool({ app: {}, map, setSketch() {} } as unknown as ToolContext)
  for (const place of places) tool.click(place, { isAdding: false, isTouch, isFree: false, isStraight: false })
  return tool
}
const CORNERS = [at(0, 0), at(200, 0), at(200, 200)]
/** The three, then so many pixels beside the first. */
const pressBesideFirst = (px: number, isTouch: boolean) => pressed([...CORNERS, at(px, 0)], isTouch)
beforeEach(() => vi.mocked(selectInRing).mockClear())

it.each([
  ['a mouse', 12, false],
  ['a finger, which hits no better than this,', 24, true],
])('%s closes the polygon within %s px of its first vertex', (_, px, isTouch) => {
  pressBesideFirst(px + 2, isTouch)
  expect(selectInRing).not.toHaveBeenCalled()
  pressBesideFirst(px - 2, isTouch)
  expect(vi.mocked(selectInRing).mock.calls[0][2]).toEqual([at(0, 0), at(200, 0), at(200, 200), at(0, 0)])
})

it('Enter ends it as soon as there are three, and says when there is nothing to end', () => {
  expect(pressed(CORNERS.slice(0, 2)).finish?.()).toBe(false)
  expect(selectInRing).not.toHaveBeenCalled()
  expect(pressed(CORNERS).finish?.()).toBe(true)
  expect(vi.mocked(selectInRing).mock.calls[0][2]).toEqual([...CORNERS, at(0, 0)])
})
