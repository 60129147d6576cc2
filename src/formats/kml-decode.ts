import { AppError, type Note } from '../core/errors.ts'
import type { Task } from '../core/task.ts'
import { digesting } from './file-source.ts'
import { baseName, finishLayers, noteTaker } from './finish-layers.ts'
import type { DecodedLayer, DecodeOptions, InputFile } from './format.ts'
import { KmlReader } from './kml-reader.ts'
import { typedColumns } from './sheet-columns.ts'
import { readXml } from './xml-reader.ts'
import { openXml } from './xml-text.ts'
import { isZip, listZip } from './zip-archive.ts'

/** KML 2.2 (OGC 07-147r2) and KMZ: a row a placemark, with the path of its folders. */
export async function decodeKml(
  files: readonly InputFile[],
  options: DecodeOptions,
  task: Task,
): Promise<readonly DecodedLayer[]> {
  const file = digesting(files[0])
  const notes: Note[] = []
  const taker = noteTaker(notes)
  const [main, ...others] = await documentsOf(file)
  const text = await openXml(await main(task), options.encoding, task)
  const reader = new KmlReader()
  await readXml(text, file.name, reader, task, 0.1, 0.9)
  // links of a KMZ to documents of its own
  for (const other of reader.networkLinks > 0 ? others : []) {
    await readXml(await openXml(await other(task), options.encoding, task), file.name, reader, task, 0.9, 0.9)
    reader.networkLinks--
  }
  if (!reader.isKml) throw new AppError('kml.notKml', { file: file.name })
  if (reader.networkLinks > 0) taker.note('kml.networkLinks', { count: reader.networkLinks }, 'warning')
  if (reader.overlays > 0) taker.note('kml.overlays', { count: reader.overlays }, 'warning')
  if (reader.badCoordinates > 0)
    taker.note('kml.badCoordinates', { count: reader.badCoordinates, row: reader.firstBad + 1 }, 'warning')
  if (reader.length === 0) throw new AppError('kml.noPlacemarks', { file: file.name, links: reader.networkLinks })
  const sheet = { name: baseName(file.name), columns: reader.columns(), length: reader.length }
  const { columns, fields } = typedColumns(sheet, options.types ?? {}, taker)
  return finishLayers(
    {
      file,
      name: reader.documentName.trim() || baseName(file.name),
      format: 'kml',
      columns,
      fields,
      builder: reader.builder,
      declared: { crs: 'EPSG:4326', evidence: 'specification' },
      fallback: { crs: 'EPSG:4326', evidence: 'specification' },
      skipped: 0,
      encoding: text.encoding,
      encodingEvidence: text.evidence,
      notes,
      hasChangeableTypes: true,
    },
    options,
    task,
  )
}

/** The main document of a KMZ, doc.kml, else the first .kml in it; then the others. */
async function documentsOf(file: InputFile): Promise<((task: Task) => Promise<InputFile>)[]> {
  if (!isZip(file.bytes)) return [async () => file]
  const inside = (await listZip(file)).filter(({ path }) => /\.kml$/i.test(path))
  const main = inside.find(({ path }) => /(^|\/)doc\.kml$/i.test(path)) ?? inside[0]
  if (!main) throw new AppError('kml.emptyKmz', { file: file.name })
  return [main, ...inside.filter((member) => member !== main)].map((member) => async (task) => ({
    name: file.name,
    ...(await member.open(task)),
  }))
}
