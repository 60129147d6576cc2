import type { App, JobContext } from '../../app/app.ts'
import { turn } from '../../app/turn.ts'
import { type Page, wordsOf } from '../../core/print/marks.ts'
import { printFaces } from './font-files.ts'

/** A page as PNG, painted where it keeps nobody waiting. @throws AppError print.fontFetch */
export async function pagePng(
  app: App,
  page: Page,
  dpi: number,
  { signal, onProgress }: JobContext,
): Promise<Uint8Array<ArrayBuffer>> {
  const faces = await printFaces(wordsOf(page.marks))
  // what the press shows, and handing over a hundred thousand parcels, are two pieces of work
  await turn()
  signal.throwIfAborted()
  return app.formats.pagePng({ page, dpi, faces }, { signal, onProgress })
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
