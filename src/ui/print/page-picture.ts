import type { JobContext } from '../../app/app.ts'
import type { Page } from '../../core/print/marks.ts'
import { createPng } from '../../core/print/png-file.ts'
import { type Slices, withPauses } from '../../core/slices.ts'
import { decodePictures, paintSteps } from './paint-marks.ts'

/** Rows of a canvas: for each band all marks are gone through. */
const BAND_PX = 1024
/** Pixels that are packed at once: 20 ms. */
const STRIPE_PIXELS = 200_000
/** Marks are painted for so long between two pauses. */
const SLICE_MS = 20

/** In which the page answers. */
const pause = () => new Promise<void>((resolve) => setTimeout(resolve))

/** A page as PNG, painted band by band: an A0 sheet at 300 dpi needs no more memory at a time than a small one. */
export async function pagePng(page: Page, dpi: number, { signal, onProgress }: JobContext): Promise<Uint8Array<ArrayBuffer>> {
  const scale = dpi / 25.4
  const width = Math.round(page.widthMm * scale)
  const height = Math.round(page.heightMm * scale)
  const pictures = await decodePictures(page.marks)
  const png = createPng(width, height, dpi)
  const canvas = new OffscreenCanvas(width, Math.min(BAND_PX, height))
  const pen = canvas.getContext('2d', { willReadFrequently: true })
  if (!pen) throw new Error('no canvas')
  const rest = async () => {
    await pause()
    signal.throwIfAborted()
  }
  for (let top = 0; top < height; top += BAND_PX) {
    signal.throwIfAborted()
    const rows = Math.min(BAND_PX, height - top)
    pen.setTransform(1, 0, 0, 1, 0, 0)
    pen.fillStyle = '#ffffff'
    pen.fillRect(0, 0, width, rows)
    pen.setTransform(scale, 0, 0, scale, 0, -top)
    await withPauses(drawn(pen, paintSteps(pen, page.marks, pictures)), SLICE_MS, rest)
    const stripe = Math.max(1, Math.floor(STRIPE_PIXELS / width))
    for (let y = 0; y < rows; y += stripe) {
      png.addRows(pen.getImageData(0, y, width, Math.min(stripe, rows - y)).data)
      onProgress((top + y) / height, 'stage.draw')
      await rest()
    }
  }
  return png.finish()
}

/** A canvas only writes down what is painted, and does it all when it is first read: here after each step. */
function* drawn(pen: OffscreenCanvasRenderingContext2D, steps: Slices<void>): Slices<void> {
  while (!steps.next().done) {
    pen.getImageData(0, 0, 1, 1)
    yield
  }
}

/** Opens the browser's print dialog with one page at its true size, and nothing else of the screen. */
export async function printPicture(
  png: Uint8Array<ArrayBuffer>,
  { widthMm, heightMm }: Pick<Page, 'widthMm' | 'heightMm'>,
): Promise<void> {
  const url = URL.createObjectURL(new Blob([png], { type: 'image/png' }))
  const image = document.createElement('img')
  image.src = url
  image.alt = ''
  await image.decode()
  const root = document.createElement('div')
  root.dataset.printing = ''
  root.append(image)
  // the security policy allows no style in the page's text, but one that is made here
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`
    [data-printing] { display: none }
    @media print {
      @page { size: ${widthMm}mm ${heightMm}mm; margin: 0 }
      html, body { overflow: visible !important; height: auto !important }
      body > :not([data-printing]) { display: none !important }
      [data-printing] { display: block }
      [data-printing] img { display: block; width: ${widthMm}mm; height: ${heightMm}mm }
    }`)
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  document.body.append(root)
  const end = () => {
    root.remove()
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet)
    URL.revokeObjectURL(url)
  }
  window.addEventListener('afterprint', end, { once: true })
  window.print()
}
