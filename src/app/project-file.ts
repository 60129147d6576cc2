import { strFromU8, strToU8, unzipSync, type Zippable, zipSync } from 'fflate'
import * as v from 'valibot'
import type { AnalysisResult } from '../core/analysis.ts'
import { AppError } from '../core/errors.ts'
import { packTable, unpackTable } from '../core/pack.ts'
import { packValue, unpackValue } from '../core/pack-value.ts'
import type { Table } from '../core/table.ts'
import { migrateProject, PROJECT_VERSION } from './migrate-project.ts'
import { type Manifest, manifestSchema } from './project-schema.ts'
import type { TableId } from './state.ts'

const MANIFEST = 'project.json'
const MAX_MEMBER_BYTES = 2 ** 30
const MAX_MANIFEST_BYTES = 64 * 2 ** 20

/** 工程文件: a ZIP of project.json, the tables and rasters that the deployment does not ship, and the results of runs. */
export interface ProjectFile extends Omit<Manifest, 'format' | 'version' | 'tables' | 'files' | 'results'> {
  readonly tables: ReadonlyMap<TableId, Table>
  /** of imported rasters, as they came */
  readonly files: ReadonlyMap<TableId, Uint8Array>
  readonly results: ReadonlyMap<string, AnalysisResult>
}

export function writeProjectFile({ tables, files, results, ...content }: ProjectFile): Uint8Array {
  const members: Zippable = {}
  // arrays of coordinates hardly shrink: stored, they are written and read at the speed of a copy
  const store = (name: string, bytes: Uint8Array) => {
    members[name] = [bytes, { level: 0 }]
    return name
  }
  const manifest: Manifest = {
    ...content,
    format: 'one-map-project',
    version: PROJECT_VERSION,
    tables: Object.fromEntries([...tables].map(([id, table], i) => [id, store(`tables/${i}`, new Uint8Array(packTable(table)))])),
    files: Object.fromEntries([...files].map(([id, bytes], i) => [id, store(`files/${i}`, bytes)])),
    results: Object.fromEntries([...results].map(([id, result], i) => [id, store(`results/${i}`, packValue(result))])),
  }
  return zipSync({ [MANIFEST]: strToU8(JSON.stringify(manifest, null, 1)), ...members })
}

/** @throws AppError project.notProject, project.newer, project.damaged, pack.* */
export function readProjectFile(bytes: Uint8Array, file: string): ProjectFile {
  const members = unpackMembers(bytes, file)
  const text = members[MANIFEST]
  if (!text) throw new AppError('project.notProject', { file })
  const { tables, files, results, format: _, version: __, ...content } = parseManifest(strFromU8(text), file)
  const member = (name: string) => {
    if (!Object.hasOwn(members, name)) throw new AppError('project.damaged', { file, path: name, expected: 'member' })
    return members[name]
  }
  const isOwn = (bytesOfMember: Uint8Array) => bytesOfMember.slice().buffer
  return {
    ...content,
    tables: new Map(Object.entries(tables).map(([id, name]) => [id, unpackTable(isOwn(member(name)))])),
    files: new Map(Object.entries(files).map(([id, name]) => [id, member(name)])),
    results: new Map(Object.entries(results).map(([id, name]) => [id, unpackValue(member(name)) as AnalysisResult])),
  }
}

function unpackMembers(bytes: Uint8Array, file: string): Record<string, Uint8Array> {
  try {
    return unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        const limit = name === MANIFEST ? MAX_MANIFEST_BYTES : MAX_MEMBER_BYTES
        if (originalSize > limit) throw new AppError('zip.tooLarge', { file, member: name, limit })
        return name === MANIFEST || /^(tables|files|results)\/\d+$/.test(name)
      },
    })
  } catch (error) {
    if (error instanceof AppError) throw error
    throw new AppError('project.notProject', { file })
  }
}

function parseManifest(text: string, file: string): Manifest {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new AppError('project.damaged', { file, path: MANIFEST, expected: 'JSON' })
  }
  const header = v.safeParse(v.object({ format: v.literal('one-map-project'), version: v.number() }), json)
  if (!header.success) throw new AppError('project.notProject', { file })
  const { version } = header.output
  if (version > PROJECT_VERSION) throw new AppError('project.newer', { file, found: version, known: PROJECT_VERSION })
  const { project, ...rest } = json as Record<string, unknown>
  const isObject = typeof project === 'object' && project !== null
  const parsed = v.safeParse(manifestSchema, { ...rest, project: isObject ? migrateProject(project, version) : project })
  if (!parsed.success) {
    const [issue] = parsed.issues
    throw new AppError('project.damaged', { file, path: v.getDotPath(issue) ?? '', expected: issue.expected ?? issue.message })
  }
  return parsed.output as unknown as Manifest
}
