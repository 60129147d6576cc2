import type { AnalysisResult, SourceInfo } from '../core/analysis.ts'
import type { CodeList, FieldInfo, Table } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import type { DecodeAnswer, DecodeOptions, EncodeInput, OutputFile } from '../formats/format.ts'

export type { DecodeAnswer, FileFailure } from '../formats/format.ts'

/** Reads and writes files. Bytes and tables are moved, not copied. */
export interface FormatsApi {
  /** Groups the files (loose Shapefile parts belong together), sniffs and decodes; every file is accounted for: in a layer, as a failure, or as unknown. */
  decode(argument: { files: readonly { name: string; blob: Blob }[]; options: DecodeOptions }, task: Task): Promise<DecodeAnswer>
  encode(argument: { format: string; input: EncodeInput }, task: Task): Promise<OutputFile>
  /** The summary of an analysis as a file. */
  encodeReport(argument: ReportExport, task: Task): Promise<OutputFile>
}

export interface ReportExport {
  readonly format: 'geojson' | 'csv' | 'xlsx'
  /** 'dissolved': shared borders removed; 'collected': the members' polygons side by side. GeoJSON only. */
  readonly geometry: 'dissolved' | 'collected'
  readonly unit: 'm2' | 'ha' | 'mu'
  readonly decimals: number
  readonly locale: 'zh' | 'en'
  readonly result: AnalysisResult
  /** result.notes in words of `locale`; codes are written where they are absent */
  readonly notes?: readonly string[]
  readonly title: { readonly zh: string; readonly en: string }
  readonly subject: {
    readonly table: Table
    readonly fields: readonly FieldInfo[]
    readonly codeLists: Readonly<Record<string, CodeList>>
  }
  readonly provenance: Provenance
}

/** Printed with every export. */
export interface Provenance {
  readonly application: string
  readonly version: string
  /** ISO 8601 with offset */
  readonly at: string
  readonly sources: readonly SourceInfo[]
  readonly analysis: { readonly id: string; readonly version: number; readonly values: Readonly<Record<string, unknown>> }
  readonly method: { readonly zh: string; readonly en: string }
  /** statement that demonstration data are not official; null when no input is demonstration data */
  readonly notice: { readonly zh: string; readonly en: string } | null
}
