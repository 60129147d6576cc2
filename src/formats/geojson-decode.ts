import type { Note } from '../core/errors.ts'
import type { Task } from '../core/task.ts'
import { digesting, sourceOf } from './file-source.ts'
import { baseName, finishLayers, noteTaker } from './finish-layers.ts'
import type { DecodedLayer, DecodeOptions, InputFile, LayerSample, SampleOptions } from './format.ts'
import { GeojsonReader } from './geojson-reader.ts'
import { knownFields } from './known-fields.ts'
import { encodingOfHead, openText } from './text-encoding.ts'

/** of a sample, read at a time */
const SAMPLE_BYTES = 64 << 10

/** GeoJSON (RFC 7946), also with the `crs` member of 2008, and newline-delimited features. */
export async function decodeGeojson(
  files: readonly InputFile[],
  options: DecodeOptions,
  task: Task,
): Promise<readonly DecodedLayer[]> {
  const file = digesting(files[0])
  const notes: Note[] = []
  const text = await openText(file, options.encoding, task)
  const reader = new GeojsonReader(text, file, task, noteTaker(notes))
  if ((await reader.readAll()) === 'topology') {
    const { decodeTopojson } = await import('./topojson-decode.ts')
    return decodeTopojson(files, options, task)
  }
  const columns = reader.finishColumns()
  return finishLayers(
    {
      file,
      name: reader.name || baseName(file.name),
      format: 'geojson',
      columns,
      builder: reader.builder,
      declared: reader.crs,
      fallback: { crs: 'EPSG:4326', evidence: 'specification' },
      skipped: reader.skipped,
      ...(reader.skippedLines.length > 0 && { skippedLines: reader.skippedLines }),
      encoding: text.encoding,
      encodingEvidence: text.evidence,
      notes,
    },
    options,
    task,
  )
}

/** The first features, without looking at what comes after them. */
export async function sampleGeojson(file: InputFile, { encoding, rows }: SampleOptions, task: Task): Promise<LayerSample | null> {
  const text = await openText(inSmallPieces(file), encoding ?? encodingOfHead(file.bytes.subarray(0, SAMPLE_BYTES)), task)
  const reader = new GeojsonReader(text, file, task, noteTaker([]), rows)
  if ((await reader.readAll()) === 'topology') return null
  const columns = reader.finishColumns()
  const name = reader.name || baseName(file.name)
  return {
    file: (file.archive ?? file).name,
    table: { name, crs: '', length: reader.rows, columns, geometry: null },
    fields: knownFields(columns),
  }
}
/** A file that is at hand would be decoded as a whole: of it a part is enough, unless a feature is larger. */
function inSmallPieces(file: InputFile): InputFile {
  return { ...file, source: { ...sourceOf(file), pieceBytes: SAMPLE_BYTES } }
}
