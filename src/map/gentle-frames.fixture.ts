import type { Map as MapLibreMap } from 'maplibre-gl'
import { vi } from 'vitest'
import { gentleFrames } from './gentle-frames.ts'
import { nextTask } from './graphics-queue.ts'

/** A map whose frames the graphics process takes as long for as the test says. */
export function setup(finished: Parameters<typeof gentleFrames>[3] = null) {
  let isTaken = true
  const gl = {
    SYNC_STATUS: 3,
    SIGNALED: 4,
    SYNC_GPU_COMMANDS_COMPLETE: 5,
    isContextLost: () => false,
    fenceSync: () => ({}),
    flush: () => {},
    getSyncParameter: () => (isTaken ? 4 : 0),
    deleteSync: () => {},
  }
  const drawn = vi.fn()
  const asked = vi.fn()
  const told: string[] = []
  const parcels = { getSource: () => ({ type: 'vector' }), areTilesLoaded: vi.fn(() => true) }
  const sketch = { getSource: () => ({ type: 'geojson' }), areTilesLoaded: vi.fn(() => true) }
  const map = {
    getCanvas: () => ({ getContext: () => gl }),
    triggerRepaint: vi.fn(() => void map._render(0)),
    isMoving: () => false,
    style: { tileManagers: { parcels, sketch } },
    painter: { render: () => void drawn() },
    fire({ type }: { type: string }) {
      told.push(type)
      return map
    },
    _sourcesDirty: false,
    /** as the library does it: tiles are asked for, then all is drawn, and told of */
    _render(_: number) {
      if (map._sourcesDirty) asked()
      map._sourcesDirty = false
      map.painter.render()
      map.fire({ type: 'idle' })
      return map
    },
  }
  const listeners = new Map<string, () => void>()
  const frames: (() => void)[] = []
  const end = new AbortController()
  const holdFor = gentleFrames(
    map as unknown as MapLibreMap,
    {
      addEventListener: (type, listener) => void listeners.set(type, listener),
      requestAnimationFrame: (callback) => frames.push(callback),
    },
    end.signal,
    finished,
  )
  return {
    map,
    drawn,
    asked,
    told,
    end,
    holdFor,
    press: (type = 'pointerdown') => listeners.get(type)?.(),
    /** screens are shown */
    async show() {
      for (const frame of frames.splice(0)) frame()
      // as the frames wait, however busy the machine is
      for (let task = 0; task < 3; task++) await nextTask()
      await new Promise((resolve) => setTimeout(resolve, 20))
    },
    async take(ms: number) {
      isTaken = false
      await new Promise((resolve) => setTimeout(resolve, ms))
      isTaken = true
      await new Promise((resolve) => setTimeout(resolve, 20))
    },
    busy: () => {
      isTaken = false
    },
  }
}
