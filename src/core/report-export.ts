import type { AnalysisResult, SourceInfo } from './analysis.ts'
import type { CodeList, FieldInfo, Table } from './table.ts'

/** A result to be written as a file, with all that is printed with it. */
export interface ReportExport {
  /** 'html' and 'pdf': to be read, with a map */
  readonly format: 'geojson' | 'csv' | 'xlsx' | 'html' | 'pdf'
  /**
   * GeoJSON only. Features are the lines of the first table, 'dissolved': shared borders removed, 'collected': the members' polygons
   * side by side; or 'pieces': the layer that the result made.
   */
  readonly geometry: 'dissolved' | 'collected' | 'pieces'
  /** CSV only, of a result of several tables: which one; 'all': an archive of one file a table. Default: the first. */
  readonly table?: number | 'all'
  readonly unit: 'm2' | 'ha' | 'mu'
  readonly decimals: number
  readonly locale: 'zh' | 'en'
  readonly result: AnalysisResult
  /** result.notes in words of `locale`; codes are written where they are absent */
  readonly notes?: readonly string[]
  /** words of what the import of each source found, in the order of provenance.sources; codes are written where they are absent */
  readonly sourceNotes?: readonly (readonly string[])[]
  readonly title: { readonly zh: string; readonly en: string }
  readonly subject: {
    readonly table: Table
    readonly fields: readonly FieldInfo[]
    readonly codeLists: Readonly<Record<string, CodeList>>
  }
  readonly provenance: Provenance
  /** PDF only: WOFF files that hold all letters of the report */
  readonly fonts?: readonly Uint8Array[]
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
