import { createCanvas, Path2D } from '@napi-rs/canvas'
import jsQR from 'jsqr'
import { describe, expect, it } from 'vitest'
import { qrPath } from './qr-path.ts'

/** Painted as the page paints it, and read by another program. */
function read(text: string): string | undefined {
  const { d, size, sidePx } = qrPath(text)
  const scale = sidePx / size
  const canvas = createCanvas(sidePx, sidePx)
  const pen = canvas.getContext('2d')
  pen.fillStyle = '#ffffff'
  pen.fillRect(0, 0, canvas.width, canvas.height)
  pen.scale(scale, scale)
  pen.fillStyle = '#000000'
  pen.fill(new Path2D(d))
  const { data } = pen.getImageData(0, 0, canvas.width, canvas.height)
  return jsQR(new Uint8ClampedArray(data), canvas.width, canvas.height)?.data
}

describe('the QR code of a link', () => {
  it.each([
    'https://one-map.example/#v=1&map=14.25/37.58690/118.54321',
    `https://one-map.example/kenli/#v=1&map=14.25/37.58690/118.54321&l=${'parcels,1,0.5;'.repeat(60)}&f=parcels:DLBM.0305~0306`,
  ])('is read back: %s', (link) => {
    expect(read(link)).toBe(link)
  })

  it('has whole pixels a module, three at least, and goes on a narrow phone up to some hundred signs', () => {
    for (const length of [60, 250, 365, 850, 2000]) {
      const { size, sidePx } = qrPath('k'.repeat(length))
      expect(sidePx / size).toBe(Math.max(3, Math.floor(208 / size)))
      if (length <= 850) expect(sidePx).toBeLessThanOrEqual(360 - 40)
    }
  })
})
