import type { Note } from '../core/errors.ts'
import type { JoinAnswer, JoinRequest } from '../core/join.ts'
import type { Sent, Twin } from '../core/lift-texts.ts'
import type { Drawing } from '../core/print/drawing.ts'
import type { Page } from '../core/print/marks.ts'
import type { PrintFace } from '../core/print/print-face.ts'
import type { PdfAbout } from '../core/print/write-pdf.ts'
import type { ProjectArchive } from '../core/project-archive.ts'
import type { GridLook } from '../core/raster/grid-look.ts'
import type { ChapterPictures, Provenance, ReportExport } from '../core/report-export.ts'
import type { Task } from '../core/task.ts'
import type { LayerExport, StreamedExport } from '../formats/export-layer.ts'
import type {
  DecodeAnswer,
  DecodeOptions,
  EncodeInput,
  LayerSample,
  OutputBlob,
  OutputFile,
  SampleOptions,
} from '../formats/format.ts'
import type { GridPlace, ResidentLayer } from './compute-api.ts'

export type { LayerExport } from '../formats/export-layer.ts'
export type { DecodeAnswer, FileFailure } from '../formats/format.ts'

/** Reads and writes files. Bytes and tables are moved, not copied; their long texts travel as buffers (app/lend-tables.ts). */
export interface FormatsApi {
  /**
   * Groups the files (loose Shapefile parts belong together), sniffs and decodes; every file is accounted for: in a layer, as a failure, or as unknown.
   * A table that comes alone has a twin for the worker that draws it.
   */
  decode(
    argument: { files: readonly { name: string; blob: Blob }[]; options: DecodeOptions },
    task: Task,
  ): Promise<Sent<DecodeAnswer> & { readonly twin?: Twin }>
  /** The first rows of each layer, also in another encoding or with other types; of those formats of which little is read for it. */
  sample(
    argument: { files: readonly { name: string; blob: Blob }[]; options: SampleOptions },
    task: Task,
  ): Promise<readonly LayerSample[]>
  encode(argument: { format: string; input: EncodeInput }, task: Task): Promise<OutputFile>
  /** A layer, or some rows and fields of it, as a file; notes say what happened on the way. */
  encodeLayer(argument: Sent<LayerExport>, task: Task): Promise<OutputFile>
  /** The same of a layer that stays in its file, whose rows pass by. */
  encodeRanged(
    argument: { readonly request: StreamedExport; readonly streamed: NonNullable<ResidentLayer['streamed']> },
    task: Task,
  ): Promise<OutputBlob>
  /** The classes of a raster, as the map shows them, as a GeoTIFF. */
  encodeClasses(
    argument: { readonly place: GridPlace; readonly look: GridLook; readonly name: string },
    task: Task,
  ): Promise<OutputFile>
  /** What encodeLayer would lose or rename. Coordinates are not looked at. */
  losses(argument: Sent<LayerExport>, task: Task): Promise<readonly Note[]>
  /** Adds columns of one table to another by a code. */
  join(argument: Sent<JoinRequest>, task: Task): Promise<Sent<JoinAnswer>>
  /** Which columns of two tables are likely the code; null: none share a value. */
  joinKeys(
    argument: Sent<Pick<JoinRequest, 'target' | 'source'>>,
    task: Task,
  ): Promise<readonly [target: string, source: string] | null>
  /** Packs a 工程文件. */
  writeProject(argument: Sent<{ readonly archive: ProjectArchive; readonly file: string }>, task: Task): Promise<Blob>
  /** Unpacks one; its manifest is for the page to check. */
  readProject(
    argument: { readonly blob: Blob; readonly file: string; readonly newest: number },
    task: Task,
  ): Promise<Sent<ProjectArchive>>
  /** The summary of an analysis as a file. */
  encodeReport(argument: Sent<ReportExport>, task: Task): Promise<OutputFile>
  /** All letters of a report, for its fonts to be fetched. */
  reportLetters(argument: Sent<ReportExport>, task: Task): Promise<string>
  /** The map and the chart of each run of a report, for a DOCX's pictures to be painted. @param argument.fonts WOFF files of its letters */
  reportDrawings(argument: Sent<ReportExport>, task: Task): Promise<readonly ChapterPictures<Drawing>[]>
  /** The text of the QR code in a picture; null: none can be read. */
  readCode(argument: { readonly pixels: ImageData }, task: Task): Promise<string | null>
  /** A page as PNG. @param argument.faces those that hold all its letters */
  pagePng(
    argument: { readonly page: Page; readonly dpi: number; readonly faces: readonly PrintFace[] },
    task: Task,
  ): Promise<Uint8Array<ArrayBuffer>>
  /** Pages as a PDF. @param argument.fonts WOFF files that hold all their letters */
  writePdf(
    argument: { pages: readonly Page[]; fonts: readonly Uint8Array[]; about: PdfAbout },
    task: Task,
  ): Promise<Uint8Array<ArrayBuffer>>
}

export type { Provenance, ReportExport }
