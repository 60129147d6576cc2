import { afterEach, expect, it, vi } from 'vitest'
import { faceShelf } from './print-face.ts'

const FACE = { bytes: new Uint8Array(1), range: 'U+4E00-4EFF' }
/** of the faces that are loaded, in turn, those that will do */
function fonts(...answers: readonly boolean[]) {
  const asked: string[] = []
  vi.stubGlobal(
    'FontFace',
    class {
      range: string
      constructor(_: string, __: Uint8Array, { unicodeRange }: { unicodeRange: string }) {
        this.range = unicodeRange
      }
      async load() {
        asked.push(this.range)
        if (!answers[asked.length - 1]) throw new Error('not a font')
        return this
      }
    },
  )
  const added: { range: string }[] = []
  const shelf = faceShelf({ add: (face: { range: string }) => added.push(face) } as unknown as FontFaceSet)
  return { shelf, asked, added }
}
afterEach(() => vi.unstubAllGlobals())

it('takes a face once, also when it is asked for while it is on its way', async () => {
  const { shelf, asked, added } = fonts(true)
  await Promise.all([shelf([FACE]), shelf([FACE])])
  await shelf([FACE])
  expect(asked).toEqual([FACE.range])
  expect(added.map(({ range }) => range)).toEqual([FACE.range])
})

it('tries a face anew that did not load', async () => {
  const { shelf, added } = fonts(false, true)
  await expect(shelf([FACE])).rejects.toThrow('not a font')
  await shelf([FACE])
  expect(added).toHaveLength(1)
})
