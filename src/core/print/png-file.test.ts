import { createCanvas, loadImage } from '@napi-rs/canvas'
import { describe, expect, it } from 'vitest'
import { createPng } from './png-file.ts'

describe('a picture written in stripes', () => {
  it('is read by another program pixel for pixel, and says its resolution', async () => {
    const [width, height] = [37, 23]
    const rgba = Uint8ClampedArray.from({ length: 4 * width * height }, (_, i) => (i % 4 === 3 ? 255 : (i * 7919) % 256))
    const png = createPng(width, height, 300)
    png.addRows(rgba.subarray(0, 4 * width * 10))
    png.addRows(rgba.subarray(4 * width * 10))
    const bytes = png.finish()
    const image = await loadImage(Buffer.from(bytes))
    const context = createCanvas(width, height).getContext('2d')
    context.drawImage(image, 0, 0)
    expect([...context.getImageData(0, 0, width, height).data]).toEqual([...rgba])
    const at = Buffer.from(bytes).indexOf('pHYs')
    expect(new DataView(bytes.buffer).getUint32(at + 4)).toBe(11811)
  })
})
