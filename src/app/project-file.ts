import * as v from 'valibot'
import type { AnalysisResult } from '../core/analysis.ts'
import { AppError } from '../core/errors.ts'
import type { Table } from '../core/table.ts'
import type { FormatsApi } from '../workers/formats-api.ts'
import type { CallOptions, Client } from '../workers/protocol.ts'
import { migrateProject, PROJECT_VERSION } from './migrate-project.ts'
import { type Manifest, manifestSchema } from './project-schema.ts'
import type { TableId } from './state.ts'

type Formats = Pick<Client<FormatsApi>, 'writeProject' | 'readProject'>

/** 工程文件: a ZIP of project.json, the tables and rasters that the deployment does not ship, the results of runs, and the offline package where it goes along. */
export interface ProjectFile extends Omit<Manifest, 'format' | 'version' | 'tables' | 'files' | 'results' | 'layers'> {
  readonly tables: ReadonlyMap<TableId, Table>
  /** of imported rasters, as they came */
  readonly files: ReadonlyMap<TableId, Blob>
  readonly results: ReadonlyMap<string, AnalysisResult>
  /** files of the offline package by their checksums */
  readonly layers: ReadonlyMap<string, Blob>
}

/** Packed in a worker. @param name as errors give it */
export async function writeProjectFile(
  content: ProjectFile,
  name: string,
  formats: Formats,
  options: CallOptions = {},
): Promise<Blob> {
  const { tables, files, results, layers, ...manifest } = content
  return formats.writeProject(
    {
      file: name,
      archive: {
        manifest: { ...manifest, version: PROJECT_VERSION },
        tables: [...tables],
        files: [...files],
        results: [...results],
        layers: [...layers],
      },
    },
    options,
  )
}

/** Unpacked in a worker, checked here. @throws AppError project.notProject, project.cutOff, project.newer, project.damaged, zip.tooLarge, pack.* */
export async function readProjectFile(
  blob: Blob,
  file: string,
  formats: Formats,
  options: CallOptions = {},
): Promise<ProjectFile> {
  const archive = await formats.readProject({ blob, file, newest: PROJECT_VERSION }, options)
  const { application, savedAt, district, shipped, view, desk, project, offline } = checked(archive.manifest, file)
  return {
    application,
    savedAt,
    district,
    shipped,
    view,
    project,
    ...(desk && { desk }),
    ...(offline && { offline }),
    tables: new Map(archive.tables),
    files: new Map(archive.files),
    results: new Map(archive.results),
    layers: new Map(archive.layers),
  }
}

function checked(json: Readonly<Record<string, unknown>>, file: string): Manifest {
  const { project, ...rest } = json
  const isObject = typeof project === 'object' && project !== null
  const parsed = v.safeParse(manifestSchema, {
    ...rest,
    project: isObject ? migrateProject(project, Number(json.version)) : project,
  })
  if (!parsed.success) {
    const [issue] = parsed.issues
    throw new AppError('project.damaged', { file, path: v.getDotPath(issue) ?? '', expected: issue.expected ?? issue.message })
  }
  return parsed.output as unknown as Manifest
}
