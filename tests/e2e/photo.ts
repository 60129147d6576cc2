import type { Page } from '@playwright/test'
import { withExif } from '../../src/core/field/jpeg-exif.ts'

/** A JPEG larger than what is kept, with an Exif that says it lies on its side. */
export async function photoWithExif(page: Page): Promise<Buffer> {
  const data = await page.evaluate(async () => {
    const canvas = document.createElement('canvas')
    canvas.width = 2000
    canvas.height = 1500
    const context = canvas.getContext('2d')
    if (context) {
      context.fillStyle = '#8a6'
      context.fillRect(0, 0, 2000, 1500)
      context.fillStyle = '#543'
      context.fillRect(900, 300, 200, 1000)
    }
    return canvas.toDataURL('image/jpeg', 0.7)
  })
  const jpeg = new Uint8Array(Buffer.from(data.slice(data.indexOf(',') + 1), 'base64'))
  // Make (0x010f) "ONE", as little of TIFF as there can be
  const tiff = [0x49, 0x49, 42, 0, 8, 0, 0, 0, 1, 0, 0x0f, 0x01, 2, 0, 4, 0, 0, 0, 0x4f, 0x4e, 0x45, 0, 0, 0, 0, 0]
  const body = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff]
  return Buffer.from(withExif(jpeg, Uint8Array.from([0xff, 0xe1, 0, body.length + 2, ...body])))
}
