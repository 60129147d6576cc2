import { AppError } from '../../core/errors.ts'
import { exifOf, withExif } from '../../core/field/jpeg-exif.ts'
import type { Photo } from './field-store.ts'

/** Longest side: a marker's number can still be read, and a day's photos fit a phone. */
const LONGEST_PX = 1600
const QUALITY = 0.82
export const MOST_BYTES = 40 << 20

/** A picture of the camera made small, upright, with the Exif of the original. @throws AppError photo.unreadable, photo.large */
export async function takePhoto(file: Blob, id: string, takenAt: string): Promise<Photo> {
  if (file.size > MOST_BYTES) throw new AppError('photo.large', { mib: Math.round(file.size / 2 ** 20) })
  const original = new Uint8Array(await file.arrayBuffer())
  let image: ImageBitmap
  try {
    image = await createImageBitmap(file, { imageOrientation: 'from-image' })
  } catch {
    throw new AppError('photo.unreadable')
  }
  const scale = Math.min(1, LONGEST_PX / Math.max(image.width, image.height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.max(1, Math.round(image.width * scale))
  canvas.height = Math.max(1, Math.round(image.height * scale))
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
  image.close()
  const scaled = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
  if (!scaled) throw new AppError('photo.unreadable')
  const bytes = withExif(new Uint8Array(await scaled.arrayBuffer()), exifOf(original)) as Uint8Array<ArrayBuffer>
  return {
    id,
    bytes: bytes.buffer,
    mime: 'image/jpeg',
    width: canvas.width,
    height: canvas.height,
    takenAt,
  }
}
