import type { Map as MapLibreMap, MapMouseEvent, MapTouchEvent } from 'maplibre-gl'
import type { PointMenuRequest } from '../app/ports.ts'
import type { LngLat } from '../workers/tiles-api.ts'
import { boxRing } from './tools/browse.ts'
import type { Pointing, Tool, ToolContext } from './tools/tool.ts'

const LONG_PRESS_MS = 500
/** A press that moves further is a drag, CSS pixels. */
const STEADY = 8
const SMALLEST_BOX = 5

const FINGER: Pointing = { isTouch: true, isFree: false, isStraight: false }

function pointing(event: MouseEvent): Pointing {
  return {
    isTouch: (event as PointerEvent).pointerType === 'touch',
    isFree: event.altKey,
    isStraight: event.shiftKey,
  }
}

/** Hands the map's pointer events to the tool in use, and asks for the point menu on right click and long press. */
export function bindPointer(
  map: MapLibreMap,
  tool: () => Tool,
  setSketch: ToolContext['setSketch'],
  openMenu: (request: PointMenuRequest) => void,
): void {
  /** until then events that a long press or a drawn box brings with it are not clicks */
  let quietUntil = 0
  let press: { timer: ReturnType<typeof setTimeout>; x: number; y: number } | null = null
  const isQuiet = () => performance.now() < quietUntil
  const quieten = () => {
    quietUntil = performance.now() + 700
  }
  const at = (event: MapMouseEvent | MapTouchEvent): LngLat => [event.lngLat.lng, event.lngLat.lat]

  map.on('click', (event) => {
    if (isQuiet()) return
    const { ctrlKey, metaKey, shiftKey } = event.originalEvent
    tool().click(at(event), { ...pointing(event.originalEvent), isAdding: ctrlKey || metaKey || shiftKey })
  })
  map.on('mousemove', (event) => tool().move?.(at(event), pointing(event.originalEvent)))
  map.on('mouseout', () => tool().leave?.())
  map.on('dblclick', (event) => {
    const { doubleClick } = tool()
    if (!doubleClick) return
    event.preventDefault()
    doubleClick()
  })
  map.on('contextmenu', (event) => {
    event.originalEvent.preventDefault()
    if (isQuiet()) return
    openMenu({ at: at(event), point: [event.point.x, event.point.y] })
  })

  const letGo = () => {
    clearTimeout(press?.timer)
    press = null
  }
  map.on('touchstart', (event) => {
    letGo()
    if (event.points.length > 1) return
    if (tool().takesDrag?.(event.originalEvent)) return drag(event)
    if (tool().grabs?.(at(event), FINGER)) return carry(event, FINGER)
    const place = at(event)
    const { x, y } = event.point
    const timer = setTimeout(() => {
      letGo()
      quieten()
      navigator.vibrate?.(15)
      openMenu({ at: place, point: [x, y] })
    }, LONG_PRESS_MS)
    press = { timer, x, y }
  })
  map.on('touchmove', (event) => {
    if (press && Math.hypot(event.point.x - press.x, event.point.y - press.y) > STEADY) letGo()
  })
  map.on('touchend', letGo)
  map.on('touchcancel', letGo)
  map.on('mousedown', (event) => {
    const how = pointing(event.originalEvent)
    if (event.originalEvent.button === 0 && tool().grabs?.(at(event), how)) return carry(event, how)
    if (event.originalEvent.button === 0 && !event.originalEvent.shiftKey && tool().takesDrag?.(event.originalEvent)) drag(event)
  })

  /** Takes along what the tool has at this place; without a drag it is a click, and another puts it down. */
  function carry(start: MapMouseEvent | MapTouchEvent, how: Pointing): void {
    start.preventDefault()
    const owner = tool()
    const from = start.point
    owner.click(at(start), { ...how, isAdding: false })
    // the click that the browser makes of it
    quieten()
    const end = new AbortController()
    const place = (event: PointerEvent) => {
      const box = map.getCanvas().getBoundingClientRect()
      const [x, y] = [event.clientX - box.left, event.clientY - box.top]
      const { lng, lat } = map.unproject([x, y])
      return { isDrag: Math.hypot(x - from.x, y - from.y) >= SMALLEST_BOX, to: [lng, lat] as const }
    }
    addEventListener('pointermove', (event) => owner.move?.(place(event).to, { ...how, isFree: event.altKey }), {
      signal: end.signal,
    })
    addEventListener(
      'pointerup',
      (event) => {
        end.abort()
        quietUntil = performance.now() + 50
        const { isDrag, to } = place(event)
        if (isDrag && tool() === owner) owner.click(to, { ...how, isFree: event.altKey, isAdding: false })
      },
      { signal: end.signal },
    )
    addEventListener('pointercancel', () => end.abort(), { signal: end.signal })
  }

  /** Draws a box from here to where the pointer is let go. */
  function drag(start: MapMouseEvent | MapTouchEvent): void {
    start.preventDefault()
    const from = start.point
    const corner = at(start)
    const { ctrlKey, metaKey } = start.originalEvent
    const owner = tool()
    const end = new AbortController()
    const place = (event: PointerEvent) => {
      const box = map.getCanvas().getBoundingClientRect()
      const x = event.clientX - box.left
      const y = event.clientY - box.top
      const { lng, lat } = map.unproject([x, y])
      return { isBox: Math.hypot(x - from.x, y - from.y) >= SMALLEST_BOX, to: [lng, lat] as const }
    }
    const show = (event: PointerEvent) => {
      const { isBox, to } = place(event)
      const ring = boxRing(corner, to).map(([x, y]) => [x, y])
      if (isBox)
        setSketch({
          type: 'FeatureCollection',
          features: [{ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } }],
        })
    }
    const finish = (event: PointerEvent) => {
      end.abort()
      setSketch(null)
      const { isBox, to } = place(event)
      if (!isBox || tool() !== owner) return
      quietUntil = performance.now() + 50
      owner.box?.(corner, to, ctrlKey || metaKey)
    }
    const cancel = () => {
      end.abort()
      setSketch(null)
    }
    addEventListener('pointermove', show, { signal: end.signal })
    addEventListener('pointerup', finish, { signal: end.signal })
    addEventListener('pointercancel', cancel, { signal: end.signal })
  }
}
