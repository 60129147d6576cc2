import type { Map as MapLibreMap } from 'maplibre-gl'
import { expect, it, vi } from 'vitest'
import { createCamera } from './camera.ts'

vi.mock('maplibre-gl', () => ({}))

/** As much of a map as zooming needs; a flight is on its way until `arrive`. */
function flyingMap(isStill: boolean) {
  let [zoom, target, isMoving] = [12.5, 12.5, false]
  const listeners: (() => void)[] = []
  const arrive = () => {
    if (!isMoving) return
    isMoving = false
    for (const listener of listeners) listener()
  }
  const map = {
    on: (_: string, listener: () => void) => void listeners.push(listener),
    getZoom: () => zoom,
    getMinZoom: () => 0,
    getMaxZoom: () => 20,
    isMoving: () => isMoving,
    easeTo(options: { zoom: number }) {
      // the flight before ends where it is
      arrive()
      isMoving = true
      target = options.zoom
      if (!isStill) return
      zoom = target
      arrive()
    },
  }
  return {
    camera: createCamera(map as unknown as MapLibreMap, {} as HTMLElement, () => isStill),
    fly: (share: number) => {
      zoom += (target - zoom) * share
      if (share === 1) arrive()
    },
    zoom: () => zoom,
  }
}

it('goes as many steps as were asked for, however quickly one follows another', () => {
  const { camera, fly, zoom } = flyingMap(false)
  camera.zoomBy(1)
  fly(0.2)
  camera.zoomBy(1)
  fly(0.1)
  camera.zoomBy(1)
  fly(1)
  expect(zoom()).toBe(15.5)
  camera.zoomBy(-1)
  fly(0.5)
  camera.zoomBy(1)
  fly(1)
  expect(zoom()).toBe(15.5)
})

it('begins anew where another movement has left the map, and ends where the map does', () => {
  for (const isStill of [false, true]) {
    const { camera, fly, zoom } = flyingMap(isStill)
    camera.zoomBy(1)
    fly(1)
    camera.flyTo([118, 37], 10)
    fly(1)
    camera.zoomBy(1)
    fly(1)
    expect(zoom()).toBe(11)
    for (let press = 0; press < 12; press++) camera.zoomBy(1)
    fly(1)
    expect(zoom()).toBe(20)
    camera.zoomBy(-1)
    fly(1)
    expect(zoom()).toBe(19)
  }
})
