import type { App, JobContext } from '../app/app.ts'
import { provenanceOf } from '../app/provenance.ts'
import type { Run } from '../app/state.ts'
import type { Analysis, ReceivedFacts } from '../core/analysis.ts'
import { AppError, type Note } from '../core/errors.ts'
import type { Drawing } from '../core/print/drawing.ts'
import type { ChapterPictures, PaintedDrawing, ReportChapter, ReportExport } from '../core/report-export.ts'
import type { Table } from '../core/table.ts'
import type { RangedInfo } from '../workers/tiles-api.ts'
import { defineCommand } from './command.ts'

export interface ReportRequest
  extends Pick<ReportExport, 'format' | 'geometry' | 'table' | 'unit' | 'decimals' | 'locale' | 'mapNote'> {
  readonly run: string
  /** further runs of a report to be read, each a chapter */
  readonly also?: readonly string[]
  /** fetches the fonts that a PDF, or the pictures of a DOCX, of these letters need */
  readonly fontsFor?: (letters: string) => Promise<readonly Uint8Array[]>
  /** paints a drawing as PNG for a DOCX */
  readonly paint?: (drawing: Drawing, context: JobContext) => Promise<Uint8Array>
  /** words of a note, in the language of the report */
  readonly say: (note: Note) => string
  /** words of how an imported source was read */
  readonly sayReceived: (facts: ReceivedFacts) => string
  /** label and words of what a run was asked */
  readonly sayAsked: (run: Run, analysis: Analysis) => Promise<ReportChapter['parameters']>
  /** without extension */
  readonly name: string
  /** tells whether the file was handed over: false when it was cancelled or failed */
  readonly onDone?: (isSaved: boolean) => void
}

/** Names the job, so that a screen can show its progress. */
export const REPORT_JOB = { zh: '导出结果', en: 'Export result' }

/** Writes the results of one run or several as a file and hands it to the user. */
export const reportExport = defineCommand<ReportRequest>({
  id: 'report-export',
  title: { zh: '导出结果', en: 'Export result' },
  async run(app, { run: id, also = [], name, onDone, say, sayReceived, sayAsked, fontsFor, paint, ...options }) {
    const file = await app.job(REPORT_JOB, async (context) => {
      const { signal, onProgress } = context
      const chapters: ReportChapter[] = []
      for (const each of [id, ...also]) {
        chapters.push(await chapterOf(app, each, options.format, { say, sayReceived, sayAsked }))
        signal.throwIfAborted()
      }
      const [first, ...more] = chapters
      const report: ReportExport = { ...options, ...first, also: more }
      const isDrawn = options.format === 'docx'
      if (!fontsFor || !(isDrawn || options.format === 'pdf')) return app.formats.encodeReport(report, { signal, onProgress })
      const fonts = await fontsFor(await app.formats.reportLetters(report, { signal }))
      if (!isDrawn || !paint) return app.formats.encodeReport({ ...report, fonts }, { signal, onProgress })
      const pictures: ChapterPictures<PaintedDrawing>[] = []
      const painted = async (drawing: Drawing | null) =>
        drawing && { png: await paint(drawing, context), widthMm: drawing.widthMm, heightMm: drawing.heightMm }
      for (const { map, chart } of await app.formats.reportDrawings({ ...report, fonts }, { signal, onProgress }))
        pictures.push({ map: await painted(map), chart: await painted(chart) })
      return app.formats.encodeReport({ ...report, pictures }, { signal, onProgress })
    })
    if (file) {
      // several tables as CSV are an archive
      const saved = `${name}${file.name.slice(file.name.lastIndexOf('.'))}`
      app.files.save(saved, file.bytes, file.mime)
      app.toast('report.saved', { file: saved })
    }
    onDone?.(file !== null)
  },
})

/** @throws AppError run.* */
async function chapterOf(
  app: App,
  id: string,
  format: ReportExport['format'],
  { say, sayReceived, sayAsked }: Pick<ReportRequest, 'say' | 'sayReceived' | 'sayAsked'>,
): Promise<ReportChapter> {
  const { findAnalysis } = await import('../analyses/registry.ts')
  const { project } = app.store.getState()
  const run = project.runs.find((candidate) => candidate.id === id)
  const analysis = run && findAnalysis(run.analysis)
  if (!run || !analysis) throw new AppError('run.unknown', { run: id })
  const result = await app.resultOf(id)
  const parameter = Object.entries(analysis.params).find(([, param]) => param.kind === 'layer')?.[0]
  const subject = project.layers[String(run.values[parameter ?? ''])]
  if (!result) throw new AppError('run.resultLost', { run: id })
  if (!subject) throw new AppError('run.layerGone', { run: id })
  await app.showLayer(subject.id)
  // shapes are written of whole tables only; else the plane of the figures is all that is asked of the subject
  const info = format === 'geojson' ? null : app.rangedOf(subject.id)
  const table = info ? framed(info) : await app.loadTable(subject.id)
  const provenance = provenanceOf(app, run, result.method)
  return {
    result,
    notes: result.notes.map(say),
    title: {
      zh: `${analysis.title.zh}：${subject.title.zh}`,
      en: `${analysis.title.en}: ${subject.title.en}`,
    },
    subject: { table, fields: subject.fields, codeLists: app.codeLists },
    provenance,
    parameters: await sayAsked(run, analysis),
    sourceNotes: provenance.sources.map(({ received, notes }) => [
      ...(received ? [sayReceived(received)] : []),
      ...notes.map(say),
    ]),
  }
}

/** Where a layer lies that stays in its file: a table without rows, whose vertices are the corners of its box. */
function framed({ schema, bbox }: RangedInfo): Table {
  const [geometry, corners] = [schema.geometry, Float64Array.from(bbox ?? [])]
  return geometry ? { ...schema, geometry: { ...geometry, xy: corners } } : schema
}
