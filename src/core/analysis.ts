import type { Note } from './errors.ts'
import type { Parameters, Values } from './params.ts'
import type { RangedLayer } from './ranged-layer.ts'
import type { GridReader } from './raster/grid.ts'
import type { Symbology } from './symbology.ts'
import type { CodeList, FieldInfo, Table } from './table.ts'
import type { Task } from './task.ts'
import type { Text } from './text.ts'

/** Where a layer came from; printed with every result made from it. */
export interface SourceInfo {
  readonly title: Text
  readonly file: string
  readonly sha256: string
  readonly crs: string
  readonly date: string
  readonly licence: string
  /** 示例数据: not official */
  readonly isDemonstration: boolean
  readonly notes: readonly Note[]
  /** of a file that was imported */
  readonly received?: ReceivedFacts
}

/** What the receipt of an import (接收单) says of how a file was read; formats and kinds of evidence by their codes. */
export interface ReceivedFacts {
  readonly format: string
  readonly count: number
  readonly skipped: number
  readonly encoding: string | null
  readonly encodingEvidence: string | null
  readonly crs: string | null
  readonly crsEvidence: string | null
}

/** A layer as an analysis sees it. */
export interface LayerInput {
  readonly table: Table
  /** rows to use, ascending; null: all */
  readonly rows: Uint32Array | null
  /** of a part of a layer that stays in its file: number in the layer of each row of `table`; left out: the row itself */
  readonly numbers?: Uint32Array
  readonly scope: 'all' | 'filter' | 'selection'
  readonly fields: readonly FieldInfo[]
  readonly codeLists: Readonly<Record<string, CodeList>>
  readonly source: SourceInfo
}

/** A raster as an analysis sees it: opened when the work begins. */
export interface GridInput {
  readonly open: (signal: AbortSignal) => Promise<GridReader>
  /** of the values; null: none, or not known */
  readonly unit: string | null
  readonly source: SourceInfo
}

export interface ReportColumn {
  readonly name: string
  readonly label: Text
  readonly kind: 'text' | 'count' | 'area' | 'share' | 'number'
  /** of kind area and number: the unit that the values are in, always 'm2' for area (the view converts) */
  readonly unit?: string
  readonly decimals?: number
  readonly hasTotal?: boolean
  /** of kind text: the column that holds the same in English; `name` holds Chinese */
  readonly english?: string
  /** of kind text: these are codes; they stay text in every export */
  readonly isCode?: boolean
  /** of codes: words of this program, for other programs; a reader sees the name beside them alone */
  readonly isOwnCode?: boolean
  /** of kind text: tells about its line and does not group lines, so that no chart divides by it */
  readonly isRemark?: boolean
  /** of kind text: the code list whose colours these codes have */
  readonly codes?: string
  /** printed as the difference of the printed figures of two other columns, so that a reader's own subtraction agrees */
  readonly minus?: readonly [from: string, what: string]
  /** likewise as their sum */
  readonly plus?: readonly [one: string, other: string]
}

/** A table of a result: lines with their sum and the rows behind them. */
export interface ResultTable {
  readonly title: Text
  /** one row a line; without geometry */
  readonly table: Table
  readonly columns: readonly ReportColumn[]
  readonly totals: Readonly<Record<string, number>>
  readonly members: { readonly offsets: Uint32Array; readonly rows: Uint32Array }
  /** drawn as a square of cells instead of sectors and bars: lines against the area columns named to_… */
  readonly chart?: 'matrix'
}

export interface AnalysisResult {
  /** one row a line of the report; without geometry */
  readonly table: Table
  readonly columns: readonly ReportColumn[]
  /** exact totals by column name, from unrounded figures */
  readonly totals: Readonly<Record<string, number>>
  /** rows of the subject behind report line i: members.rows[members.offsets[i] … members.offsets[i + 1]] */
  readonly members: { readonly offsets: Uint32Array; readonly rows: Uint32Array }
  readonly notes: readonly Note[]
  /** method in words, standard and clause */
  readonly method: Text
  /** what the first table is called where there are several; none: as the analysis */
  readonly title?: Text
  /** further tables of the same run */
  readonly tables?: readonly ResultTable[]
  readonly chart?: ResultTable['chart']
  /** a layer that the result can be put on the map as: rows with geometry */
  readonly pieces?: Table
  /** how that layer is drawn and its fields are called */
  readonly piecesLook?: { readonly symbology: Symbology; readonly fields: readonly FieldInfo[] }
}

export type AnalysisGroup = 'statistics' | 'overlay' | 'check' | 'geometry'

export interface Analysis<P extends Parameters = Parameters> {
  readonly id: string
  /** under which heading it is listed */
  readonly group: AnalysisGroup
  /** in lists: what planners ask most often first; no group stands between analyses of another */
  readonly place: number
  readonly version: number
  readonly title: Text
  readonly summary: Text
  readonly params: P
  readonly run: (values: Values<P>, task: Task) => Promise<AnalysisResult>
  /**
   * How little of a layer that stays in its file will do, by the name of the parameter: 'chosen', the rows in the scope alone; 'meeting', what
   * meets the rows of the subject (the first layer). Left out: all of it.
   */
  readonly parts?: Readonly<Record<string, 'chosen' | 'meeting'>>
  /** `runStreamed` makes a layer, which memory has to hold, of the rows that meet the layer of this parameter */
  readonly makesWhatMeets?: string
  /**
   * The same over layers that stay in their files, by the name of the parameter: in `values` their tables have columns and no rows. The
   * figures are those of `run`. Left out: the analysis takes whole tables.
   */
  readonly runStreamed?: (
    values: Values<P>,
    sources: Readonly<Record<string, RangedLayer>>,
    task: Task,
  ) => Promise<AnalysisResult>
}

export function defineAnalysis<P extends Parameters>(analysis: Analysis<P>): Analysis<P> {
  return analysis
}
