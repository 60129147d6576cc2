import type { Map as MapLibreMap } from 'maplibre-gl'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { askForIdle } from './ask-for-idle.ts'

function mapWith() {
  const listeners: Record<string, () => void> = {}
  const triggerRepaint = vi.fn()
  askForIdle({
    on: (name: string, listener: () => void) => {
      listeners[name] = listener
    },
    triggerRepaint,
  } as unknown as MapLibreMap)
  return { tell: (name: string) => listeners[name](), triggerRepaint }
}
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('a frame is asked for while a tile that is not there keeps the map from being idle', () => {
  const { tell, triggerRepaint } = mapWith()
  tell('dataloading')
  tell('dataloading')
  vi.advanceTimersByTime(3100)
  expect(triggerRepaint).toHaveBeenCalledTimes(2)
})

test.each(['idle', 'remove'])('none is asked for after %s, and again when more is loaded', (end) => {
  const { tell, triggerRepaint } = mapWith()
  tell('dataloading')
  tell(end)
  vi.advanceTimersByTime(10_000)
  expect(triggerRepaint).not.toHaveBeenCalled()
  tell('dataloading')
  vi.advanceTimersByTime(1600)
  expect(triggerRepaint).toHaveBeenCalledTimes(1)
})
