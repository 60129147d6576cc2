import type { Field } from './create-field.ts'
import type { Photo } from './field-store.ts'
import { MOST_BYTES, takePhoto } from './take-photo.ts'

/** Ids of pictures that are being made small. */
const inWork = new Set<string>()
/** A size that no picture has: it is still as it came. */
const AS_IT_CAME = { width: 0, height: 0 }

/**
 * A picture of the camera to a point. To make it small takes a second on a phone, in which the process may be killed: before that it is kept as
 * it came.
 * @throws AppError photo.*
 */
export async function addPicture(
  field: Pick<Field, 'addPhoto' | 'putPhoto' | 'removePhoto' | 'freePhotos'>,
  { check, point }: { readonly check: string; readonly point: string },
  file: Blob,
  { id, takenAt }: Pick<Photo, 'id' | 'takenAt'>,
  shrink: typeof takePhoto = takePhoto,
): Promise<void> {
  inWork.add(id)
  try {
    const isKept = file.size <= MOST_BYTES && (await keepAsItCame())
    const small = await shrink(file, id, takenAt).catch(async (error: unknown) => {
      if (isKept) await field.removePhoto(check, point, id)
      await field.freePhotos([id])
      throw error
    })
    if (!isKept) await field.addPhoto(check, point, small)
    // where there is no room for it beside the other, that one stays
    else await field.putPhoto(small).catch(() => {})
  } finally {
    inWork.delete(id)
  }

  async function keepAsItCame(): Promise<boolean> {
    try {
      await field.addPhoto(check, point, { id, bytes: await file.arrayBuffer(), mime: file.type, ...AS_IT_CAME, takenAt })
      return true
    } catch {
      // there may be room for a small one
      return false
    }
  }
}

/** Makes small what a killed process left as it came. */
export async function finishPicture(
  field: Pick<Field, 'putPhoto'>,
  photo: Photo,
  shrink: typeof takePhoto = takePhoto,
): Promise<void> {
  if (photo.width > 0 || inWork.has(photo.id)) return
  await field.putPhoto(await shrink(new Blob([photo.bytes], { type: photo.mime }), photo.id, photo.takenAt))
}
