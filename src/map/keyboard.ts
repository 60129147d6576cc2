import type { Map as MapLibreMap } from 'maplibre-gl'
import type { MapPort } from '../app/ports.ts'
import type { LngLat, LngLatBox } from '../workers/tiles-api.ts'
import type { Pointing, Tool } from './tools/tool.ts'

const STEP = { usual: 100, fine: 25 }
const PLAIN: Pointing = { isTouch: false, isFree: false, isStraight: false }
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
/** Pitch and bearing in degrees, where the map may be tilted at all. */
const TILTS: Readonly<Record<string, readonly [number, number]>> = {
  PageUp: [-10, 0],
  PageDown: [10, 0],
  Home: [0, -15],
  End: [0, 15],
}

/**
 * The map without a pointer: arrows pan by 100 px (25 with Shift), + and − zoom, 0 shows the whole district, Enter presses at the
 * crosshair, which is there while the keyboard is used. Relief is tilted by Page Up and Down and turned by Home and End.
 */
export function bindKeyboard(map: MapLibreMap, port: MapPort, tool: () => Tool, whole: LngLatBox): void {
  const container = map.getContainer()
  const crosshair = document.createElement('div')
  crosshair.className = 'map-crosshair'
  crosshair.setAttribute('aria-hidden', 'true')
  crosshair.hidden = true
  container.append(crosshair)
  const canvas = map.getCanvas()

  const center = (): LngLat => {
    const { lng, lat } = map.getCenter()
    return [lng, lat]
  }

  /** @param isPointing the crosshair was there before the key */
  function press(event: KeyboardEvent, isPointing: boolean): boolean {
    if (tool().key?.(event)) return true
    if (event.altKey || event.ctrlKey || event.metaKey) return false
    const arrow = ARROWS[event.key]
    const tilt = map.getMaxPitch() > 0 ? TILTS[event.key] : undefined
    if (tilt) map.jumpTo({ pitch: map.getPitch() + tilt[0], bearing: map.getBearing() + tilt[1] })
    else if (arrow) {
      const step = event.shiftKey ? STEP.fine : STEP.usual
      port.pan(arrow[0] * step, arrow[1] * step)
    } else if (event.key === '+' || event.key === '=') port.zoomBy(1)
    else if (event.key === '-' || event.key === '_') port.zoomBy(-1)
    else if (event.key === '0') port.fit(whole)
    else if (event.key === 'Enter') {
      // whoever draws with the pointer means the end of it, not a place that no crosshair shows
      if (!isPointing && tool().finish?.()) return true
      tool().click(center(), { ...PLAIN, isStraight: event.shiftKey, isAdding: event.shiftKey })
    } else return false
    crosshair.hidden = false
    return true
  }

  canvas.addEventListener('keydown', (event) => {
    if (event.isComposing) return
    if (press(event, !crosshair.hidden)) event.preventDefault()
  })
  // the crosshair is a pointer too
  map.on('move', () => !crosshair.hidden && tool().move?.(center(), PLAIN))
  canvas.addEventListener('focus', () => {
    crosshair.hidden = !canvas.matches(':focus-visible')
    if (!crosshair.hidden) tool().move?.(center(), PLAIN)
  })
  canvas.addEventListener('blur', () => {
    if (!crosshair.hidden) tool().leave?.()
    crosshair.hidden = true
  })
  canvas.addEventListener('pointerdown', () => {
    crosshair.hidden = true
  })
}
