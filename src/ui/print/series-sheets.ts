import type { App, JobContext } from '../../app/app.ts'
import { AppError } from '../../core/errors.ts'
import type { Mark, Page } from '../../core/print/marks.ts'
import type { Locale } from '../../core/text.ts'
import type { SheetPage } from './series.ts'
import { gatherPage, makeSheet, type SheetChoice } from './use-sheet.ts'

/** Numbers of lines, and bytes of pictures by eight, that are held at a time: some 200 MB. */
const MOST_NUMBERS = 24e6

/** All pages of a series drawn, with the slices of the typeface that they need together. @throws AppError print.seriesTooLarge */
export async function seriesSheets(
  app: App,
  choice: Omit<SheetChoice, 'frame' | 'page'>,
  pages: readonly SheetPage[],
  locale: Locale,
  { signal, onProgress }: JobContext,
): Promise<{ readonly pages: readonly Page[]; readonly fonts: readonly Uint8Array[] }> {
  const { project } = app.store.getState()
  const { settings } = choice
  const drawn: Page[] = []
  const fonts = new Set<Uint8Array>()
  let held = 0
  for (const page of pages) {
    onProgress(drawn.length / pages.length, 'stage.draw')
    const { frame } = page
    const options = { frame, colors: settings.colors, dpi: settings.dpi, locale, signal }
    const map = await gatherPage(app, project, { settings, page }, options)
    const sheet = await makeSheet(app, map, { ...choice, frame, page }, locale)
    signal.throwIfAborted()
    held += numbersOf(sheet.page.marks)
    if (held > MOST_NUMBERS) throw new AppError('print.seriesTooLarge', { page: page.number })
    drawn.push(sheet.page)
    for (const file of sheet.fonts.files) fonts.add(file)
  }
  return { pages: drawn, fonts: [...fonts] }
}

function numbersOf(marks: readonly Mark[]): number {
  return marks.reduce((sum, mark) => {
    if (mark.kind === 'clip') return sum + numbersOf(mark.marks)
    if (mark.kind === 'shapes') return sum + mark.paths.xy.length
    if (mark.kind === 'dots') return sum + mark.xy.length
    return mark.kind === 'picture' ? sum + mark.jpeg.length / 8 : sum + 8
  }, 0)
}
