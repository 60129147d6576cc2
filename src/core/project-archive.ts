import { deflateSync } from 'fflate'
import type { AnalysisResult } from './analysis.ts'
import { crc32 } from './crc32.ts'
import { AppError } from './errors.ts'
import { packInPieces, unpackTable } from './pack.ts'
import { packValue, unpackValue } from './pack-value.ts'
import type { Table } from './table.ts'
import type { Task } from './task.ts'
import { listZipBlob, packedBlob, readMember, writeZip, type ZipEntry, type ZipPart } from './zip-blob.ts'

/** project.json in the archive: what app/project-schema.ts describes. */
const MANIFEST = 'project.json'
const FORMAT = 'one-map-project'
const MAX_MEMBER_BYTES = 2 ** 30
const MAX_MANIFEST_BYTES = 64 * 2 ** 20
const PIECE_BYTES = 8 << 20

type Named<T> = readonly (readonly [id: string, value: T])[]

/** The parts of a 工程文件 that are data, each under its id. */
export interface ProjectData {
  readonly tables: Named<Table>
  /** imported rasters, as they came */
  readonly files: Named<Blob>
  readonly results: Named<AnalysisResult>
  /** files of the offline package, by checksum */
  readonly layers: Named<Blob>
}
export interface ProjectArchive extends ProjectData {
  /** all else that project.json holds */
  readonly manifest: Readonly<Record<string, unknown>>
}

/** A project as one file. Numbers hardly shrink: only project.json is compressed. */
export async function writeArchive({ manifest, ...data }: ProjectArchive, file: string, task: Task): Promise<Blob> {
  const parts: ZipPart[] = []
  const put = async <T>(folder: string, values: Named<T>, contentOf: (value: T) => Blob): Promise<Record<string, string>> => {
    const names: Record<string, string> = {}
    for (const [i, [id, value]] of values.entries()) {
      await task.breathe()
      names[id] = `${folder}/${i}`
      parts.push({ name: names[id], content: contentOf(value) })
    }
    return names
  }
  const members = {
    tables: await put('tables', data.tables, (table) => new Blob([...packInPieces(table, PIECE_BYTES)] as BlobPart[])),
    files: await put('files', data.files, (blob) => blob),
    results: await put('results', data.results, (result) => new Blob([packValue(result)])),
    layers: await put('layers', data.layers, (blob) => blob),
  }
  const json = new TextEncoder().encode(JSON.stringify({ ...manifest, format: FORMAT, ...members }, null, 1))
  const content = new Blob([deflateSync(json) as Uint8Array<ArrayBuffer>])
  return writeZip([{ name: MANIFEST, content, deflated: { bytes: json.length, crc: crc32(json) } }, ...parts], file, task)
}

/**
 * Reads what `writeArchive` and earlier versions wrote. The manifest is for the caller to check; of offline layers nothing is read here.
 * @param newest version that is understood
 * @throws AppError project.notProject, project.cutOff, project.newer, project.damaged, zip.tooLarge, pack.*
 */
export async function readArchive(blob: Blob, file: string, newest: number, task: Task): Promise<ProjectArchive> {
  const entries = await listZipBlob(blob)
  const head = entries?.get(MANIFEST)
  if (!entries && (await isArchive(blob))) throw new AppError('project.cutOff', { file })
  if (!entries || !head) throw new AppError('project.notProject', { file })
  limit(head, MAX_MANIFEST_BYTES, file)
  const json = await readMember(blob, head, task)
  if (!json) throw new AppError('project.notProject', { file })
  const manifest = parse(json, file)
  const { version } = manifest
  if (manifest.format !== FORMAT || typeof version !== 'number') throw new AppError('project.notProject', { file })
  if (version > newest) throw new AppError('project.newer', { file, found: version, known: newest })

  const read = async <T>(key: string, take: (entry: ZipEntry) => Promise<T | null>): Promise<Named<T>> => {
    const out: (readonly [string, T])[] = []
    for (const [id, name] of Object.entries(manifest[key] ?? {})) {
      await task.breathe()
      const entry = typeof name === 'string' ? entries.get(name) : undefined
      const value = entry && (await take(entry))
      if (!value) throw new AppError('project.damaged', { file, path: String(name), expected: 'member' })
      out.push([id, value])
    }
    return out
  }
  const bytes = async (entry: ZipEntry) => {
    limit(entry, MAX_MEMBER_BYTES, file)
    return readMember(blob, entry, task)
  }
  return {
    manifest,
    tables: await read('tables', async (entry) => {
      const packed = await bytes(entry)
      const table = packed && unpackTable(packed.buffer)
      // one vertex that is nowhere would blank its tiles, and spoil every area that it has part in
      return table?.geometry?.xy.every(Number.isFinite) === false ? null : table
    }),
    files: await read('files', async (entry) => {
      const content = await bytes(entry)
      return content && new Blob([content])
    }),
    results: await read('results', async (entry) => {
      const packed = await bytes(entry)
      return packed && (unpackValue(packed) as AnalysisResult)
    }),
    layers: await read('layers', async (entry) => {
      if (entry.method === 0) return packedBlob(blob, entry)
      // packed anew by another program
      const content = await bytes(entry)
      return content && new Blob([content])
    }),
  }
}

/** By its beginning; the list of members stands at the end. */
async function isArchive(blob: Blob): Promise<boolean> {
  const [p, k] = new Uint8Array(await blob.slice(0, 4).arrayBuffer())
  return blob.size > 4 && p === 0x50 && k === 0x4b
}

function limit({ name, bytes }: ZipEntry, most: number, file: string): void {
  if (bytes > most) throw new AppError('zip.tooLarge', { file, member: name, limit: most })
}

function parse(json: Uint8Array, file: string): Readonly<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder().decode(json))
  } catch {
    throw new AppError('project.damaged', { file, path: MANIFEST, expected: 'JSON' })
  }
  if (typeof value !== 'object' || value === null) throw new AppError('project.notProject', { file })
  return value as Readonly<Record<string, unknown>>
}
