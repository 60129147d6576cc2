import { statSync } from 'node:fs'
import { basename, extname } from 'node:path'
import type { ReportExport } from '../core/report-export.ts'
import type { Table } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import type { GrowingFile, OutputFile } from '../formats/format.ts'
import { decodeFiles, formatOf } from '../formats/registry.ts'
import { CliError, usage } from './cli-error.ts'
import { DiskFile } from './disk-file.ts'
import { splitLayerPath } from './read-layers.ts'

/** What a result can be written as, by extension. */
export const RESULT_EXTENSIONS = ['.geojson', '.json', '.fgb', '.csv', '.xlsx'] as const

/** @throws CliError cli.extension: before any work is done */
export function checkExtension(path: string, allowed: readonly string[]): void {
  if (!allowed.includes(extname(path).toLowerCase())) throw usage('cli.extension', { file: path, allowed: allowed.join(' ') })
}

/** @param onPart told of what has to go when the run is ended from outside, and of null when nothing has @throws CliError cli.write */
export async function writeResult(
  path: string,
  report: Omit<ReportExport, 'format'>,
  task: Task,
  onPart: (part: string | null) => void,
): Promise<void> {
  const extension = extname(path).toLowerCase()
  const { pieces } = report.result
  await saveBy(
    path,
    async (file) => {
      if (pieces && extension !== '.csv' && extension !== '.xlsx') await writePieces(extension, pieces, report, file, task)
      else file.add((await encodeLines(path, extension, report, task)).bytes)
    },
    onPart,
  )
}

async function encodeLines(
  path: string,
  extension: string,
  report: Omit<ReportExport, 'format'>,
  task: Task,
): Promise<OutputFile> {
  switch (extension) {
    case '.csv': {
      const { encodeReportCsv } = await import('../formats/report-csv.ts')
      return encodeReportCsv({ ...report, format: 'csv' }, task)
    }
    case '.xlsx': {
      const { encodeReportXlsx } = await import('../formats/report-xlsx.ts')
      return encodeReportXlsx({ ...report, format: 'xlsx' }, task)
    }
    default: {
      const { encodeReportGeojson, headMetadata } = await import('../formats/report-geojson.ts')
      const input = { ...report, format: 'geojson' } as const
      const file = await encodeReportGeojson(input, task)
      return extension === '.fgb' ? asFlatGeobuf(file, basename(path, '.fgb'), report, headMetadata(input), task) : file
    }
  }
}

/** The shapes that the analysis made: what the application puts on the map. A million of them go to the disk as they are written. */
async function writePieces(
  extension: string,
  pieces: Table,
  { result, provenance, notes }: Omit<ReportExport, 'format'>,
  file: GrowingFile,
  task: Task,
): Promise<void> {
  const { encodeInto } = formatOf(extension === '.fgb' ? 'flatgeobuf' : 'geojson')
  if (!encodeInto) throw new Error('a format that writes results cannot encode')
  const metadata = { ...provenance, totals: result.totals, notes }
  await encodeInto({ table: pieces, rows: null, fields: result.piecesLook?.fields ?? [], metadata }, file, task)
}

/** The same features and figures, read back from what the GeoJSON says, so that both files agree to the last digit. */
async function asFlatGeobuf(
  file: OutputFile,
  name: string,
  report: Omit<ReportExport, 'format'>,
  metadata: Readonly<Record<string, unknown>>,
  task: Task,
): Promise<OutputFile> {
  const { layers } = await decodeFiles([{ name: `${name}.geojson`, bytes: file.bytes }], {}, task)
  if (layers.length === 0) throw new CliError('cli.noShapes', { file: `${name}.fgb` })
  const { encode } = formatOf('flatgeobuf')
  if (!encode) throw new Error('flatgeobuf cannot encode')
  const fields = report.result.columns.map(({ name: field, label }) => ({ name: field, label }))
  return encode({ table: { ...layers[0].table, name }, rows: null, fields, metadata }, task)
}

/** The whole file or none. @throws CliError cli.write */
export async function save(path: string, bytes: Uint8Array | string): Promise<void> {
  await saveBy(path, async (file) => file.add(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes))
}

async function saveBy(
  path: string,
  write: (file: GrowingFile) => Promise<void>,
  onPart: (part: string | null) => void = () => {},
): Promise<void> {
  const file = new DiskFile(path)
  onPart(file.part)
  try {
    await write(file)
    file.finish()
  } catch (error) {
    file.abandon()
    throw error
  } finally {
    onPart(null)
  }
}

/** @throws CliError cli.overInput: before any work is done */
export function refuseInputs(outputs: readonly string[], inputs: readonly string[]): void {
  const read = inputs.map((value) => fileOf(splitLayerPath(value).path))
  for (const path of outputs) {
    const out = fileOf(path)
    if (out !== null && read.includes(out)) throw usage('cli.overInput', { file: path })
  }
}

/** One file whatever it is called; null where there is none: a value may also be no path at all. */
function fileOf(path: string): string | null {
  try {
    const { dev, ino } = statSync(path, { bigint: true })
    return `${dev}:${ino}`
  } catch {
    return null
  }
}
