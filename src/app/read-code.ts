import type { App } from './app.ts'

/** https://wicg.github.io/shape-detection-api/; not in the types of TypeScript, nor in every browser. */
interface BarcodeDetector {
  detect(image: CanvasImageSource): Promise<readonly { readonly rawValue: string }[]>
}
interface BarcodeDetectorClass {
  new (options: { readonly formats: readonly string[] }): BarcodeDetector
  getSupportedFormats(): Promise<readonly string[]>
}

/** Text of the QR code in a picture, or in the picture that a camera shows now; null: none can be read. */
export type CodeReader = (picture: ImageBitmap | HTMLVideoElement) => Promise<string | null>

/**
 * Reads QR codes with the browser's own reader where it has one, else with ours in a worker.
 * @param longestPx to which a picture is made small for ours, one after the other until a code is found
 */
export async function codeReader(app: Pick<App, 'formats'>, longestPx: readonly number[]): Promise<CodeReader> {
  let own = await browsersReader()
  return async (picture) => {
    if (own) {
      try {
        return (await own.detect(picture))[0]?.rawValue ?? null
      } catch {
        // some browsers name one and have none
        own = null
      }
    }
    for (const longest of longestPx) {
      const pixels = pixelsOf(picture, longest)
      const text = pixels && (await app.formats.readCode({ pixels }))
      if (text) return text
    }
    return null
  }
}

async function browsersReader(): Promise<BarcodeDetector | null> {
  const Detector = (globalThis as { BarcodeDetector?: BarcodeDetectorClass }).BarcodeDetector
  try {
    if (!Detector || !(await Detector.getSupportedFormats()).includes('qr_code')) return null
    return new Detector({ formats: ['qr_code'] })
  } catch {
    return null
  }
}

function pixelsOf(picture: ImageBitmap | HTMLVideoElement, longestPx: number): ImageData | null {
  const [width, height] =
    picture instanceof ImageBitmap ? [picture.width, picture.height] : [picture.videoWidth, picture.videoHeight]
  // a camera that has not sent anything yet
  if (width === 0 || height === 0) return null
  const scale = Math.min(1, longestPx / Math.max(width, height))
  const canvas = document.createElement('canvas')
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  context?.drawImage(picture, 0, 0, canvas.width, canvas.height)
  return context?.getImageData(0, 0, canvas.width, canvas.height) ?? null
}
