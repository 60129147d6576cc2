import type { Task } from '../task.ts'
import type { FontBook } from './font-book.ts'
import type { Page } from './marks.ts'
import { createPdf, latin, number as n, pdfText, ref } from './pdf-file.ts'
import { glyphsOf } from './pdf-fonts.ts'
import { createResources, POINTS_PER_MM, pdfOperators } from './pdf-marks.ts'

export interface PdfAbout {
  readonly title: string
  readonly author: string
  readonly subject: string
  /** BCP 47 */
  readonly language: string
  readonly at: Date
}

/**
 * Pages as a PDF: lines are lines, letters are letters that can be searched and copied, and only the glyphs that are used travel along.
 * Printing programs are told not to fit it to the sheet, since that would falsify the scale.
 */
export async function writePdf(
  pages: readonly Page[],
  book: FontBook,
  about: PdfAbout,
  task: Task,
): Promise<Uint8Array<ArrayBuffer>> {
  const pdf = createPdf()
  const glyphs = glyphsOf(book)
  const resources = createResources(pdf)
  const tree = pdf.reserve()
  const shared = pdf.reserve()
  const kids: string[] = []
  for (const [index, page] of pages.entries()) {
    const [width, height] = [page.widthMm * POINTS_PER_MM, page.heightMm * POINTS_PER_MM]
    const scale = n(POINTS_PER_MM, 8)
    const start = `${scale} 0 0 -${scale} 0 ${n(height, 4)} cm 1 j`
    const operators = pdfOperators(page.marks, { book, glyphs, resources, pageHeightMm: page.heightMm }, [start])
    const content = pdf.addStream(latin(operators.join('\n')))
    kids.push(
      ref(
        pdf.add(
          `<< /Type /Page /Parent ${ref(tree)} /MediaBox [0 0 ${n(width, 4)} ${n(height, 4)}] /Resources ${ref(shared)} /Contents ${ref(content)} >>`,
        ),
      ),
    )
    task.progress((index + 1) / (pages.length + 1), 'stage.write')
    await task.breathe()
  }
  pdf.add(`<< /Font << ${glyphs.write(pdf)} >> ${resources.write()} >>`, shared)
  pdf.add(`<< /Type /Pages /Kids [${kids.join(' ')}] /Count ${kids.length} >>`, tree)
  const root = pdf.add(
    `<< /Type /Catalog /Pages ${ref(tree)} /Lang ${pdfText(about.language)} /ViewerPreferences << /PrintScaling /None /DisplayDocTitle true >> >>`,
  )
  const info = pdf.add(
    `<< /Title ${pdfText(about.title)} /Author ${pdfText(about.author)} /Subject ${pdfText(about.subject)} ` +
      `/Producer (Kenli One Map) /CreationDate (D:${about.at.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z) >>`,
  )
  task.progress(1)
  return pdf.finish(root, info)
}
