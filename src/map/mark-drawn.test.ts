import { expect, test } from 'vitest'
import { markDrawn } from './mark-drawn.ts'

function marked() {
  const listeners = new Map<string, () => void>()
  const map = { on: (type: string, listener: () => void) => listeners.set(type, listener) }
  const container: { dataset: DOMStringMap } = { dataset: {} }
  const told: boolean[] = []
  const state = { isBusy: false }
  const look = markDrawn(
    map as never,
    container,
    () => state.isBusy,
    (isDrawn) => told.push(isDrawn),
  )
  return { fire: (type: string) => listeners.get(type)?.(), container, told, state, look }
}

test('the map is drawn when it is idle, until something is loaded or it moves; each change is told once', () => {
  const { fire, container, told } = marked()
  for (const type of ['dataloading', 'dataloading', 'idle', 'idle']) fire(type)
  expect(container.dataset.drawn).toBe('true')
  fire('movestart')
  expect(container.dataset.drawn).toBe('false')
  expect(told).toEqual([false, true, false])
})

test('an idle map whose programs are still being made is not drawn', () => {
  const { fire, container, told, state } = marked()
  state.isBusy = true
  fire('idle')
  expect(container.dataset.drawn).toBe('false')
  state.isBusy = false
  fire('idle')
  expect(told).toEqual([false, true])
})

test('an idle map that is not to be seen yet is drawn when it is, without a frame more', () => {
  const { fire, container, told, state, look } = marked()
  state.isBusy = true
  fire('idle')
  state.isBusy = false
  look()
  expect(container.dataset.drawn).toBe('true')
  fire('dataloading')
  look()
  expect(told).toEqual([false, true, false])
})
