import type { Map as MapLibreMap } from 'maplibre-gl'
import { nextTask, whenCaughtUp } from './graphics-queue.ts'

/** Where the graphics process needs longer for a frame, the next one waits until it is done. */
const SLOW_FRAME_MS = 40
/** A frame waits no longer than this for what is new in it. */
const LONGEST_WAIT_MS = 300
const PRESSES = ['pointerdown', 'pointerup', 'keydown', 'keyup'] as const

/** What is needed of a window. */
export interface Presses {
  addEventListener(type: string, listener: () => void, options: { capture: boolean; passive: boolean; signal: AbortSignal }): void
  requestAnimationFrame(callback: () => void): number
}

/**
 * Lets the screens answer first. All that is painted, map and screens alike, passes through one queue of the graphics process; a frame
 * of the map takes a millisecond of it on a graphics card and a tenth of a second where pictures are computed by the processor. So
 * - a press (button, key, finger) is shown by the screens before the map draws its next frame, which then comes without another wait;
 * - where frames are slow, at most one is in the queue;
 * - a frame waits a little for a layer that is about to be in it: drawn without it, it would only be in the way of the next.
 * @param signal ends it
 * @returns the map is not drawn until this has come, and been put into its style
 */
export function gentleFrames(map: MapLibreMap, presses: Presses, signal: AbortSignal): (coming: Promise<unknown>) => void {
  const render = map._render.bind(map)
  /** screens are about to show a press, or a layer is about to come */
  let isHeld = false
  /** a frame was left out */
  let isOwed = false
  /** and has given way to one press already: with keys held down the map would not be drawn any more */
  let isNext = false
  let isDrawing = false
  let frameMs = 0

  const owe = () => {
    isOwed = true
    return map
  }
  const pay = () => {
    if (!isOwed || isHeld || isDrawing || signal.aborted) return
    map.triggerRepaint()
  }
  map._render = (time) => {
    if (signal.aborted) return render(time)
    if (isHeld || (isDrawing && frameMs > SLOW_FRAME_MS)) return owe()
    isOwed = false
    isNext = false
    render(time)
    if (!isDrawing) void watch()
    return map
  }

  /** How long the graphics process has to do with what is now in its queue. */
  async function watch(): Promise<void> {
    const gl = map.getCanvas().getContext('webgl2')
    if (!gl) return
    isDrawing = true
    const start = performance.now()
    await whenCaughtUp(gl)
    frameMs = performance.now() - start
    isDrawing = false
    pay()
  }

  async function hold(coming?: Promise<unknown>): Promise<void> {
    if (isHeld || isNext) return
    isHeld = true
    if (coming) await Promise.race([coming, new Promise((resolve) => setTimeout(resolve, LONGEST_WAIT_MS))]).catch(() => {})
    // the frame that shows the press or takes up what has come, and a task after it
    await new Promise<void>((resolve) => presses.requestAnimationFrame(resolve))
    await nextTask()
    isHeld = false
    isNext = isOwed
    pay()
  }
  for (const type of PRESSES) presses.addEventListener(type, () => void hold(), { capture: true, passive: true, signal })
  return (coming) => void hold(coming)
}
