import type { Map as MapLibreMap } from 'maplibre-gl'
import type { FinishedFrames } from './finished-frames.ts'
import { nextTask, whenCaughtUp } from './graphics-queue.ts'
import { withoutDrawing } from './without-drawing.ts'

/** Where the graphics process needs longer for a frame, the next one waits until it is done. */
const SLOW_FRAME_MS = 40
/** A frame waits no longer than this for what is new in it, or where frames are slow than a few of them. */
const LONGEST_WAIT_MS = 300
const WAIT_FRAMES = 3
const MOST_WAIT_MS = 1500
/** While tiles come, slow frames are as far apart, or as long as a few of them take. */
const TILES_WAIT_MS = 400
const PRESSES = ['pointerdown', 'pointerup', 'keydown', 'keyup'] as const

/** What is needed of a window. */
export interface Presses {
  addEventListener(type: string, listener: () => void, options: { capture: boolean; passive: boolean; signal: AbortSignal }): void
  requestAnimationFrame(callback: () => void): number
}

/** Sketches are no tiles to be waited for: they follow the pointer, and are always being cut anew. */
function tilesCome({ style }: MapLibreMap): boolean {
  return Object.values(style?.tileManagers ?? {}).some((each) => each.getSource().type !== 'geojson' && !each.areTilesLoaded())
}

/**
 * Lets the screens answer first. All that is painted, map and screens alike, passes through one queue of the graphics process; a frame
 * of the map takes a millisecond of it on a graphics card and a tenth of a second where pictures are computed by the processor. So
 * - a press (button, key, finger) is shown by the screens before the map draws its next frame, which then comes without another wait;
 * - where frames are slow, at most one is in the queue, and while tiles come there is one for several of them: each takes the processor
 *   from the threads that make the tiles;
 * - a frame waits a little for a layer that is about to be in it: drawn without it, it would only be in the way of the next.
 * The tiles of a frame that waits are asked for meanwhile, but on a journey to a layer that is being put on the map: its own are to be first.
 * @param signal ends it
 * @param finished of a map that is drawn beside its canvas: its frames are shown when they are done, one after the other
 * @returns the map is not drawn until this has come, and been put into its style
 */
export function gentleFrames(
  map: MapLibreMap,
  presses: Presses,
  signal: AbortSignal,
  finished: Pick<FinishedFrames, 'isSeen' | 'begin' | 'isEmptied' | 'show'> | null = null,
): (coming: Promise<unknown>, reason?: 'layer' | 'journey') => void {
  const render = map._render.bind(map)
  /** screens are about to show a press, a layer is about to come, or the map has gone where one will be */
  let heldFor: 'press' | 'layer' | 'journey' | null = null
  /** a layer that is asked for meanwhile, by that press or at the end of that journey: its turn to be waited for comes after */
  let comingNext: Promise<unknown> | null = null
  /** a frame was left out */
  let isOwed = false
  /** and has given way to one press already: with keys held down the map would not be drawn any more */
  let isNext = false
  let isDrawing = false
  let frameMs = 0
  /** a slow frame waits for tiles until this rings */
  let rest: ReturnType<typeof setTimeout> | null = null

  const isSlow = () => frameMs > SLOW_FRAME_MS
  const waitFrom = (leastMs: number) => Math.min(MOST_WAIT_MS, Math.max(leastMs, WAIT_FRAMES * frameMs))
  const owe = () => {
    isOwed = true
    return map
  }
  const pay = () => {
    if (!isOwed || heldFor || isDrawing || signal.aborted) return
    map.triggerRepaint()
  }
  map._render = (time) => {
    if (signal.aborted) return render(time)
    if (finished?.isEmptied()) {
      draw(time)
      finished.show()
      return map
    }
    if (heldFor === 'press' || heldFor === 'journey') return owe()
    const isInTurn = !heldFor && !(isDrawing && (isSlow() || finished))
    if (!isInTurn || isResting()) withoutDrawing(map, !isOwed, () => render(time))
    if (!isInTurn || (isResting() && tilesCome(map))) return owe()
    // else names that are new would bring about a second frame
    if (isSlow()) withoutDrawing(map, true, () => render(time))
    draw(time)
    return map
  }

  function draw(time: number): void {
    isOwed = false
    isNext = false
    finished?.begin()
    render(time)
    beginRest()
    if (!isDrawing) void watch()
  }

  // the first map goes before the tiles that are still on their way to it
  const isResting = () => isSlow() && !isNext && !map.isMoving() && rest !== null && finished?.isSeen() !== false

  function beginRest(): void {
    if (rest) clearTimeout(rest)
    rest = setTimeout(() => {
      rest = null
      pay()
    }, waitFrom(TILES_WAIT_MS))
  }

  /** The page has handed over its next frame. */
  async function nextFrame(): Promise<void> {
    await new Promise<void>((resolve) => presses.requestAnimationFrame(resolve))
    await nextTask()
  }

  /** How long the graphics process has to do with what is now in its queue. */
  async function watch(): Promise<void> {
    const gl = map.getCanvas().getContext('webgl2')
    if (!gl) return
    isDrawing = true
    const start = performance.now()
    await whenCaughtUp(gl)
    frameMs = performance.now() - start
    if (finished && !signal.aborted) {
      finished.show()
      // what was drawn before the page has taken it would have to be waited for with it
      if (finished.isSeen()) await nextFrame()
    }
    isDrawing = false
    pay()
  }

  async function hold(reason: 'press' | 'layer' | 'journey', coming?: Promise<unknown>): Promise<void> {
    if (heldFor && heldFor !== 'layer' && coming) comingNext = coming
    if (heldFor || isNext) return
    heldFor = reason
    const longest = waitFrom(LONGEST_WAIT_MS)
    if (coming) await Promise.race([coming, new Promise((resolve) => setTimeout(resolve, longest))]).catch(() => {})
    // the frame that shows the press or takes up what has come, and a task after it
    if (reason !== 'journey' || !comingNext) await nextFrame()
    heldFor = null
    const next = comingNext
    comingNext = null
    if (next) return hold(reason === 'journey' ? reason : 'layer', next)
    // a press is answered at once; a layer, in one frame with its tiles
    if (coming) beginRest()
    else isNext = isOwed
    pay()
  }
  for (const type of PRESSES) presses.addEventListener(type, () => void hold('press'), { capture: true, passive: true, signal })
  return (coming, reason = 'layer') => void hold(reason, coming)
}
