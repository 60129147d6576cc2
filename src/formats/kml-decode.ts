import { AppError, type Note } from '../core/errors.ts'
import type { Task } from '../core/task.ts'
import { digesting } from './file-source.ts'
import { baseName, noteTaker } from './finish-layers.ts'
import { finishXml, LON_LAT } from './finish-xml.ts'
import type { DecodedLayer, DecodeOptions, InputFile, LayerSample, SampleOptions } from './format.ts'
import { KmlReader } from './kml-reader.ts'
import { typedColumns } from './sheet-columns.ts'
import { readXml } from './xml-reader.ts'
import { readXmlHead } from './xml-sample.ts'
import { noteContradicted, openXml, type XmlText } from './xml-text.ts'
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
  const documents = await documentsOf(file)
  const text = await openXml(await documents[0].open(task), options.encoding, task)
  noteContradicted(text, taker)
  const reader = new KmlReader()
  const elsewhere = await readLinked(file.name, documents, text, reader, options, task)
  if (!reader.isKml) throw new AppError('kml.notKml', { file: file.name })
  if (elsewhere > 0) taker.note('kml.networkLinks', { count: elsewhere }, 'warning')
  if (reader.overlays > 0) taker.note('kml.overlays', { count: reader.overlays }, 'warning')
  if (reader.badCoordinates > 0)
    taker.note('kml.badCoordinates', { count: reader.badCoordinates, row: reader.firstBad + 1 }, 'warning')
  if (reader.length === 0) throw new AppError('kml.noPlacemarks', { file: file.name, links: elsewhere })
  const told = {
    file,
    name: reader.documentName.trim() || baseName(file.name),
    format: 'kml',
    declared: LON_LAT,
    fallback: LON_LAT,
    notes,
  }
  return finishXml(reader, text, told, options, task)
}

/** The first placemarks, of which the types of columns are guessed as of all. */
export async function sampleKml(
  file: InputFile,
  { encoding, types = {} }: SampleOptions,
  task: Task,
): Promise<LayerSample | null> {
  const [document] = await documentsOf(file)
  const reader = new KmlReader()
  await readXmlHead(file.name, await document.open(task, true), encoding, reader, task)
  if (reader.length === 0) return null
  const name = reader.documentName.trim() || baseName(file.name)
  const { columns, fields } = typedColumns({ name, columns: reader.columns(), length: reader.length }, types, noteTaker([]))
  return {
    file: (file.archive ?? file).name,
    table: { name, crs: '', length: reader.length, columns, geometry: null },
    fields,
  }
}

interface KmlDocument {
  /** in the archive */
  readonly path: string
  open(task: Task, isForSample?: boolean): Promise<InputFile>
}

/** The main document of a KMZ, doc.kml, else the first .kml in it; then the others. */
async function documentsOf(file: InputFile): Promise<KmlDocument[]> {
  if (!isZip(file.bytes)) return [{ path: file.name, open: async () => file }]
  const inside = (await listZip(file)).filter(({ path }) => /\.kml$/i.test(path))
  const main = inside.find(({ path }) => /(^|\/)doc\.kml$/i.test(path)) ?? inside[0]
  if (!main) throw new AppError('kml.emptyKmz', { file: file.name })
  return [main, ...inside.filter((member) => member !== main)].map((member) => ({
    path: member.path,
    open: async (task, isForSample) => ({ name: file.name, ...(await member.open(task, isForSample)) }),
  }))
}

/** Reads the first document and those of the archive that links lead to, each once. @returns links that lead elsewhere */
async function readLinked(
  name: string,
  documents: readonly KmlDocument[],
  first: XmlText,
  reader: KmlReader,
  options: DecodeOptions,
  task: Task,
): Promise<number> {
  let elsewhere = 0
  const found = new Set([documents[0]])
  // a set that grows is walked to its end
  for (const document of found) {
    const seen = reader.links.length
    const isFirst = document === documents[0]
    const text = isFirst ? first : await openXml(await document.open(task), options.encoding, task)
    await readXml(text, name, reader, task, isFirst ? 0.1 : 0.9, 0.9)
    for (const href of reader.links.slice(seen)) {
      const path = pathIn(document, href)
      const target = documents.find((each) => each.path === path)
      if (target) found.add(target)
      else elsewhere++
    }
  }
  return elsewhere
}

const ARCHIVE = 'http://archive.invalid/'

/** Where a link of a document leads in its archive; null: out of it. */
function pathIn({ path }: KmlDocument, href: string): string | null {
  try {
    const { href: place, pathname } = new URL(href, ARCHIVE + path.split('/').map(encodeURIComponent).join('/'))
    return href && place.startsWith(ARCHIVE) ? decodeURIComponent(pathname.slice(1)) : null
  } catch {
    return null
  }
}
