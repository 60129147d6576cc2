import { NO_POINTER } from '../../app/app.ts'
import { addVertex, canFinish, finishSketch, isRing, stepBack } from '../../app/sketch.ts'
import type { Sketch } from '../../app/state.ts'
import { azimuthDeg } from '../../core/plane.ts'
import { lastDirectionDeg, straighten } from '../../core/sketch/straighten.ts'
import type { LngLat } from '../../workers/tiles-api.ts'
import { snapAt } from '../layers-at.ts'
import { sketchFeatures } from '../sketch-features.ts'
import { reachOf } from './reach.ts'
import { createSnapMark } from './snap-mark.ts'
import type { Pointing, Tool, ToolContext } from './tool.ts'

/** Clicks this near to the last one are that one again, CSS pixels. */
const SAME = { mouse: 4, touch: 12 }
/** What a double click brings along after it has finished a sketch does not begin the next. */
const AFTER_FINISH_MS = 400

interface Place {
  readonly at: LngLat
  readonly snap: 'vertex' | 'edge' | null
  /** ends of the edge that attracts */
  readonly edge: readonly [LngLat, LngLat] | null
}

/**
 * Sets the points of the sketch. A click adds one, at the vertex or edge that attracts it; a double click, Enter, or the first vertex of
 * a ring finishes; Backspace takes one back; Shift keeps right angles, P keeps to the edge at the pointer until it is pressed
 * again.
 */
export function sketchTool({ app, map, metresPerPixel, setSketch }: ToolContext): Tool {
  const mark = createSnapMark(map)
  let isStopped = false
  /** clicks are placed one after the other, since each asks the worker what attracts it */
  let clicks = Promise.resolve()
  let pending = 0
  /** where the last click was, before anything attracted it */
  let lastClick: LngLat | null = null
  let finished: { readonly at: LngLat | null; readonly time: number } | null = null
  let shown: Place | null = null
  let wanted: { readonly at: LngLat; readonly how: Pointing } | null = null
  let isLooking = false
  let isPlacing = false
  let taps = 0

  const sketchNow = (): Sketch | null => app.store.getState().session.sketch
  const pixels = (a: LngLat, b: LngLat) => map.project([...a]).dist(map.project([...b]))

  /** Where a point would go: at a right angle, at what attracts it, or where it is. */
  async function placeOf(at: LngLat, how: Pointing): Promise<Place> {
    const vertices = sketchNow()?.vertices ?? []
    const last = vertices.at(-1)
    const { isFree, parallelDeg } = app.sketchPointer.getState()
    if (isKept(how) && last)
      return { at: straighten(last, at, parallelDeg ?? lastDirectionDeg(vertices)), snap: null, edge: null }
    if (how.isFree || isFree) return { at, snap: null, edge: null }
    const own = nearest(vertices.slice(0, -1), at, reachOf(how))
    if (own) return { at: own, snap: 'vertex', edge: null }
    const hit = await snapAt(app, at, reachOf(how) * metresPerPixel(), map.getZoom())
    return hit ? { at: hit.at, snap: hit.kind, edge: hit.edge } : { at, snap: null, edge: null }
  }

  /** To right angles, or to the edge that P has chosen. */
  function isKept(how: Pointing): boolean {
    const { isStraight, isFree, parallelDeg } = app.sketchPointer.getState()
    return how.isStraight || isStraight || (parallelDeg !== null && !how.isFree && !isFree)
  }

  /** Points of the sketch itself and of what was measured before. */
  function nearest(own: readonly LngLat[], at: LngLat, reach: number): LngLat | null {
    let [best, least]: [LngLat | null, number] = [null, reach]
    const measured = app.store.getState().project.measurements?.flatMap(({ points }) => points) ?? []
    for (const each of [...own, ...measured]) {
      const distance = pixels(each, at)
      if (distance <= least) [best, least] = [each, distance]
    }
    return best
  }

  function show(place: Place | null): void {
    shown = place
    mark.show(place?.snap ? place.at : null, place?.snap ?? 'vertex')
    app.sketchPointer.setState({ at: place?.at ?? null, snap: place?.snap ?? null })
    draw()
  }

  function draw(): void {
    const sketch = sketchNow()
    setSketch(sketch ? sketchFeatures(sketch.vertices, isRing(sketch), shown?.at ?? null) : null)
  }

  async function look(): Promise<void> {
    if (isLooking) return
    isLooking = true
    while (wanted && !isStopped) {
      const { at, how } = wanted
      wanted = null
      const mine = taps
      const place = await placeOf(at, how).catch((): Place => ({ at, snap: null, edge: null }))
      if (!isStopped && !wanted && mine === taps) show(place)
    }
    isLooking = false
  }

  function inTurn(work: () => Promise<void> | void): void {
    pending++
    clicks = clicks
      .then(() => (isStopped ? undefined : work()))
      .catch((error) => console.warn('a point could not be placed', error))
      .finally(() => {
        pending--
      })
  }

  /** After the clicks that are still being placed: they may be what was missing. */
  function finish(): boolean {
    if (pending === 0 && !canFinish(sketchNow())) return false
    inTurn(() => {
      if (!canFinish(sketchNow())) return
      finished = { at: lastClick, time: performance.now() }
      finishSketch(app)
      lastClick = null
    })
    return true
  }

  const unsubscribe = app.store.subscribe(({ session }, before) => {
    if (session.sketch === before.session.sketch) return
    // a point that was typed or taken back: the place of the last click is no longer that of the last point
    if (!isPlacing) lastClick = null
    draw()
  })
  // the first of two clicks would zoom, and Shift+drag would draw a box
  map.doubleClickZoom.disable()
  map.boxZoom.disable()
  draw()

  return {
    cursor: 'crosshair',
    click(at, how) {
      const isSame = (other: LngLat) => pixels(other, at) < (how.isTouch ? SAME.touch : SAME.mouse)
      if (finished?.at && performance.now() - finished.time < AFTER_FINISH_MS && isSame(finished.at)) return
      if (lastClick && isSame(lastClick) && sketchNow()?.vertices.length) {
        finish()
        return
      }
      lastClick = at
      if (how.isTouch) {
        // a finger points at nothing once it has gone; the browser tells of a mouse that stays there
        taps++
        wanted = null
        show(null)
      }
      inTurn(async () => {
        const sketch = sketchNow()
        if (!sketch) return
        const [first] = sketch.vertices
        if (isRing(sketch) && canFinish(sketch) && !how.isFree && pixels(first, at) <= reachOf(how)) {
          finish()
          return
        }
        const place = await placeOf(at, how)
        if (isStopped) return
        isPlacing = true
        addVertex(app, place.at)
        isPlacing = false
      })
    },
    move(at, how) {
      wanted = { at, how }
      // what attracts goes on attracting until the worker has answered: the line must not flicker
      const holds = shown?.snap && !how.isFree && !isKept(how) && pixels(shown.at, at) <= reachOf(how)
      if (!holds) show({ at, snap: null, edge: null })
      void look()
    },
    leave() {
      wanted = null
      show(null)
    },
    doubleClick: () => void finish(),
    finish,
    key(event) {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return finish() || true
      if (event.key === 'Enter' && event.altKey) {
        const { lng, lat } = map.getCenter()
        this.click([lng, lat], { isTouch: false, isFree: true, isStraight: false, isAdding: false })
        return true
      }
      if (event.key === 'Backspace' || event.key === 'Delete') return stepBack(app)
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey
      if (isPlain && event.key.toLowerCase() === 'p' && app.store.getState().session.singleKeys) {
        const { edge } = shown ?? {}
        app.sketchPointer.setState({ parallelDeg: edge ? azimuthDeg(...edge[0], ...edge[1]) : null })
        return true
      }
      return false
    },
    stop() {
      isStopped = true
      unsubscribe()
      mark.remove()
      map.doubleClickZoom.enable()
      map.boxZoom.enable()
      setSketch(null)
      app.sketchPointer.setState(NO_POINTER)
    },
  }
}
