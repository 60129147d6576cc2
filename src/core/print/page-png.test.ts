import { afterEach, expect, it, vi } from 'vitest'
import { createTask } from '../task.ts'
import type { Mark } from './marks.ts'
import { pagePng } from './page-png.ts'

afterEach(() => {
  vi.unstubAllGlobals()
})

it('paints no further when it is given up', async () => {
  let painted = 0
  const end = new AbortController()
  const pen = {
    save() {},
    restore() {},
    translate() {},
    scale() {},
    setTransform() {},
    fillRect() {},
    fillText() {
      painted++
      if (painted === 3) end.abort()
    },
    // longer than a slice of painting
    getImageData() {
      for (const until = performance.now() + 25; performance.now() < until; );
      return { data: new Uint8ClampedArray(4) }
    },
  }
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext = () => pen
    },
  )
  const marks = Array.from({ length: 12 }, (): Mark => ({ kind: 'text', text: '垦利', x: 0, y: 0, sizeMm: 3, color: '#000000' }))
  const page = { widthMm: 10, heightMm: 10, marks }
  const task = createTask({ signal: end.signal, yieldToMessages: async () => {} })
  await expect(pagePng(page, 25.4, task)).rejects.toMatchObject({ name: 'AbortError' })
  expect(painted).toBe(3)
})
