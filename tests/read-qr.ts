import { createCanvas, loadImage } from '@napi-rs/canvas'
import jsQR from 'jsqr'

/** What the QR code in a picture holds, by another program than ours. */
export async function readQr(png: Buffer): Promise<string> {
  const image = await loadImage(png)
  const pen = createCanvas(image.width, image.height).getContext('2d')
  pen.drawImage(image, 0, 0)
  const { data } = pen.getImageData(0, 0, image.width, image.height)
  return jsQR(new Uint8ClampedArray(data), image.width, image.height)?.data ?? ''
}
