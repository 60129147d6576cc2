import type { Detail, Note } from '../core/errors.ts'
import type { GridLook } from '../core/raster/grid-look.ts'
import type { FieldInfo, Table } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import type { Text } from '../core/text.ts'

/** Files that belong together: one file, or the loose parts of a Shapefile. */
export interface InputFile {
  readonly name: string
  readonly bytes: Uint8Array
  /** the archive that the file was taken from: it is what the user knows and what the receipt names */
  readonly archive?: { readonly name: string; readonly bytes: Uint8Array }
}

/** What the user decided in the import wizard; nothing set means "find it yourself". */
export interface DecodeOptions {
  readonly encoding?: string
  readonly crs?: string
  readonly swapXY?: boolean
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
  /** 'user' | 'prj' | 'header' | 'crs-member' | 'default' | 'zone-prefix' … */
  readonly crsEvidence: string | null
  readonly fields: readonly { readonly name: string; readonly type: string }[]
  readonly notes: readonly Note[]
}

export interface DecodedLayer {
  readonly table: Table
  readonly fields: readonly FieldInfo[]
  readonly receipt: Receipt
  readonly questions: readonly Question[]
  /** of a raster: the file itself and how it is shown at first; `table` is its outline */
  readonly grid?: DecodedGrid
}

export interface DecodedGrid {
  readonly look: GridLook
  readonly file: Blob
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
}

export interface OutputFile {
  readonly name: string
  readonly mime: string
  readonly bytes: Uint8Array
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
  decode?(files: readonly InputFile[], options: DecodeOptions, task: Task): Promise<readonly DecodedLayer[]>
  encode?(input: EncodeInput, task: Task): Promise<OutputFile>
}

export function defineFormat(format: Format): Format {
  return format
}
