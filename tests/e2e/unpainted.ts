import { createCanvas, loadImage } from '@napi-rs/canvas'

/** How many pixels of a picture of the page are clear: the page paints all of its ground, so that there should be none. */
export async function unpainted(png: Uint8Array): Promise<number> {
  const image = await loadImage(Buffer.from(png))
  const { width, height } = image
  const pen = createCanvas(width, height).getContext('2d')
  pen.drawImage(image, 0, 0)
  const { data } = pen.getImageData(0, 0, width, height)
  let count = 0
  for (let alpha = 3; alpha < data.length; alpha += 4) if (data[alpha] === 0) count++
  return count
}
