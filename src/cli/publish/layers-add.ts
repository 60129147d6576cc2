import { renameSync, rmSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import type { Note } from '../../core/errors.ts'
import { classingOf } from '../../core/symbology.ts'
import { stretchOf, type Task } from '../../core/task.ts'
import { CliError, usage } from '../cli-error.ts'
import type { CommandLine } from '../command-line.ts'
import { piecesOf } from './batches.ts'
import { type LayerEntry, labelFor, readCatalog, symbologyFor, withEntry, writeCatalog } from './catalog-file.ts'
import { publishColumns } from './publish-columns.ts'
import { type PublishReport, publishFeatures } from './publish-features.ts'
import { type PublishedTiles, publishTiles } from './publish-tiles.ts'

export interface AddAnswer {
  readonly entry: LayerEntry
  readonly report: PublishReport
  readonly tiles: Pick<PublishedTiles, 'tiles' | 'minZoom' | 'maxZoom' | 'thinned'>
  /** fields of the layer of before that the new files do not have */
  readonly lostFields: readonly string[]
  /** of the files that leave it open, how their words were read, and by what that was known */
  readonly encodings: readonly FileEncoding[]
  readonly notes: readonly Note[]
}
export interface FileEncoding {
  readonly file: string
  readonly encoding: string
  /** as on a receipt: 'user' | 'cpg' | 'ldid' | 'utf8' | 'gb18030' … */
  readonly evidence: string | null
}

/**
 * Files of one layer into a deployment's folder: FlatGeobuf with spatial index, PMTiles, codes in order, fields one by one, and the entry of the catalog with their
 * checksums. Under the id of a layer that is there already the new one takes its place: title, symbols, label and the names of fields stay.
 * Nothing of the folder changes before everything is written.
 * @throws CliError publish.*, cli.*, AppError of the formats
 */
export async function addLayer(line: CommandLine, files: readonly string[], task: Task, notes: Note[]): Promise<AddAnswer> {
  if (files.length === 0) throw usage('cli.noFile')
  const option = (name: string) => line.named.get(name) ?? null
  const id = option('--id') ?? idOf(files[0])
  if (!/^[a-z][a-z0-9-]*$/.test(id)) throw usage('publish.id', { id })
  const folder = option('--folder') ?? 'data/layers'
  const catalog = readCatalog(folder)
  const before = catalog.layers.find((layer) => layer.id === id)
  if (before?.kind === 'grid') throw new CliError('publish.isRaster', { id })

  const path = join(folder, `${id}.fgb.new`)
  const tilesPath = join(folder, `${id}.pmtiles.new`)
  const codesPath = join(folder, `${id}.codes.new`)
  const columnsPath = join(folder, `${id}.columns.new`)
  try {
    const encodings: FileEncoding[] = []
    const pieces = () => allPieces(files, line, stretchOf(task, 0, 0.5), notes, encodings)
    const features = await publishFeatures(pieces, path, id, before?.fields ?? [], task)
    if (before?.geometry && before.geometry !== features.kind)
      throw new CliError('publish.geometry', { found: features.kind, wanted: before.geometry })
    const names = new Set(features.columns.map(({ name }) => name))
    const symbology = symbologyFor(features.kind, before?.symbology, names)
    const label = labelFor(before?.label, names)
    const choice = {
      ...classingOf(symbology),
      labelField: label?.field ?? null,
    }
    const paint = Array.from({ length: choice.classValues.length + 1 }, () => null)
    const columns = await publishColumns(features, alone(line), { ...choice, paint }, columnsPath, stretchOf(task, 0.5, 0.6))
    const tiles = await publishTiles(features, choice, tilesPath, stretchOf(task, 0.6, 1))
    const codes = features.codes.fields.length > 0 ? features.codes.write(codesPath, features.order) : null
    const given = basename(files[0])
    const both = (zh: string | null, en: string | null) =>
      zh !== null || en !== null ? { zh: zh ?? (en as string), en: en ?? (zh as string) } : null
    const entry = {
      visible: true,
      opacity: 1,
      minZoom: 0,
      maxZoom: 24,
      role: 'data',
      ...before,
      kind: 'table' as const,
      id,
      title: both(option('--title-zh'), option('--title-en')) ?? before?.title ?? { zh: id, en: id },
      file: `${id}.fgb`,
      format: 'flatgeobuf',
      crs: 'EPSG:4490',
      bytes: features.bytes,
      sha256: features.sha256,
      source: both(option('--source-zh'), option('--source-en')) ?? {
        zh: `单位自有数据：${given}`,
        en: `Own data of the office: ${given}`,
      },
      licence: option('--licence') ?? 'proprietary',
      date: option('--date') ?? new Date().toISOString().slice(0, 10),
      isDemonstration: false,
      geometry: features.kind,
      count: features.report.count,
      symbology,
      label,
      fields: features.fields,
      tiles: { file: `${id}.pmtiles`, bytes: tiles.bytes, sha256: tiles.sha256, minZoom: tiles.minZoom, maxZoom: tiles.maxZoom },
      // undefined where the layer of before had one
      codes: codes ? { file: `${id}.codes`, ...codes, fields: features.codes.fields } : undefined,
      columns: columns.file ? { file: `${id}.columns`, ...columns.file } : undefined,
      classCounts: columns.classCounts,
    }
    renameSync(path, join(folder, entry.file))
    renameSync(tilesPath, join(folder, entry.tiles.file))
    if (entry.codes) renameSync(codesPath, join(folder, entry.codes.file))
    if (entry.columns) renameSync(columnsPath, join(folder, entry.columns.file))
    writeCatalog(folder, withEntry(catalog, entry, option('--group')))
    return {
      entry,
      report: features.report,
      tiles: { tiles: tiles.tiles, minZoom: tiles.minZoom, maxZoom: tiles.maxZoom, thinned: tiles.thinned },
      lostFields: (before?.fields ?? []).map(({ name }) => name).filter((name) => !names.has(name)),
      encodings,
      notes,
    }
  } finally {
    for (const left of [path, tilesPath, codesPath, columnsPath]) rmSync(left, { force: true })
  }
}

/** What an import keeps as it is; here it is repaired and told as such. */
const REPAIRED_HERE = ['geometry.unsound', 'geometry.unchecked', 'geometry.uncheckedLayer']

async function* allPieces(files: readonly string[], line: CommandLine, task: Task, notes: Note[], encodings: FileEncoding[]) {
  const options = { crs: line.crs.get(''), encoding: line.encoding.get('') }
  for (const [i, file] of files.entries()) {
    for await (const piece of piecesOf(file, options, stretchOf(task, i / files.length, (i + 1) / files.length))) {
      // each piece of a file says the same of it
      for (const note of piece.receipt.notes)
        if (
          !REPAIRED_HERE.includes(note.code) &&
          !notes.some((each) => each.code === note.code && JSON.stringify(each.detail) === JSON.stringify(note.detail))
        )
          notes.push(note)
      const { file, encoding, encodingEvidence: evidence } = piece.receipt
      if (encoding !== null && evidence !== 'specification' && !encodings.some((each) => each.file === file))
        encodings.push({ file, encoding, evidence })
      yield piece
    }
  }
}

/** Fields to be written one by one: all, or those of --columns A,B; none of them where it is "none". */
function alone(line: CommandLine): readonly string[] | null {
  const named = line.named.get('--columns') ?? 'all'
  return named === 'all' ? null : named === 'none' ? [] : named.split(',')
}

function idOf(path: string): string {
  return basename(path, extname(path))
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-$/g, '')
}
