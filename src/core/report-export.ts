import type { AnalysisResult, SourceInfo } from './analysis.ts'
import type { CodeList, FieldInfo, Table } from './table.ts'

/** A result with all that is printed with it. */
export interface ReportChapter {
  readonly result: AnalysisResult
  /** result.notes in words of the report's language; codes are written where they are absent */
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
  /** label and words of each parameter, for reports to be read; the values themselves are written where they are absent */
  readonly parameters?: readonly (readonly [label: string, words: string])[]
}

/** A result to be written as a file. */
export interface ReportExport extends ReportChapter {
  /** 'html', 'pdf' and 'docx': to be read, with a map and a chart */
  readonly format: 'geojson' | 'csv' | 'xlsx' | 'html' | 'pdf' | 'docx'
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
  /** below each map of a report to be read: its review number, or that it was not reviewed */
  readonly mapNote?: string
  /** reports to be read: further runs, each a chapter after the first */
  readonly also?: readonly ReportChapter[]
  /** PDF only: WOFF files that hold all letters of the report */
  readonly fonts?: readonly Uint8Array[]
  /** DOCX only: the drawings of each chapter as PNG */
  readonly pictures?: readonly ChapterPictures<PaintedDrawing>[]
}

/** The map and the chart of a run; null where there is nothing to draw. */
export interface ChapterPictures<Picture> {
  readonly map: Picture | null
  readonly chart: Picture | null
}
export interface PaintedDrawing {
  readonly png: Uint8Array
  readonly widthMm: number
  readonly heightMm: number
}

/** Each run of a report as if it were alone. */
export function chaptersOf(input: ReportExport): readonly ReportExport[] {
  const { also = [], ...first } = input
  return [first, ...also.map((chapter) => ({ ...first, ...chapter }))]
}

/** Printed with every export. */
export interface Provenance {
  /** as the language of the report names it; files for programs have the English one */
  readonly application: { readonly zh: string; readonly en: string }
  readonly version: string
  /** ISO 8601 with offset */
  readonly at: string
  readonly sources: readonly SourceInfo[]
  readonly analysis: { readonly id: string; readonly version: number; readonly values: Readonly<Record<string, unknown>> }
  readonly method: { readonly zh: string; readonly en: string }
  /** statement that demonstration data are not official; null when no input is demonstration data */
  readonly notice: { readonly zh: string; readonly en: string } | null
}
