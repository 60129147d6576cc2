import { AppError } from '../core/errors.ts'
import type { App } from './app.ts'

/** https://wicg.github.io/shape-detection-api/; not in the types of TypeScript, nor in every browser. */
interface BarcodeDetector {
  detect(image: ImageBitmapSource): Promise<readonly { readonly rawValue: string }[]>
}
type BarcodeDetectorClass = new (options: { readonly formats: readonly string[] }) => BarcodeDetector

/** A photo of a phone is larger than a code needs. */
const MOST_PIXELS = 1600

/**
 * Finds the QR code in a photo or picture and answers with the link of this deployment that it holds.
 * @throws AppError scan.unsupported, scan.noPicture, scan.none, scan.noLink, scan.elsewhere
 */
export async function linkInPicture(picture: Blob, base: string): Promise<string> {
  const Detector = (globalThis as { BarcodeDetector?: BarcodeDetectorClass }).BarcodeDetector
  if (!Detector) throw new AppError('scan.unsupported')
  const bitmap = await createImageBitmap(picture, { resizeWidth: MOST_PIXELS, resizeQuality: 'high' }).catch(() => null)
  if (!bitmap) throw new AppError('scan.noPicture')
  try {
    // a code that the browser cannot read is none
    const codes = await new Detector({ formats: ['qr_code'] }).detect(bitmap).catch(() => [])
    if (codes.length === 0) throw new AppError('scan.none')
    return hashOfLink(codes[0].rawValue, base)
  } finally {
    bitmap.close()
  }
}

/** Of another page nothing is opened, whatever it looks like. @param base address of this page */
export function hashOfLink(text: string, base: string): string {
  const url = URL.parse(text.trim())
  if (!url || !['http:', 'https:'].includes(url.protocol)) throw new AppError('scan.noLink', { text: text.slice(0, 60) })
  const own = new URL('./', base)
  const folder = new URL('./', url)
  if (folder.origin !== own.origin || folder.pathname !== own.pathname)
    throw new AppError('scan.elsewhere', { address: `${url.host}${url.pathname}`.slice(0, 80) })
  return url.hash
}

/** 扫码: takes a picture or asks for one, and opens the page anew at what the code names. */
export async function scanLink(app: App): Promise<void> {
  const [picture] = await app.files.pick('image/*')
  if (!picture) return
  const hash = await linkInPicture(picture, document.baseURI)
  await app.save()
  history.replaceState(history.state, '', hash || '#')
  location.reload()
}
