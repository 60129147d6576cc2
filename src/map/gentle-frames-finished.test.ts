import { expect, test } from 'vitest'
import { setup } from './gentle-frames.fixture.ts'

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

test('the first map does not wait for the tiles that are still on their way', async () => {
  let isSeen = false
  const finished = { isSeen: () => isSeen, begin: () => {}, isEmptied: () => false, show: () => {} }
  const { map, drawn, busy, take, show } = setup(finished)
  busy()
  map._render(0)
  await take(60)
  map.style.tileManagers.parcels.areTilesLoaded.mockReturnValue(false)
  map._render(0)
  expect(drawn).toHaveBeenCalledTimes(2)
  isSeen = true
  await take(60)
  await show()
  map._render(0)
  expect(drawn).toHaveBeenCalledTimes(2)
})
