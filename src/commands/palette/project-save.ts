import type { App } from '../../app/app.ts'
import { initialProject } from '../../app/initial.ts'
import { filesOf } from '../../app/pack.ts'
import { PROJECT_EXTENSION } from '../../app/project-extension.ts'
import { applicationName } from '../../app/provenance.ts'
import { baseTableId } from '../../app/table-ids.ts'
import type { AnalysisResult } from '../../core/analysis.ts'
import { AppError } from '../../core/errors.ts'
import { isoWithOffset } from '../../core/provenance.ts'
import type { Table } from '../../core/table.ts'
import type { Text } from '../../core/text.ts'
import { defineCommand } from '../command.ts'

const SAVE: Text = { zh: '保存工程', en: 'Save project' }
const SAVE_PACKAGE: Text = { zh: '离线包存为文件', en: 'Save the offline package as a file' }

/** 保存工程: layers with their looks and filters, imported data, runs and results as one file; shipped layers by reference. */
export const projectSave = defineCommand({
  id: 'project-save',
  title: SAVE,
  keys: ['Mod+S'],
  aliases: ['save', '另存', '备份'],
  run: (app) => saveProject(app, false),
})

/** 离线包存为文件: a project file that brings the files of the offline package along, for a device that takes it over. */
export const packageSave = defineCommand({
  id: 'package-save',
  title: SAVE_PACKAGE,
  isEnabled: (app) => app.store.getState().session.offline.pack.layers.length > 0,
  run: (app) => saveProject(app, true),
})

async function saveProject(app: App, isPackage: boolean): Promise<void> {
  await app.job(isPackage ? SAVE_PACKAGE : SAVE, async ({ signal, onProgress }) => {
    const [{ writeProjectFile }, { deskOf }] = await Promise.all([
      import('../../app/project-file.ts'),
      import('../../app/project-desk.ts'),
    ])
    const { project, session } = app.store.getState()
    const tables = new Map<string, Table>()
    const files = new Map<string, Blob>()
    const imported = Object.values(project.layers).filter(({ receipt }) => receipt)
    for (const [done, layer] of imported.entries()) {
      onProgress((0.3 * done) / imported.length, 'stage.read')
      if (layer.grid) files.set(layer.table, (await app.gridPlace(layer.id)).file as Blob)
      else tables.set(baseTableId(layer.table), await app.loadBaseTable(layer.id))
      signal.throwIfAborted()
    }
    const results = new Map<string, AnalysisResult>()
    for (const { id } of project.runs) {
      const result = await app.resultOf(id)
      if (result) results.set(id, result)
    }
    const { pack } = session.offline
    const now = app.clock.now()
    const stamp = isoWithOffset(now).slice(0, 16).replace(/[T:]/g, '-')
    const kind = isPackage ? { zh: '-离线包', en: '-offline' }[session.locale] : ''
    const name = `${app.config.title[session.locale]}${kind}-${stamp}.${PROJECT_EXTENSION}`
    const content = {
      application: applicationName(app, 'en'),
      savedAt: isoWithOffset(now),
      district: app.config.district.code,
      shipped: Object.keys(initialProject(app.catalog, app.config.overlays).layers),
      view: session.view,
      desk: deskOf(session),
      project,
      tables,
      files,
      results,
      layers: isPackage ? await packFiles(app) : new Map<string, Blob>(),
      ...(isPackage && {
        offline: {
          expiresAt: pack.expiresAt,
          layers: pack.layers.map(({ entry, codeLists, group }) => ({ entry, codeLists, group })),
        },
      }),
    }
    const file = await writeProjectFile(content, name, app.formats, {
      signal,
      onProgress: (share, stage) => onProgress(0.3 + 0.7 * share, stage),
    })
    signal.throwIfAborted()
    app.files.save(name, file, 'application/zip')
    if (isPackage) app.toast('package.saved', { file: name, layers: pack.layers.length, mb: (file.size / 1e6).toFixed(1) })
    else app.toast('project.saved', { file: name, layers: tables.size + files.size, runs: results.size })
  })
}

/** By checksum. @throws AppError offline.lost */
async function packFiles(app: App): Promise<ReadonlyMap<string, Blob>> {
  const found = new Map<string, Blob>()
  for (const { entry } of app.store.getState().session.offline.pack.layers)
    for (const { file, sha256, bytes } of filesOf(entry)) {
      const here = await app.packFiles.open(sha256)
      if (here?.size !== bytes) throw new AppError('offline.lost', { file })
      found.set(sha256, here)
    }
  return found
}
