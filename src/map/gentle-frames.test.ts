import { beforeEach, expect, test, vi } from 'vitest'
import { setup } from './gentle-frames.fixture.ts'

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
