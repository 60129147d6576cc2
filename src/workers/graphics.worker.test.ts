import { afterEach, expect, it, vi } from 'vitest'

afterEach(() => vi.unstubAllGlobals())

it('tells at once that a browser has no graphics off the page: the map waits for the answer', async () => {
  const postMessage = vi.fn()
  vi.stubGlobal('self', { postMessage })
  vi.stubGlobal('OffscreenCanvas', undefined)
  // a script, which exports nothing
  await import(/* @vite-ignore */ new URL('./graphics.worker.ts', import.meta.url).href)
  await vi.waitFor(() => expect(postMessage).toHaveBeenCalledWith(null))
})
