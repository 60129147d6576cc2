import type { Provenance, ReportExport } from '../core/report-export.ts'
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

export type { Provenance, ReportExport }
