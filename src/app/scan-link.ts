import { AppError } from '../core/errors.ts'
import type { App } from './app.ts'
import { openHash } from './open-hash.ts'
import { type CodeReader, codeReader } from './read-code.ts'

/** A photo of a phone is larger than a code needs; one that fills it is found better in a small picture. */
const PHOTO_PX = [1600, 800]

/** Of another page nothing is opened, whatever it looks like. @param base address of this page @throws AppError scan.noLink, scan.elsewhere */
export function hashOfLink(text: string, base: string): string {
  const url = URL.parse(text.trim())
  if (!url || !['http:', 'https:'].includes(url.protocol)) throw new AppError('scan.noLink', { text: text.slice(0, 60) })
  const own = new URL('./', base)
  const folder = new URL('./', url)
  if (folder.origin !== own.origin || folder.pathname !== own.pathname)
    throw new AppError('scan.elsewhere', { address: `${url.host}${url.pathname}`.slice(0, 80) })
  return url.hash
}

/**
 * The link of this deployment in a photo or picture of a QR code.
 * @throws AppError scan.noPicture, scan.none, scan.noLink, scan.elsewhere
 */
export async function linkInPicture(picture: Blob, base: string, read: CodeReader): Promise<string> {
  const bitmap = await createImageBitmap(picture).catch(() => null)
  if (!bitmap) throw new AppError('scan.noPicture')
  try {
    const text = await read(bitmap)
    if (text === null) throw new AppError('scan.none')
    return hashOfLink(text, base)
  } finally {
    bitmap.close()
  }
}

/** Takes a photo or asks for a picture, and opens the page anew at what its code names. */
export async function openPicture(app: App): Promise<void> {
  const [picture] = await app.files.pick('image/*')
  if (picture) await openHash(app, await linkInPicture(picture, document.baseURI, await codeReader(app, PHOTO_PX)))
}
