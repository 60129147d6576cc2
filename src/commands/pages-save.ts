import type { Page } from '../core/print/marks.ts'
import type { PdfAbout } from '../core/print/write-pdf.ts'
import { defineCommand } from './command.ts'

export interface PagesRequest {
  readonly pages: (context: {
    readonly signal: AbortSignal
    readonly onProgress: (share: number, stage?: string) => void
  }) => Promise<{
    readonly pages: readonly Page[]
    /** WOFF files with all their letters */
    readonly fonts: readonly Uint8Array[]
  }>
  readonly about: PdfAbout
  /** with extension */
  readonly name: string
}

/** Names the job, so that a screen can show its progress. */
export const PDF_JOB = { zh: '写 PDF', en: 'Write PDF' }
/** Of the work, what composing the pages takes. */
const COMPOSING = 0.7

/** Writes pages as a PDF and hands it to the user. */
export const pagesSave = defineCommand<PagesRequest>({
  id: 'pages-save',
  title: { zh: '存为 PDF', en: 'Save as PDF' },
  async run(app, { pages: compose, about, name }) {
    const bytes = await app.job(PDF_JOB, async ({ signal, onProgress }) => {
      const composed = await compose({ signal, onProgress: (share, stage) => onProgress(share * COMPOSING, stage) })
      signal.throwIfAborted()
      return app.formats.writePdf(
        { ...composed, about },
        { signal, onProgress: (share, stage) => onProgress(COMPOSING + share * (1 - COMPOSING), stage) },
      )
    })
    if (!bytes) return
    app.files.save(name, bytes, 'application/pdf')
    app.toast('report.saved', { file: name })
  },
})
