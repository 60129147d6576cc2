import sqliteUrl from 'sql.js/dist/sql-wasm-browser.wasm?url'
import '../core/projections.ts'
import { AppError } from '../core/errors.ts'
import { joinTables, suggestKeys } from '../core/join.ts'
import { keyFields } from '../core/key-fields.ts'
import { arrived, buffersOfTwin, toSend, twinOf } from '../core/lift-texts.ts'
import type { FaceShelf } from '../core/print/print-face.ts'
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
/** A larger table is copied by the page, when the bytes of its file are no longer held. */
const TWIN_BYTES = 128 << 20

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

/** of the letters of pictures */
let shelf: FaceShelf | null = null

serve<FormatsApi>(
  {
    async decode({ files, options }, task) {
      const inputs = await openFiles(files, task)
      for (const { bytes, source } of inputs) if (!source) beginSha256(bytes)
      const { layers, failures } = await decodeFiles(inputs, options, task)
      // looks at every row, which the page should not
      const answer = { layers: layers.map((layer) => ({ ...layer, keys: keyFields(layer.table, layer.fields) })), failures }
      const buffers = [...new Set(answer.layers.flatMap(({ table }) => buffersOf(table)))]
      const { sent, transfer } = await toSend(answer, buffers, task.breathe)
      const [only, more] = sent.layers
      if (!only || more || sizeOf(buffers) > TWIN_BYTES) return transferring(sent, transfer)
      const twin = await twinOf({ table: only.table, ...(sent.texts && { texts: sent.texts }) }, task.breathe)
      return transferring({ ...sent, twin }, [...transfer, ...buffersOfTwin(twin)])
    },
    sample: async ({ files, options }, task) => sampleFiles(await openFiles(files, task, 0), options, task),
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
    async encodeLayer(argument, task) {
      const request = await arrived(argument, task.breathe)
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
    async losses(argument, task) {
      const request = await arrived(argument, task.breathe)
      return exportLosses(request, formatOf(request.format))
    },
    async join(argument, task) {
      const answer = joinTables(await arrived(argument, task.breathe))
      const { sent, transfer } = await toSend(answer, buffersOf(answer.table), task.breathe)
      return transferring(sent, transfer)
    },
    async joinKeys(argument, task) {
      const { target, source } = await arrived(argument, task.breathe)
      return suggestKeys(target, source)
    },
    async writeProject(argument, task) {
      const { archive, file } = await arrived(argument, task.breathe)
      return (await import('../core/project-archive.ts')).writeArchive(archive, file, task)
    },
    async readProject({ blob, file, newest }, task) {
      const archive = await (await import('../core/project-archive.ts')).readArchive(blob, file, newest, task)
      const buffers = archive.tables.flatMap(([, table]) => buffersOf(table))
      const { sent, transfer } = await toSend(archive, buffers, task.breathe)
      return transferring(sent, transfer)
    },
    async encodeReport(argument, task) {
      const input = await arrived(argument, task.breathe)
      const file = await (await reportEncoder(input.format))(input, task)
      return transferring(file, [file.bytes.buffer])
    },
    async reportLetters(argument, task) {
      const { reportLetters } = await import('../formats/report-pdf.ts')
      return reportLetters(await arrived(argument, task.breathe))
    },
    async reportDrawings(argument, task) {
      const input = await arrived(argument, task.breathe)
      const [{ openFontBook }, { reportDrawings }] = await Promise.all([
        import('../core/print/font-book.ts'),
        import('../formats/report-drawings.ts'),
      ])
      return reportDrawings(input, openFontBook(input.fonts ?? []).measure, task)
    },
    async pagePng({ page, dpi, faces }, task) {
      const [{ faceShelf }, { pagePng }] = await Promise.all([
        import('../core/print/print-face.ts'),
        import('../core/print/page-png.ts'),
      ])
      shelf ??= faceShelf((globalThis as unknown as WorkerGlobalScope).fonts)
      await shelf(faces)
      const bytes = await pagePng(page, dpi, task)
      return transferring(bytes, [bytes.buffer])
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

const sizeOf = (buffers: readonly ArrayBuffer[]) => buffers.reduce((sum, { byteLength }) => sum + byteLength, 0)

async function openFiles(
  files: readonly { name: string; blob: Blob }[],
  task: Task,
  piecesFrom = PIECES_FROM,
): Promise<InputFile[]> {
  const inputs: InputFile[] = []
  for (const { name, blob } of files) {
    task.progress(0, 'stage.read')
    const source = blobSource(name, blob)
    const isLarge = blob.size > piecesFrom
    const bytes = await source.read(0, isLarge ? Math.min(HEAD_BYTES, blob.size) : blob.size)
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
