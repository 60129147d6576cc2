import sqliteUrl from 'sql.js/dist/sql-wasm-browser.wasm?url'
import '../core/projections.ts'
import { AppError } from '../core/errors.ts'
import { joinTables, suggestKeys } from '../core/join.ts'
import { buffersOfTexts, liftTables } from '../core/lift-texts.ts'
import { buffersOf } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import { exportLayer, exportLosses, exportStream } from '../formats/export-layer.ts'
import { beginSha256 } from '../formats/file-digest.ts'
import { blobSource } from '../formats/file-source.ts'
import type { InputFile } from '../formats/format.ts'
import { provideGdal } from '../formats/gdal-host.ts'
import { decodeFiles, formatOf, sampleFiles } from '../formats/registry.ts'
import { provideWasmFiles } from '../formats/wasm-files.ts'
import type { FormatsApi, ReportExport } from './formats-api.ts'
import type { GdalApi } from './gdal-api.ts'
import { connect, type Port, serve, transferring } from './protocol.ts'

/** Larger files are read piece by piece where their format can be; of a smaller one the browser computes the checksum beside the reading. */
const PIECES_FROM = 64 << 20
const HEAD_BYTES = 64 << 10

provideWasmFiles({ sqlite: () => load(sqliteUrl) })
provideGdal(async (request, signal) => {
  const worker = new Worker(new URL('./gdal.worker.ts', import.meta.url), { type: 'module' })
  const client = connect<GdalApi>(worker as unknown as Port)
  worker.addEventListener('error', (event) => {
    // told by the call that fails, not once more by this worker
    event.preventDefault()
    client.fail(new Error(event.message || 'gdal.worker'))
  })
  try {
    return await client.convert(request, { signal, transfer: [request.zip.buffer] })
  } finally {
    worker.terminate()
  }
})

serve<FormatsApi>(
  {
    async decode({ files, options }, task) {
      const inputs = await openFiles(files, task)
      for (const { bytes, source } of inputs) if (!source) beginSha256(bytes)
      const answer = await decodeFiles(inputs, options, task)
      const { tables, texts } = await liftTables(
        answer.layers.map(({ table }) => table),
        task.breathe,
      )
      const layers = answer.layers.map((layer, i) => ({ ...layer, table: tables[i] }))
      return transferring({ ...answer, layers, texts }, [...new Set(tables.flatMap(buffersOf)), ...buffersOfTexts(texts)])
    },
    sample: async ({ files, options }, task) => sampleFiles(await openFiles(files, task), options, task),
    async readCode({ pixels }) {
      const { decodeQR } = await import('qr/decode.js')
      try {
        return decodeQR(pixels)
      } catch {
        // it tells of a picture without a code by throwing
        return null
      }
    },
    async encode({ format, input }, task) {
      const { encode } = formatOf(format)
      if (!encode) throw new AppError('format.cannotWrite', { format })
      const file = await encode(input, task)
      return transferring(file, [file.bytes.buffer])
    },
    async encodeLayer(request, task) {
      const file = await exportLayer(request, formatOf(request.format), task)
      return transferring(file, [file.bytes.buffer])
    },
    async encodeRanged({ request, streamed: { file, name, crs, mostWholeBytes } }, task) {
      const [{ openFlatGeobuf }, { byteSource }] = await Promise.all([
        import('../formats/flatgeobuf-ranges.ts'),
        import('../formats/geotiff-source.ts'),
      ])
      const layer = await openFlatGeobuf(byteSource(file, name, { mostWholeBytes }), name, task.signal)
      return exportStream(request, layer, crs, formatOf(request.format), task)
    },
    async encodeClasses({ place: { file, name: source, crs }, look, name }, task) {
      const [{ openGeoTiff }, { encodeClasses }] = await Promise.all([
        import('../formats/geotiff-reader.ts'),
        import('../formats/geotiff-encode.ts'),
      ])
      const reader = await openGeoTiff(file, { name: source, ...(crs && { crs }), signal: task.signal })
      const bytes = await encodeClasses(reader, look, task)
      return transferring({ name: `${name}.tif`, mime: 'image/tiff', bytes }, [bytes.buffer])
    },
    losses: (request) => exportLosses(request, formatOf(request.format)),
    async join(request) {
      const answer = joinTables(request)
      return transferring(answer, buffersOf(answer.table))
    },
    joinKeys: async ({ target, source }) => suggestKeys(target, source),
    async writeProject({ archive, file }, task) {
      return (await import('../core/project-archive.ts')).writeArchive(archive, file, task)
    },
    async readProject({ blob, file, newest }, task) {
      const archive = await (await import('../core/project-archive.ts')).readArchive(blob, file, newest, task)
      return transferring(
        archive,
        archive.tables.flatMap(([, table]) => buffersOf(table)),
      )
    },
    async encodeReport(input, task) {
      const file = await (await reportEncoder(input.format))(input, task)
      return transferring(file, [file.bytes.buffer])
    },
    reportLetters: async (input) => (await import('../formats/report-pdf.ts')).reportLetters(input),
    async reportDrawings(input, task) {
      const [{ openFontBook }, { reportDrawings }] = await Promise.all([
        import('../core/print/font-book.ts'),
        import('../formats/report-drawings.ts'),
      ])
      return reportDrawings(input, openFontBook(input.fonts ?? []).measure, task)
    },
    async writePdf({ pages, fonts, about }, task) {
      const [{ openFontBook }, { writePdf }] = await Promise.all([
        import('../core/print/font-book.ts'),
        import('../core/print/write-pdf.ts'),
      ])
      const bytes = await writePdf(pages, openFontBook(fonts), about, task)
      return transferring(bytes, [bytes.buffer])
    },
  },
  globalThis as unknown as Port,
)

async function openFiles(files: readonly { name: string; blob: Blob }[], task: Task): Promise<InputFile[]> {
  const inputs: InputFile[] = []
  for (const { name, blob } of files) {
    task.progress(0, 'stage.read')
    const source = blobSource(name, blob)
    const isLarge = blob.size > PIECES_FROM
    const bytes = await source.read(0, isLarge ? HEAD_BYTES : blob.size)
    inputs.push({ name, bytes, ...(isLarge && { source }) })
    await task.breathe()
  }
  return inputs
}

async function reportEncoder(format: ReportExport['format']) {
  switch (format) {
    case 'geojson':
      return (await import('../formats/report-geojson.ts')).encodeReportGeojson
    case 'csv':
      return (await import('../formats/report-csv.ts')).encodeReportCsv
    case 'xlsx':
      return (await import('../formats/report-xlsx.ts')).encodeReportXlsx
    case 'html':
      return (await import('../formats/report-html.ts')).encodeReportHtml
    case 'docx':
      return (await import('../formats/report-docx.ts')).encodeReportDocx
    case 'pdf':
      return (await import('../formats/report-pdf.ts')).encodeReportPdf
  }
}

async function load(url: string): Promise<ArrayBuffer> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${response.status}`)
  return response.arrayBuffer()
}
