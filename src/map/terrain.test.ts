import { describe, expect, it, vi } from 'vitest'
import type { Project, Session } from '../app/state.ts'
import { createTilt, reliefOf } from './terrain.ts'
import { parseTileUrl } from './tile-urls.ts'

const project = { layers: { dem: { id: 'dem', table: 'dem@1', grid: { unit: 'm' } } } } as unknown as Project
const session = (patch: object) =>
  ({
    relief: { layer: 'dem', exaggeration: 20 },
    compare: null,
    layerStatus: { dem: { state: 'ready' } },
    ...patch,
  }) as unknown as Session

describe('relief', () => {
  it('comes from the raster that was chosen, by tiles of the worker', () => {
    const relief = reliefOf(project, session({}))
    expect(relief?.terrain).toEqual({ source: 'heights', exaggeration: 20 })
    const url = relief?.source.tiles?.[0].replace('{z}', '3').replace('{x}', '6').replace('{y}', '3') ?? ''
    expect(parseTileUrl(url)).toEqual({ key: 'dem@1', z: 3, x: 6, y: 3 })
  })

  it('is not while its raster is not open, is gone, or maps are compared', () => {
    for (const patch of [
      { relief: null },
      { layerStatus: {} },
      { compare: { mode: 'swipe' } },
      { relief: { layer: 'x', exaggeration: 2 } },
    ])
      expect(reliefOf(project, session(patch))).toBeNull()
  })

  it('lets the map be tilted, and lays it flat again with north up when it ends', () => {
    const handler = () => ({ enable: vi.fn(), disable: vi.fn() })
    const map = {
      dragRotate: handler(),
      touchPitch: handler(),
      touchZoomRotate: { enableRotation: vi.fn(), disableRotation: vi.fn() },
      setMaxPitch: vi.fn(),
      easeTo: vi.fn(),
      jumpTo: vi.fn(),
    }
    const tilt = createTilt(map as unknown as Parameters<typeof createTilt>[0], 70)
    tilt(false, true)
    expect(map.jumpTo).not.toHaveBeenCalled()
    tilt(true, false)
    tilt(true, false)
    expect(map.easeTo).toHaveBeenCalledTimes(1)
    expect(map.setMaxPitch).toHaveBeenLastCalledWith(70)
    expect(map.dragRotate.enable).toHaveBeenCalledTimes(1)
    tilt(false, true)
    expect(map.jumpTo).toHaveBeenCalledWith({ pitch: 0, bearing: 0 })
    expect(map.setMaxPitch).toHaveBeenLastCalledWith(0)
    expect(map.touchZoomRotate.disableRotation).toHaveBeenCalledTimes(1)
  })
})
