import type { PictureMark } from '../../core/print/marks.ts'

/** Enough for 12 mm at 600 dpi. */
const MOST_PX = 600

/** A picture that a person chose, on white, as JPEG. Throws what the browser says of a file that is none. */
export async function readLogo(file: File): Promise<Pick<PictureMark, 'jpeg' | 'widthPx' | 'heightPx'>> {
  const url = URL.createObjectURL(file)
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const scale = Math.min(1, MOST_PX / Math.max(image.naturalWidth, image.naturalHeight, 1))
    const canvas = new OffscreenCanvas(
      Math.max(1, Math.round(image.naturalWidth * scale)),
      Math.max(1, Math.round(image.naturalHeight * scale)),
    )
    const pen = canvas.getContext('2d')
    if (!pen) throw new Error('no canvas')
    pen.fillStyle = '#ffffff'
    pen.fillRect(0, 0, canvas.width, canvas.height)
    pen.drawImage(image, 0, 0, canvas.width, canvas.height)
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 })
    return { jpeg: new Uint8Array(await blob.arrayBuffer()), widthPx: canvas.width, heightPx: canvas.height }
  } finally {
    URL.revokeObjectURL(url)
  }
}
