import type { Task } from '../task.ts'
import type { Page } from './marks.ts'
import { decodePictures, paintSteps } from './paint-marks.ts'
import { createPng } from './png-file.ts'

/** Rows of a canvas: for each band all marks are gone through. */
const BAND_PX = 1024
/** Pixels that are packed at once: 20 ms. */
const STRIPE_PIXELS = 200_000

/** A page as PNG, painted band by band: an A0 sheet at 300 dpi needs no more memory at a time than a small one. */
export async function pagePng(page: Page, dpi: number, task: Task): Promise<Uint8Array<ArrayBuffer>> {
  const scale = dpi / 25.4
  const width = Math.round(page.widthMm * scale)
  const height = Math.round(page.heightMm * scale)
  const pictures = await decodePictures(page.marks)
  const png = createPng(width, height, dpi)
  const canvas = new OffscreenCanvas(width, Math.min(BAND_PX, height))
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) throw new Error('no canvas')
  for (let top = 0; top < height; top += BAND_PX) {
    const rows = Math.min(BAND_PX, height - top)
    pen.setTransform(1, 0, 0, 1, 0, 0)
    pen.fillStyle = '#ffffff'
    pen.fillRect(0, 0, width, rows)
    pen.setTransform(scale, 0, 0, scale, 0, -top)
    for (const steps = paintSteps(pen, page.marks, pictures); !steps.next().done; ) {
      // a canvas only writes down what is painted, and does it all when it is first read, in which nobody could stop it
      pen.getImageData(0, 0, 1, 1)
      await task.breathe()
    }
    const stripe = Math.max(1, Math.floor(STRIPE_PIXELS / width))
    for (let y = 0; y < rows; y += stripe) {
      png.addRows(pen.getImageData(0, y, width, Math.min(stripe, rows - y)).data)
      task.progress((top + y) / height, 'stage.draw')
      await task.breathe()
    }
  }
  return png.finish()
}
