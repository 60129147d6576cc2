import type { Map as MapLibreMap } from 'maplibre-gl'
import type { MapPort } from '../app/ports.ts'
import type { LngLatBox } from '../workers/tiles-api.ts'
import type { Tool } from './tools/tool.ts'

const STEP = { usual: 100, fine: 25 }
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

/**
 * The map without a pointer: arrows pan by 100 px (25 with Shift), + and − zoom, 0 shows the whole district, Enter presses at the
 * crosshair, which is there while the keyboard is used.
 */
export function bindKeyboard(map: MapLibreMap, port: MapPort, tool: () => Tool, whole: LngLatBox): void {
  const container = map.getContainer()
  const crosshair = document.createElement('div')
  crosshair.className = 'map-crosshair'
  crosshair.setAttribute('aria-hidden', 'true')
  crosshair.hidden = true
  container.append(crosshair)
  const canvas = map.getCanvas()

  function press(event: KeyboardEvent): boolean {
    if (tool().key?.(event)) return true
    if (event.altKey || event.ctrlKey || event.metaKey) return false
    const arrow = ARROWS[event.key]
    if (arrow) {
      const step = event.shiftKey ? STEP.fine : STEP.usual
      port.pan(arrow[0] * step, arrow[1] * step)
    } else if (event.key === '+' || event.key === '=') port.zoomBy(1)
    else if (event.key === '-' || event.key === '_') port.zoomBy(-1)
    else if (event.key === '0') port.fit(whole)
    else if (event.key === 'Enter') {
      const { lng, lat } = map.getCenter()
      tool().click([lng, lat], { isAdding: event.shiftKey, isTouch: false })
    } else return false
    return true
  }

  canvas.addEventListener('keydown', (event) => {
    if (event.isComposing) return
    if (event.key !== 'Tab' && event.key !== 'Escape') crosshair.hidden = false
    if (press(event)) event.preventDefault()
  })
  canvas.addEventListener('focus', () => {
    crosshair.hidden = !canvas.matches(':focus-visible')
  })
  canvas.addEventListener('blur', () => {
    crosshair.hidden = true
  })
  canvas.addEventListener('pointerdown', () => {
    crosshair.hidden = true
  })
}
