import { afterEach, expect, it, vi } from 'vitest'
import { codeReader } from './read-code.ts'

class Picture {
  constructor(
    readonly width: number,
    readonly height: number,
  ) {}
}
/** A browser whose own reader is as told, and what ours was given. */
function browser(own: { formats?: readonly string[]; detect?: () => Promise<readonly { rawValue: string }[]> } | null) {
  const sizes: number[] = []
  vi.stubGlobal('ImageBitmap', Picture)
  vi.stubGlobal('document', {
    createElement: () => ({
      width: 0,
      height: 0,
      getContext: () => ({ drawImage: () => {}, getImageData: (_: number, __: number, width: number) => ({ width }) }),
    }),
  })
  vi.stubGlobal(
    'BarcodeDetector',
    own &&
      class {
        static getSupportedFormats = async () => own?.formats ?? ['qr_code']
        detect = own?.detect ?? (async () => [{ rawValue: 'own' }])
      },
  )
  const formats = {
    readCode: async ({ pixels }: { pixels: { width: number } }) => {
      sizes.push(pixels.width)
      return pixels.width <= 800 ? 'ours' : null
    },
  }
  return { app: { formats } as unknown as Parameters<typeof codeReader>[0], sizes }
}
const picture = (width = 4000, height = 3000) => new Picture(width, height) as unknown as ImageBitmap
afterEach(() => vi.unstubAllGlobals())

it('asks the browser’s own reader where it reads QR codes', async () => {
  const { app, sizes } = browser({})
  expect(await (await codeReader(app, [1600, 800]))(picture())).toBe('own')
  expect(sizes).toEqual([])
})

it.each([
  ['has none', null],
  ['reads other codes only', { formats: ['ean_13'] }],
  ['names one that does not work', { detect: () => Promise.reject(new DOMException('service unavailable')) }],
])('reads by itself, in smaller and smaller pictures, where the browser %s', async (_, own) => {
  const { app, sizes } = browser(own)
  const read = await codeReader(app, [1600, 800])
  expect(await read(picture())).toBe('ours')
  expect(sizes).toEqual([1600, 800])
  // one that is small already is not made larger
  expect(await read(picture(300, 200))).toBe('ours')
  expect(sizes).toEqual([1600, 800, 300])
})

it('finds nothing in a camera that has not sent a picture yet', async () => {
  const { app, sizes } = browser(null)
  const video = { videoWidth: 0, videoHeight: 0 } as HTMLVideoElement
  expect(await (await codeReader(app, [800]))(video)).toBeNull()
  expect(sizes).toEqual([])
})
