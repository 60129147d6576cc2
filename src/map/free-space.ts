export interface Insets {
  readonly top: number
  readonly right: number
  readonly bottom: number
  readonly left: number
}
type Rect = Pick<DOMRect, 'left' | 'top' | 'right' | 'bottom'>
export interface Panel extends Rect {
  /** its own, however low it is: it may be about to grow */
  readonly side?: 'left' | 'right'
}

const AIR = 40
/** Less than this of the map is no view: then what is asked for is shown below the panels rather than in a slit. */
const LEAST_SHARE = 0.3

/**
 * How far from each edge a shown place must stay so that panels do not cover it. A panel takes its own side, or that at which it costs
 * least of the map. All in CSS pixels.
 */
export function freeInsets(map: Rect, panels: readonly Panel[]): Insets {
  const width = map.right - map.left
  const height = map.bottom - map.top
  const insets = { top: 0, right: 0, bottom: 0, left: 0 }
  for (const panel of panels) {
    const isApart = panel.right <= map.left || panel.left >= map.right || panel.bottom <= map.top || panel.top >= map.bottom
    if (isApart || panel.right - panel.left === 0) continue
    const costs = [
      ['left', (panel.right - map.left) / width, panel.right - map.left],
      ['right', (map.right - panel.left) / width, map.right - panel.left],
      ['top', (panel.bottom - map.top) / height, panel.bottom - map.top],
      ['bottom', (map.bottom - panel.top) / height, map.bottom - panel.top],
    ] as const
    const own = costs.find(([each]) => each === panel.side)
    const [side, , depth] = own ?? costs.reduce((best, each) => (each[1] < best[1] ? each : best))
    insets[side] = Math.max(insets[side], depth)
  }
  const isNarrow = width - insets.left - insets.right < width * LEAST_SHARE
  const isLow = height - insets.top - insets.bottom < height * LEAST_SHARE
  const air = Math.min(AIR, width / 10, height / 10)
  return {
    top: (isLow ? 0 : insets.top) + air,
    right: (isNarrow ? 0 : insets.right) + air,
    bottom: (isLow ? 0 : insets.bottom) + air,
    left: (isNarrow ? 0 : insets.left) + air,
  }
}
