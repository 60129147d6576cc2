import { crsOf } from '../core/crs.ts'
import { AppError, type Note } from '../core/errors.ts'
import { defaultLook } from '../core/raster/default-look.ts'
import type { GridMeta, GridReader, SampleType } from '../core/raster/grid.ts'
import { outlineOf } from '../core/raster/outline.ts'
import type { Task } from '../core/task.ts'
import { type DeclaredCrs, decideCrs } from './crs-evidence.ts'
import { digestOf, sizeOf, wholeFile } from './file-source.ts'
import { baseName, noteTaker } from './finish-layers.ts'
import type { DecodedLayer, DecodeOptions, InputFile } from './format.ts'
import { openGeoTiff } from './geotiff-reader.ts'
import { parseWktCrs } from './wkt-crs.ts'
import { withPlace, worldFileOf } from './world-file.ts'

/** A raster as a layer: its outline as the table, and the file itself, from which cells are read when they are needed. */
export async function decodeGeoTiff(
  [file, ...companions]: readonly InputFile[],
  options: DecodeOptions,
  task: Task,
): Promise<DecodedLayer> {
  const own = file.source?.blob ?? new Blob([(await wholeFile(file)).bytes as Uint8Array<ArrayBuffer>])
  const opener = (blob: Blob) => (crs?: string) => openGeoTiff(blob, { name: file.name, crs, signal: task.signal })
  const { reader, declared, blob, worldFile } = await openDeclared(opener(own))
    .then((opened) => ({ ...opened, blob: own, worldFile: null }))
    .catch(async (error: unknown) => {
      if (!(error instanceof AppError) || error.code !== 'raster.noGeoreference') throw error
      const placed = await placedBy(own, companions)
      if (!placed) throw error
      return { ...(await openDeclared(opener(placed.blob))), ...placed }
    })
  const outline = outlineOf(reader)
  const notes: Note[] = [...reader.meta.notes]
  if (worldFile) notes.push({ code: 'raster.worldFile', detail: { name: worldFile }, level: 'info' })
  const fallback = { crs: 'EPSG:4326', evidence: 'default' }
  const geometries = outline.geometry ? [outline.geometry] : []
  const decision = decideCrs(geometries, declared ?? (await prjCrs(companions)), options, fallback, noteTaker(notes))
  notes.unshift(foundNote(reader.meta, decision.crs))
  const look = await defaultLook(reader, task)
  const source = file.archive ?? file
  const bands = Array.from({ length: reader.meta.bands }, (_, i) => ({ name: `${i + 1}`, type: reader.meta.sampleType }))
  return {
    table: { ...outline, name: baseName(file.name), crs: decision.crs },
    fields: [],
    // exchanging rows and columns of a raster makes no sense: only the system can be asked for
    questions: decision.questions.filter(({ kind }) => kind === 'crs'),
    grid: { look, file: blob },
    receipt: {
      file: source.name,
      format: 'geotiff',
      bytes: sizeOf(source),
      sha256: await digestOf(source, task),
      count: 1,
      withoutGeometry: 0,
      skipped: 0,
      encoding: null,
      encodingEvidence: null,
      crs: decision.crs || null,
      crsEvidence: decision.evidence,
      fields: bands,
      notes,
    },
  }
}

/** As GDAL calls them. */
const TYPE_NAMES: Readonly<Record<SampleType, string>> = {
  u8: 'Byte',
  i8: 'Int8',
  u16: 'UInt16',
  i16: 'Int16',
  u32: 'UInt32',
  i32: 'Int32',
  f32: 'Float32',
  f64: 'Float64',
}
/** What a raster is, which its name does not say. */
function foundNote({ levels: [full], bands, sampleType, nodata }: GridMeta, crs: string): Note {
  const [, b, c, , e, f] = full.transform
  const info = crsOf(crs)
  const unit = info?.kind === 'geographic' ? '°' : / \+units=m( |$)/.test(info?.proj ?? '') ? ' m' : ''
  const side = (along: number, across: number) => `${Number(Math.hypot(along, across).toPrecision(7))}${unit}`
  const detail = {
    columns: full.width,
    rows: full.height,
    bands,
    type: TYPE_NAMES[sampleType],
    cell: `${side(b, e)} × ${side(c, f)}`,
    nodata: nodata === null ? '—' : String(nodata),
  }
  return { code: 'raster.found', detail, level: 'info' }
}

/** A picture and the world file beside it, as one file that has its place. */
async function placedBy(own: Blob, companions: readonly InputFile[]): Promise<{ blob: Blob; worldFile: string } | null> {
  for (const file of companions) {
    if (!/w(ld)?$/i.test(file.name)) continue
    const transform = worldFileOf((await wholeFile(file)).bytes)
    const blob = transform && (await withPlace(own, transform))
    if (blob) return { blob, worldFile: file.name }
  }
  return null
}
async function prjCrs(companions: readonly InputFile[]): Promise<DeclaredCrs | null> {
  const prj = companions.find(({ name }) => /\.prj$/i.test(name))
  const crs = prj && parseWktCrs(new TextDecoder().decode((await wholeFile(prj)).bytes.subarray(0, 1 << 16)).trim())?.crs
  return crs ? { crs, evidence: 'prj' } : null
}

/** What the file says of its system; one that says nothing readable is opened all the same, since its numbers may tell. */
async function openDeclared(
  open: (crs?: string) => Promise<GridReader>,
): Promise<{ readonly reader: GridReader; readonly declared: DeclaredCrs | null }> {
  try {
    const reader = await open()
    return { reader, declared: { crs: reader.meta.crs, evidence: 'header' } }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'raster.unknownCrs') throw error
    return { reader: await open('EPSG:4326'), declared: null }
  }
}
