import type { Detail, Note } from '../core/errors.ts'
import type { KeyEvidence } from '../core/key-fields.ts'
import type { GridLook } from '../core/raster/grid-look.ts'
import type { Column, FieldInfo, Geometry, Table } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import type { Locale, Text } from '../core/text.ts'
import type { FileSource } from './file-source.ts'

/** Files that belong together: one file, or the loose parts of a Shapefile. */
export interface InputFile {
  readonly name: string
  /** all of them; with a `source` only the first, which tell the format */
  readonly bytes: Uint8Array
  /** of a large file: the rest, as it is asked for */
  readonly source?: FileSource
  /** the archive that the file was taken from: it is what the user knows and what the receipt names */
  readonly archive?: Pick<InputFile, 'name' | 'bytes' | 'source'>
}

/** What the user decided in the import wizard; nothing set means "find it yourself". */
export interface DecodeOptions {
  readonly encoding?: string
  readonly crs?: string
  readonly swapXY?: boolean
  /** coordinates on Xian 1980 or Beijing 1954 go on the map as they are, tens of metres off */
  readonly acceptsUnconverted?: boolean
  /** lon/lat come from a Chinese web map and are shifted: undone approximately, and said */
  readonly shiftedBy?: 'gcj02' | 'bd09'
  /** types of columns that the file does not tell, by name */
  readonly types?: Readonly<Record<string, Column['type']>>
  /** the deployment's extent in lon/lat (west, south, east, north): evidence for CRS candidates */
  readonly extent?: readonly [number, number, number, number]
  /** CRS codes the deployment works in, most likely first */
  readonly likelyCrs?: readonly string[]
}

/** A CRS the coordinates could be in. */
export interface CrsCandidate {
  readonly crs: string
  /** share 0…1 of sampled vertices that land inside DecodeOptions.extent */
  readonly shareInside: number
  /** where the data would land, lon/lat */
  readonly bbox: readonly [number, number, number, number]
}

/** Something only the user can decide; the layer does not go on the map before. */
export type Question =
  | { readonly kind: 'crs'; readonly candidates: readonly CrsCandidate[]; readonly preselected: string | null }
  | { readonly kind: 'swap'; readonly sample: readonly (readonly [number, number])[] }
  /** `crs` needs parameters that are not public: the user gives them, or accepts an unconverted display */
  | { readonly kind: 'datum'; readonly crs: string }

/** 接收单: what was found, assumed, repaired, skipped. */
export interface Receipt {
  readonly file: string
  readonly format: string
  readonly bytes: number
  readonly sha256: string
  readonly count: number
  readonly withoutGeometry: number
  readonly skipped: number
  readonly encoding: string | null
  /** 'user' | 'cpg' | 'ldid' | 'utf8' | 'gb18030' … */
  readonly encodingEvidence: string | null
  readonly crs: string | null
  /** 'user' | 'prj' | 'header' | 'crs-member' | 'srs-name' | 'default' | 'zone-prefix' … */
  readonly crsEvidence: string | null
  readonly fields: readonly { readonly name: string; readonly type: string }[]
  readonly notes: readonly Note[]
  /** what the file says of itself in its own words, kept for writing it again */
  readonly header?: readonly HeaderLine[]
  /** the first of the lines that were skipped, as they stand in the file */
  readonly skippedLines?: readonly SkippedLine[]
}
export interface HeaderLine {
  readonly section: string
  readonly key: string
  readonly value: string
}
/** Lines that a receipt keeps, of all that were skipped. */
export const MOST_SKIPPED = 500
export interface SkippedLine {
  /** from 1; of a table of records the record */
  readonly line: number
  readonly text: string
}

export interface DecodedLayer {
  readonly table: Table
  readonly fields: readonly FieldInfo[]
  readonly receipt: Receipt
  readonly questions: readonly Question[]
  /** types of columns were guessed: DecodeOptions.types may say otherwise */
  readonly hasChangeableTypes?: boolean
  /** fields that may number the rows; of what the page asked to be read */
  readonly keys?: readonly KeyEvidence[]
  /** of a raster: the file itself and how it is shown at first; `table` is its outline */
  readonly grid?: DecodedGrid
}

export interface DecodedGrid {
  readonly look: GridLook
  readonly file: Blob
}

/** The first rows of a layer, as they would be read in an encoding or with other types. */
export interface LayerSample {
  /** as on the layer's receipt */
  readonly file: string
  /** without shapes */
  readonly table: Table
  readonly fields: readonly FieldInfo[]
}
export interface SampleOptions {
  readonly encoding?: string
  /** types of columns that the user chose, by name */
  readonly types?: DecodeOptions['types']
  readonly rows: number
}

/** Every file that came in is named in a layer's receipt or in a failure. */
export interface DecodeAnswer {
  readonly layers: readonly DecodedLayer[]
  readonly failures: readonly FileFailure[]
}
export interface FileFailure {
  readonly file: string
  readonly code: string
  readonly detail: Detail
}

export interface EncodeInput {
  readonly table: Table
  /** rows to write, ascending; null: all */
  readonly rows: Uint32Array | null
  readonly fields: readonly FieldInfo[]
  readonly metadata?: Readonly<Record<string, unknown>>
  /** GeoJSON only: coordinates in the table's own CRS, named by a `crs` member (GeoJSON 2008), for programs that ask for it */
  readonly keepsCrs?: boolean
  /** of text formats, one of WriteInfo.encodings; the first where left out */
  readonly encoding?: string
  /** CSV only: a tab before codes, so that a spreadsheet shows 0101 and not 101; other programs then read the tab */
  readonly marksCodes?: boolean
  /** headings of columns: labels of the fields in a language; names where left out */
  readonly headings?: Locale
  /** of workbooks: language of the sheet of metadata; Chinese where left out */
  readonly locale?: Locale
  /** of spreadsheets: how quantities are written; as they stand where left out */
  readonly numbers?: NumberStyle
  /** of an imported file: what it said of itself */
  readonly header?: readonly HeaderLine[]
}

/** How quantities are written: columns of numbers that are not all whole, or that have a unit. */
export interface NumberStyle {
  /** null: as many as the field says, else as they stand */
  readonly decimals: number | null
  /** thousands apart: 12,345.60 */
  readonly isGrouped: boolean
}

/** What a format can hold; what is left out is held without loss. */
export interface WriteInfo {
  /** 'none': rows without shapes */
  readonly kinds?: readonly (Geometry['kind'] | 'none')[]
  /** 'lngLat': always lon/lat; 'gaussKruger': a zone of CGCS2000; 'any': as the table has them, and named in the file */
  readonly crs?: 'any' | 'lngLat' | 'gaussKruger'
  /** of the written file, without the dot, where that is not one that is read as it stands */
  readonly extension?: string
  /** lon/lat is what readers of the format expect, though it can hold other systems */
  readonly prefersLngLat?: boolean
  /** encodings of the text that the user may choose from, the usual one first */
  readonly encodings?: readonly string[]
  /** measures (M) are written too */
  readonly keepsMeasures?: boolean
  /** shapes are written without heights */
  readonly dropsHeights?: boolean
  /** codes can be marked, so that a spreadsheet leaves them as they are */
  readonly canMarkCodes?: boolean
  /** headings of columns can be the labels of the fields */
  readonly hasHeadings?: boolean
  /** quantities can be written with a style (EncodeInput.numbers) */
  readonly hasNumberStyles?: boolean
  /** the metadata go into the file itself */
  readonly holdsMetadata?: boolean
}

export interface OutputFile {
  readonly name: string
  readonly mime: string
  readonly bytes: Uint8Array
}

/** A file that is written as it is made: no more of it need be in memory than the writer of it keeps. */
export interface GrowingFile {
  /** Leaves room at the beginning, before anything is added, for what is known last. */
  leave(bytes: number): void
  add(bytes: Uint8Array): void
  /** Puts into the room that was left just as much. */
  fill(bytes: Uint8Array): void
}

/** Rows that pass by, a piece after the other, to be written without being held all at once. */
export interface StreamInput extends Omit<EncodeInput, 'table' | 'rows'> {
  /** columns, kind of shapes and CRS of every piece; no rows */
  readonly schema: Table
  /** rows that come in all */
  readonly count: number
  /** a row may have several parts */
  readonly isMulti: boolean
  /** All rows in their order, from the first each time it is called. */
  pieces(task: Task): AsyncIterable<Table>
}
/** A file that need not be in memory. */
export interface OutputBlob {
  readonly name: string
  readonly mime: string
  readonly content: Blob
}

/** One file a format; the registry finds it by glob. Heavy libraries are imported inside decode and encode. */
export interface Format {
  readonly id: string
  readonly title: Text
  /** lower case, without the dot */
  readonly extensions: readonly string[]
  /** extensions of files that belong to one of the same name, e.g. a Shapefile's .prj */
  readonly companions?: readonly string[]
  /** 0 = not mine … 1 = certainly mine; from the first 64 kB and the name */
  sniff(head: Uint8Array, name: string): number
  /** its decode takes large files by their source; others are given all bytes */
  readonly readsPieces?: boolean
  decode?(files: readonly InputFile[], options: DecodeOptions, task: Task): Promise<readonly DecodedLayer[]>
  /** The first rows as they are, or in another encoding or with other types, where that takes less than to read all; null: it does not. */
  sample?(files: readonly InputFile[], options: SampleOptions, task: Task): Promise<LayerSample | null>
  encode?(input: EncodeInput, task: Task): Promise<OutputFile>
  /** The bytes of `encode`, of a file that may be larger than memory. */
  encodeInto?(input: EncodeInput, file: GrowingFile, task: Task): Promise<void>
  /** The same file, of rows that pass by: of a layer that is larger than memory. */
  stream?(input: StreamInput, task: Task): Promise<OutputBlob>
  /** `stream` goes over all rows twice */
  readonly streamsTwice?: boolean
  readonly writes?: WriteInfo
  /** What would be lost or renamed by writing, before it is done; encode itself does not tell it again. */
  losses?(input: EncodeInput): Promise<readonly Note[]>
}

export function defineFormat(format: Format): Format {
  return format
}
