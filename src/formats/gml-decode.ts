import { AppError, type Note } from '../core/errors.ts'
import type { Task } from '../core/task.ts'
import { digesting } from './file-source.ts'
import { baseName, noteTaker } from './finish-layers.ts'
import { finishXml } from './finish-xml.ts'
import type { DecodedLayer, DecodeOptions, InputFile, LayerSample, SampleOptions } from './format.ts'
import type { GmlLayer } from './gml-layer.ts'
import { GmlReader } from './gml-reader.ts'
import { typedColumns } from './sheet-columns.ts'
import { readXml } from './xml-reader.ts'
import { readXmlHead } from './xml-sample.ts'
import { noteContradicted, openXml } from './xml-text.ts'

/** GML 2.1.2, 3.1.1 and 3.2.1 (OGC 02-069, 03-105r1, 07-036), also as a WFS answers it: a layer for each type of feature. No schema is asked for. */
export async function decodeGml(
  files: readonly InputFile[],
  options: DecodeOptions,
  task: Task,
): Promise<readonly DecodedLayer[]> {
  const file = digesting(files[0])
  const text = await openXml(file, options.encoding, task)
  const reader = new GmlReader(file.name)
  await readXml(text, file.name, reader, task, 0.05, 0.9)
  const { layers } = reader
  if (layers.length === 0 && reader.exception)
    throw new AppError('gml.serviceError', { file: file.name, message: reader.exception })
  if (layers.length === 0) throw new AppError('gml.noFeatures', { file: file.name, links: reader.linkedFeatures })
  const common: Note[] = []
  const taker = noteTaker(common)
  noteContradicted(text, taker)
  if (reader.linkedFeatures > 0) taker.note('gml.linkedFeatures', { count: reader.linkedFeatures }, 'warning')
  if (reader.returned < reader.matched)
    taker.note('gml.partial', { returned: reader.returned, matched: reader.matched }, 'warning')
  const out: DecodedLayer[] = []
  for (const layer of layers) {
    const notes = [...common]
    const own = noteTaker(notes)
    const systems = layers.filter(({ type }) => type === layer.type)
    if (systems.length > 1) own.note('gml.parted', { type: layer.type, systems: systems.map(systemOf).join(', ') }, 'warning')
    layer.tell(own)
    const name = nameOf(layer, layers, systems.length, file.name)
    const declared = layer.srs ? { crs: layer.srs.crs, evidence: 'srs-name' } : null
    const fallback = { crs: options.likelyCrs?.find((crs) => crs === 'EPSG:4490') ?? 'EPSG:4326', evidence: 'default' }
    out.push(...(await finishXml(layer, text, { file, name, format: 'gml', declared, fallback, notes }, options, task)))
    await task.breathe()
  }
  return out
}

/** The first features, of which the types of columns are guessed as of all. */
export async function sampleGml(
  file: InputFile,
  { encoding, types = {} }: SampleOptions,
  task: Task,
): Promise<LayerSample | null> {
  const reader = new GmlReader(file.name)
  await readXmlHead(file.name, file, encoding, reader, task)
  const [layer] = reader.layers
  if (!layer) return null
  const name = nameOf(layer, reader.layers, 1, file.name)
  const { columns, fields } = typedColumns({ name, columns: layer.columns(), length: layer.length }, types, noteTaker([]))
  return {
    file: (file.archive ?? file).name,
    table: { name, crs: '', length: layer.length, columns, geometry: null },
    fields,
  }
}

/** One type of features has the name of its file, which is what the user knows. */
function nameOf(layer: GmlLayer, all: readonly GmlLayer[], systems: number, file: string): string {
  if (all.length === 1) return baseName(file)
  return systems > 1 && layer.srs ? `${layer.type}_${layer.srs.crs.replace(/^EPSG:/, '')}` : layer.type
}
function systemOf({ srs }: GmlLayer): string {
  return srs?.crs ?? '?'
}
