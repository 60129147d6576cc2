import { provenanceOf } from '../app/provenance.ts'
import { AppError, type Note } from '../core/errors.ts'
import type { Table } from '../core/table.ts'
import type { ReportExport } from '../workers/formats-api.ts'
import type { RangedInfo } from '../workers/tiles-api.ts'
import { defineCommand } from './command.ts'

export interface ReportRequest
  extends Pick<ReportExport, 'format' | 'geometry' | 'table' | 'unit' | 'decimals' | 'locale' | 'notes'> {
  readonly run: string
  /** fetches the fonts that a PDF of these letters needs */
  readonly fontsFor?: (letters: string) => Promise<readonly Uint8Array[]>
  /** words of what an import found */
  readonly say: (note: Note) => string
  /** without extension */
  readonly name: string
  /** tells whether the file was handed over: false when it was cancelled or failed */
  readonly onDone?: (isSaved: boolean) => void
}

/** Names the job, so that a screen can show its progress. */
export const REPORT_JOB = { zh: '导出结果', en: 'Export result' }

/** Writes the result of a run as a file and hands it to the user. */
export const reportExport = defineCommand<ReportRequest>({
  id: 'report-export',
  title: { zh: '导出结果', en: 'Export result' },
  async run(app, { run: id, name, onDone, say, fontsFor, ...options }) {
    const { findAnalysis } = await import('../analyses/registry.ts')
    const { project } = app.store.getState()
    const run = project.runs.find((candidate) => candidate.id === id)
    const analysis = run && findAnalysis(run.analysis)
    if (!run || !analysis) throw new AppError('run.unknown', { run: id })
    const file = await app.job(REPORT_JOB, async ({ signal, onProgress }) => {
      const result = await app.resultOf(id)
      const parameter = Object.entries(analysis.params).find(([, param]) => param.kind === 'layer')?.[0]
      const subject = project.layers[String(run.values[parameter ?? ''])]
      if (!result) throw new AppError('run.resultLost', { run: id })
      if (!subject) throw new AppError('run.layerGone', { run: id })
      await app.showLayer(subject.id)
      // shapes are written of whole tables only; else the plane of the figures is all that is asked of the subject
      const info = options.format === 'geojson' ? null : app.rangedOf(subject.id)
      const table = info ? framed(info) : await app.loadTable(subject.id)
      signal.throwIfAborted()
      const provenance = provenanceOf(app, run, result.method)
      const report = {
        ...options,
        result,
        title: {
          zh: `${analysis.title.zh}：${subject.title.zh}`,
          en: `${analysis.title.en}: ${subject.title.en}`,
        },
        subject: { table, fields: subject.fields, codeLists: app.codeLists },
        provenance,
        sourceNotes: provenance.sources.map((source) => source.notes.map(say)),
      }
      const fonts =
        fontsFor && options.format === 'pdf' ? await fontsFor(await app.formats.reportLetters(report, { signal })) : []
      return app.formats.encodeReport({ ...report, fonts }, { signal, onProgress })
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

/** Where a layer lies that stays in its file: a table without rows, whose vertices are the corners of its box. */
function framed({ schema, bbox }: RangedInfo): Table {
  const [geometry, corners] = [schema.geometry, Float64Array.from(bbox ?? [])]
  return geometry ? { ...schema, geometry: { ...geometry, xy: corners } } : schema
}
