import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Session } from './state.ts'
import { createToasts } from './toasts.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

function desk() {
  let session = { toasts: [] } as unknown as Session
  const toast = createToasts((update) => {
    session = { ...session, ...(typeof update === 'function' ? update(session) : update) }
  })
  return { toast, codes: () => session.toasts.map(({ message }) => message.code) }
}

it('leaves ten seconds for a word and its undo, twenty for a failure', () => {
  const { toast, codes } = desk()
  toast('layer.removed', {}, { canUndo: true })
  toast('run.unknown', {}, { level: 'error' })
  vi.advanceTimersByTime(9_999)
  expect(codes()).toEqual(['layer.removed', 'run.unknown'])
  vi.advanceTimersByTime(1)
  expect(codes()).toEqual(['run.unknown'])
  vi.advanceTimersByTime(9_999)
  expect(codes()).toEqual(['run.unknown'])
  vi.advanceTimersByTime(1)
  expect(codes()).toEqual([])
})

it('has three at a time, and pushes out what can be undone last of all', () => {
  const { toast, codes } = desk()
  toast('layer.removed', {}, { canUndo: true })
  for (const code of ['copied.1', 'copied.2', 'copied.3', 'copied.4']) toast(code)
  expect(codes()).toEqual(['layer.removed', 'copied.3', 'copied.4'])
  for (const code of ['removed.1', 'removed.2', 'removed.3']) toast(code, {}, { canUndo: true })
  expect(codes()).toEqual(['removed.1', 'removed.2', 'removed.3'])
  vi.advanceTimersByTime(10_000)
  expect(codes()).toEqual([])
})

it('says once what is said twice, for as long as the second time asks; undo keeps a message to each step', () => {
  const { toast, codes } = desk()
  toast('storage.full', {}, { level: 'error' })
  vi.advanceTimersByTime(15_000)
  toast('storage.full', {}, { level: 'error' })
  toast('map.tile', { message: 'a' })
  toast('map.tile', { message: 'b' })
  expect(codes()).toEqual(['storage.full', 'map.tile', 'map.tile'])
  vi.advanceTimersByTime(12_000)
  expect(codes()).toEqual(['storage.full'])
  toast('layer.removed', {}, { canUndo: true })
  toast('layer.removed', {}, { canUndo: true })
  expect(codes()).toEqual(['storage.full', 'layer.removed', 'layer.removed'])
})
