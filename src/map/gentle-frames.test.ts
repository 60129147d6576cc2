import type { Map as MapLibreMap } from 'maplibre-gl'
import { beforeEach, expect, test, vi } from 'vitest'
import { gentleFrames } from './gentle-frames.ts'
import { nextTask } from './graphics-queue.ts'

/** A map whose frames the graphics process takes as long for as the test says. */
function setup(finished: Parameters<typeof gentleFrames>[3] = null) {
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
let given: ReturnType<typeof setup>
beforeEach(() => {
  given = setup()
})

test('a frame that is due while a press is being shown comes after that', async () => {
  const { map, drawn, press, show } = given
  press()
  map._render(0)
  expect(drawn).not.toHaveBeenCalled()
  await show()
  expect(drawn).toHaveBeenCalledTimes(1)
})

test('without anything to draw a press brings no frame about', async () => {
  const { drawn, press, show } = given
  press()
  await show()
  expect(drawn).not.toHaveBeenCalled()
})

test('keys that are held down do not keep the map from being drawn', async () => {
  const { map, drawn, press, show } = given
  for (let i = 0; i < 5; i++) {
    press('keydown')
    map._render(0)
    await show()
  }
  expect(drawn).toHaveBeenCalledTimes(5)
  // a frame that has given way to one press goes before the next
  map.triggerRepaint.mockImplementation(() => {})
  press('keydown')
  map._render(0)
  await show()
  press('keydown')
  map._render(0)
  expect(drawn).toHaveBeenCalledTimes(6)
})

test('frames that the graphics process takes quickly follow each other freely', () => {
  const { map, drawn, busy } = given
  busy()
  map._render(0)
  map._render(0)
  expect(drawn).toHaveBeenCalledTimes(2)
})

test('where frames are slow, one waits until the one before is done', async () => {
  const { map, drawn, take, busy } = given
  busy()
  map._render(0)
  await take(60)
  busy()
  map._render(0)
  map._render(0)
  map._render(0)
  expect(drawn).toHaveBeenCalledTimes(2)
  await take(10)
  expect(drawn).toHaveBeenCalledTimes(3)
})

test('a frame waits for a layer that is about to be in it, but not for ever', async () => {
  const { map, drawn, holdFor, show } = given
  let come = () => {}
  holdFor(
    new Promise<void>((resolve) => {
      come = resolve
    }),
  )
  map._render(0)
  await show()
  expect(drawn).not.toHaveBeenCalled()
  come()
  await new Promise((go) => setTimeout(go))
  await show()
  expect(drawn).toHaveBeenCalledTimes(1)

  holdFor(new Promise(() => {}))
  map._render(0)
  await new Promise((go) => setTimeout(go, 320))
  await show()
  expect(drawn).toHaveBeenCalledTimes(2)
})

test('a layer that a press brings about is waited for when the press has been shown', async () => {
  const { map, drawn, press, holdFor, show } = given
  let come = () => {}
  press()
  holdFor(
    new Promise<void>((resolve) => {
      come = resolve
    }),
  )
  map._render(0)
  await show()
  map._render(0)
  // without the layer it would be one more for nothing
  expect(drawn).not.toHaveBeenCalled()
  come()
  await new Promise((go) => setTimeout(go))
  await show()
  expect(drawn).toHaveBeenCalledTimes(1)
})

test('on a journey to a layer nothing is drawn and no tile asked for until the layer has come', async () => {
  const { map, drawn, asked, holdFor, show } = given
  let put = () => {}
  let come = () => {}
  holdFor(
    new Promise<void>((resolve) => {
      put = resolve
    }),
    'journey',
  )
  map._sourcesDirty = true
  map._render(0)
  // put on the map, it is asked for by the drawings
  holdFor(
    new Promise<void>((resolve) => {
      come = resolve
    }),
  )
  put()
  await new Promise((go) => setTimeout(go))
  await show()
  map._render(0)
  expect(asked).not.toHaveBeenCalled()
  expect(drawn).not.toHaveBeenCalled()
  come()
  await new Promise((go) => setTimeout(go))
  await show()
  expect(asked).toHaveBeenCalledTimes(1)
  expect(drawn).toHaveBeenCalledTimes(1)
})

test('a journey without a layer at its end ends, too', async () => {
  const { map, drawn, holdFor, show } = given
  holdFor(Promise.resolve(), 'journey')
  map._render(0)
  expect(drawn).not.toHaveBeenCalled()
  await new Promise((go) => setTimeout(go))
  await show()
  expect(drawn).toHaveBeenCalledTimes(1)
})

test('the tiles of a frame that waits for a layer are asked for meanwhile, and nobody is told of a frame', async () => {
  const { map, drawn, asked, told, holdFor, show } = given
  let come = () => {}
  holdFor(
    new Promise<void>((resolve) => {
      come = resolve
    }),
  )
  map._sourcesDirty = true
  map._render(0)
  expect(asked).toHaveBeenCalledTimes(1)
  expect(drawn).not.toHaveBeenCalled()
  expect(told).toEqual([])
  come()
  await new Promise((go) => setTimeout(go))
  await show()
  expect(drawn).toHaveBeenCalledTimes(1)
  expect(told).toEqual(['idle'])
})

/** A slow frame has been drawn, and its successor waits for tiles. */
async function waitingForTiles() {
  const { map, take, busy } = given
  busy()
  map._render(0)
  await take(60)
  map.style.tileManagers.parcels.areTilesLoaded.mockReturnValue(false)
  map._sourcesDirty = true
  map._render(0)
}

test('where frames are slow, one waits for the tiles that are on their way', async () => {
  const { map, drawn, asked } = given
  await waitingForTiles()
  expect(asked).toHaveBeenCalledTimes(1)
  map._render(0)
  expect(drawn).toHaveBeenCalledTimes(1)
  map.style.tileManagers.parcels.areTilesLoaded.mockReturnValue(true)
  map._render(0)
  expect(drawn).toHaveBeenCalledTimes(2)
})

test('it does not wait for a sketch that follows the pointer', async () => {
  const { map, drawn, take, busy } = given
  busy()
  map._render(0)
  await take(60)
  map.style.tileManagers.sketch.areTilesLoaded.mockReturnValue(false)
  map._render(0)
  expect(drawn).toHaveBeenCalledTimes(2)
})

test('it does not wait for ever', async () => {
  await waitingForTiles()
  await vi.waitFor(() => expect(given.drawn).toHaveBeenCalledTimes(2))
})

test('it does not wait where the map is being moved', async () => {
  await waitingForTiles()
  given.map.isMoving = () => true
  given.map._render(0)
  expect(given.drawn).toHaveBeenCalledTimes(2)
})

test('names of new tiles are placed before a slow frame is drawn, not in one more', async () => {
  const { map, drawn, asked, take, busy } = given
  busy()
  map._render(0)
  await take(60)
  map._sourcesDirty = true
  // what the library finds new while it draws has it draw once more
  asked.mockImplementation(() => void map.triggerRepaint())
  map.triggerRepaint.mockImplementation(() => void queueMicrotask(() => map._render(0)))
  map._render(0)
  await new Promise((go) => setTimeout(go, 20))
  expect(asked).toHaveBeenCalledTimes(1)
  expect(drawn).toHaveBeenCalledTimes(2)
})

test('a map that is being removed draws as the library wants it', () => {
  const { map, drawn, press, end } = given
  press()
  end.abort()
  map._render(0)
  expect(drawn).toHaveBeenCalledTimes(1)
})

test('a map drawn beside its canvas is shown when the graphics are done, and drawn anew when the page has taken that', async () => {
  const calls: string[] = []
  let isSeen = true
  const finished = {
    isSeen: () => isSeen,
    begin: () => calls.push('begin'),
    isEmptied: () => false,
    show: () => calls.push('show'),
  }
  const { map, drawn, busy, take, show } = setup(finished)
  drawn.mockImplementation(() => calls.push('draw'))
  busy()
  map._render(0)
  // a quick one, too, is waited for
  map._render(0)
  expect(calls).toEqual(['begin', 'draw'])
  await take(10)
  map._render(0)
  expect(calls).toEqual(['begin', 'draw', 'show'])
  await show()
  expect(calls.splice(0)).toEqual(['begin', 'draw', 'show', 'begin', 'draw', 'show'])

  // nobody takes it while it is hidden
  await show()
  isSeen = false
  busy()
  map._render(0)
  map._render(0)
  await take(10)
  expect(calls).toEqual(['begin', 'draw', 'show', 'begin', 'draw', 'show'])
})

test('where the canvas was emptied it is drawn and shown at once', () => {
  let isEmptied = false
  const calls: string[] = []
  const finished = { isSeen: () => true, begin: () => {}, isEmptied: () => isEmptied, show: () => calls.push('show') }
  const { map, drawn, busy, press } = setup(finished)
  drawn.mockImplementation(() => calls.push('draw'))
  busy()
  map._render(0)
  press()
  isEmptied = true
  map._render(0)
  expect(calls).toEqual(['draw', 'draw', 'show'])
})
