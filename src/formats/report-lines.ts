import type { AnalysisResult } from '../core/analysis.ts'
import { authalicProj } from '../core/authalic-proj.ts'
import type { Note } from '../core/errors.ts'
import { type PresentedReport, presentReport, resultTables } from '../core/report.ts'
import type { ReportExport } from '../core/report-export.ts'
import type { Text } from '../core/text.ts'
import { AREA_UNITS } from '../core/units.ts'

/** The figures as every file prints them. */
export function reportOf({ result, unit, decimals, locale }: ReportExport): PresentedReport {
  return presentReport(result, { unit, decimals, locale })
}

/** Every table of a result under its name; that of a single one is null. */
export function namedTables({ result, locale }: ReportExport): readonly { title: string | null; table: AnalysisResult }[] {
  const tables = resultTables(result)
  if (tables.length === 1) return [{ title: null, table: result }]
  return tables.map((table) => ({ title: table.title?.[locale] ?? null, table }))
}

/** of the members of an archive: fixed, so that the same figures make the same bytes */
export const ZIP_TIME = new Date(1980, 0, 1)

export const TOTAL: Text = { zh: '合计', en: 'Total' }

const WORDS = {
  title: { zh: '标题', en: 'Title' },
  notice: { zh: '声明', en: 'Notice' },
  method: { zh: '方法', en: 'Method' },
  unit: { zh: '面积单位', en: 'Area unit' },
  parameters: { zh: '参数', en: 'Parameters' },
  plane: { zh: '面积投影（PROJ）', en: 'Area projection (PROJ)' },
  at: { zh: '计算时间', en: 'Computed at' },
  application: { zh: '程序', en: 'Program' },
  source: { zh: '来源', en: 'Source' },
  note: { zh: '备注', en: 'Note' },
  demonstration: { zh: '示例数据', en: 'demonstration data' },
} satisfies Record<string, Text>

/**
 * Label and value of each line that says where the figures come from; printed with every table.
 * @param parameters in words, a line each, for who reads; as JSON for who runs it again
 */
export function provenanceLines(
  input: ReportExport,
  parameters: ReportExport['parameters'] | null = null,
): (readonly [label: string, value: string])[] {
  const { provenance, locale, title } = input
  const say = (text: Text) => text[locale]
  const run = `${provenance.analysis.id} v${provenance.analysis.version}`
  const lines: (readonly [string, string])[] = [[say(WORDS.title), title[locale]]]
  if (provenance.notice) lines.push([say(WORDS.notice), provenance.notice[locale]])
  lines.push(
    [say(WORDS.method), provenance.method[locale]],
    [say(WORDS.plane), authalicProj(input.subject.table)],
    [say(WORDS.unit), say(AREA_UNITS[input.unit].label)],
    [say(WORDS.parameters), parameters ? run : `${run} ${JSON.stringify(provenance.analysis.values)}`],
    ...(parameters ?? []),
    [say(WORDS.at), provenance.at],
    [say(WORDS.application), `${say(provenance.application)} ${provenance.version}`],
  )
  provenance.sources.forEach((source, i) => {
    const parts = [source.title[locale], source.file, source.crs, source.date, source.licence, `SHA-256 ${source.sha256}`]
    if (source.isDemonstration) parts.push(say(WORDS.demonstration))
    lines.push([say(WORDS.source), parts.filter(Boolean).join(' · ')])
    for (const words of sourceWords(input, i)) lines.push([say(WORDS.note), `${source.title[locale]}: ${words}`])
  })
  for (const words of noteWords(input)) lines.push([say(WORDS.note), words])
  return lines
}

/** Notes in words where the caller has them, else by their codes: nothing is left out. */
export function noteWords({ notes, result }: ReportExport): readonly string[] {
  return notes ?? result.notes.map(inCode)
}
/** What was found in a source, which goes with each result that is made of it. */
export function sourceWords({ sourceNotes, provenance }: ReportExport, source: number): readonly string[] {
  return sourceNotes?.[source] ?? provenance.sources[source].notes.map(inCode)
}
function inCode({ code, detail }: Note): string {
  return `${code} ${JSON.stringify(detail)}`
}
