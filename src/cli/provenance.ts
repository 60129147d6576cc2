import type { Analysis, AnalysisResult, SourceInfo } from '../core/analysis.ts'
import type { StoredValue } from '../core/params.ts'
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
    application: VERSION.name,
    version: VERSION.version,
    at: withOffset(at),
    sources,
    analysis: { id: analysis.id, version: analysis.version, values: { ...files, ...values } },
    method,
    notice: sources.some(({ isDemonstration }) => isDemonstration) ? NOTICE : null,
  }
}

const NOTICE = {
  zh: '示例数据：图形与属性均为模拟，不是官方数据，不作权属依据。',
  en: 'Demonstration data: shapes and attributes are simulated, not official, and no proof of title.',
}

/** Local time with offset, ISO 8601. */
function withOffset(date: Date): string {
  const minutes = -date.getTimezoneOffset()
  const two = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, '0')
  const local = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, 19)
  return `${local}${minutes < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`
}
