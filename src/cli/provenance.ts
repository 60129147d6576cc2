import type { Analysis, AnalysisResult, SourceInfo } from '../core/analysis.ts'
import type { StoredValue } from '../core/params.ts'
import { isoWithOffset, noticeOf } from '../core/provenance.ts'
import type { Provenance } from '../core/report-export.ts'

declare const __APP_NAME__: string
declare const __APP_VERSION__: string

export const VERSION = { name: __APP_NAME__, version: __APP_VERSION__ }

export function provenanceOf(
  analysis: Analysis,
  inputs: Readonly<Record<string, readonly SourceInfo[]>>,
  values: Readonly<Record<string, StoredValue>>,
  method: AnalysisResult['method'],
  at: Date,
): Provenance {
  const sources = Object.values(inputs).flat()
  const files = Object.fromEntries(Object.entries(inputs).map(([name, list]) => [name, list.map(({ file }) => file).join(', ')]))
  return {
    application: { zh: VERSION.name, en: VERSION.name },
    version: VERSION.version,
    at: isoWithOffset(at),
    sources,
    analysis: { id: analysis.id, version: analysis.version, values: { ...files, ...values } },
    method,
    notice: noticeOf(sources),
  }
}
