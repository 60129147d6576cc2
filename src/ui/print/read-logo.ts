import type { SheetLogo } from '../../app/state.ts'
import { AppError } from '../../core/errors.ts'
import type { PictureMark } from '../../core/print/marks.ts'

/** Enough for 12 mm at 600 dpi. */
const MOST_PX = 600

/** A picture that a person chose, on white, as JPEG: at most some hundred kilobytes, whatever it was. @throws AppError print.logo */
export async function readLogo(file: File): Promise<SheetLogo> {
  const url = URL.createObjectURL(file)
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const scale = Math.min(1, MOST_PX / Math.max(image.naturalWidth, image.naturalHeight, 1))
    const [widthPx, heightPx] = [image.naturalWidth, image.naturalHeight].map((px) => Math.max(1, Math.round(px * scale)))
    const canvas = new OffscreenCanvas(widthPx, heightPx)
    const pen = canvas.getContext('2d')
    if (!pen) throw new Error('no canvas')
    pen.fillStyle = '#ffffff'
    pen.fillRect(0, 0, widthPx, heightPx)
    pen.drawImage(image, 0, 0, widthPx, heightPx)
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.9 })
    const bytes = new Uint8Array(await blob.arrayBuffer())
    return { jpeg: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')), widthPx, heightPx }
  } catch {
    throw new AppError('print.logo', { file: file.name })
  } finally {
    URL.revokeObjectURL(url)
  }
}

/** The kept picture as a sheet takes it. */
export function logoMark({ jpeg, widthPx, heightPx }: SheetLogo): Pick<PictureMark, 'jpeg' | 'widthPx' | 'heightPx'> {
  return { jpeg: Uint8Array.from(atob(jpeg), (char) => char.charCodeAt(0)), widthPx, heightPx }
}
