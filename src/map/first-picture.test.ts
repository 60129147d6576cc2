import type { Map as MapLibreMap } from 'maplibre-gl'
import { expect, it, vi } from 'vitest'
import { hideUntilPainted } from './first-picture.ts'

it('keeps an opaque canvas from view until a frame of the style is finished', async () => {
  const listeners = new Map<string, Set<() => void>>()
  const on = (name: string, listener: () => void) => {
    if (!listeners.has(name)) listeners.set(name, new Set())
    listeners.get(name)?.add(listener)
  }
  const fire = (name: string) => {
    for (const listener of listeners.get(name) ?? []) listener()
  }
  let paint = () => {}
  const whenPainted = vi.fn(() => new Promise<void>((resolve) => (paint = resolve)))
  const canvas = { style: { opacity: '' } }
  const off = (name: string, listener: () => void) => void listeners.get(name)?.delete(listener)
  let isBusy = true
  const seen: boolean[] = []
  const map = { getCanvas: () => canvas, on, once: on, off } as unknown as MapLibreMap
  const isHidden = hideUntilPainted(
    map,
    () => isBusy,
    whenPainted,
    () => seen.push(isHidden()),
  )
  expect([canvas.style.opacity, isHidden()]).toEqual(['0', true])

  // of no style yet, then of one whose programs are being made, then on its way
  isBusy = false
  fire('render')
  fire('style.load')
  isBusy = true
  fire('render')
  expect(whenPainted).not.toHaveBeenCalled()
  isBusy = false
  fire('render')
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect([canvas.style.opacity, isHidden()]).toEqual(['0', true])

  paint()
  await vi.waitFor(() => expect(canvas.style.opacity).toBe(''))
  expect(seen).toEqual([false])
})
