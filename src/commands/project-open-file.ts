import { initialProject, NOTHING_OPEN } from '../app/initial.ts'
import { restoreProject } from '../app/restore.ts'
import type { Layer, Project } from '../app/state.ts'
import { baseTableId } from '../app/table-ids.ts'
import { defineCommand } from './command.ts'

/** Takes the place of what is open, as one step that can be undone. A file that cannot be read changes nothing. */
export const projectOpenFile = defineCommand<{ file: { readonly name: string; readonly blob: Blob } }>({
  id: 'project-open-file',
  title: { zh: '打开工程', en: 'Open project' },
  async run(app, { file }) {
    const opened = await app.job(projectOpenFile.title, async (job) => {
      const { signal, onProgress } = job
      onProgress(0, 'stage.read')
      const [{ readProjectFile }, { deskIn }] = await Promise.all([
        import('../app/project-file.ts'),
        import('../app/project-desk.ts'),
      ])
      const content = await readProjectFile(file.blob, file.name, app.formats, { signal })
      const { takePackage } = await import('../app/take-package.ts')
      const taken = await takePackage(app, content, file.name, job)
      for (const [id, table] of content.tables) await app.addTable(id, table)
      for (const [id, blob] of content.files) app.addFile(id, blob)
      for (const [id, result] of content.results) await app.keepResult(id, result)
      signal.throwIfAborted()
      return { ...content, taken, deskIn }
    })
    if (!opened) return
    const { catalog, isOther } = opened.taken
    app.change(projectOpenFile.title, () => restoreProject(initialProject(catalog, app.config.overlays), opened))
    app.setSession(NOTHING_OPEN)
    const { desk } = opened
    const lay = () => {
      if (!desk) return
      const { project, session } = app.store.getState()
      app.setSession(opened.deskIn(desk, opened.project, project, session.panels, (id) => app.tableOf(id)?.length ?? null))
    }
    if (isOther) {
      // layers that this page was not opened with
      app.setSession({ view: opened.view })
      lay()
      await app.save()
      location.reload()
      return
    }
    // known to the map only once their state says that they are here
    const isHere = ({ table }: { readonly table: string }) => opened.tables.has(baseTableId(table)) || opened.files.has(table)
    for (const layer of Object.values(app.store.getState().project.layers).filter(isHere)) await app.loadTable(layer.id)
    app.map?.flyTo([opened.view.lng, opened.view.lat], opened.view.zoom)
    lay()
    if (opened.offline) app.toast('package.taken', { count: opened.offline.layers.length })
    const replaced = replacedLayers(opened.project, initialProject(app.catalog, app.config.overlays))
    if (replaced.length > 0) {
      const { locale } = app.store.getState().session
      app.toast('project.layersReplaced', {
        layers: replaced.map(({ title }) => title[locale]).join(locale === 'zh' ? '、' : ', '),
      })
    }
    const isElsewhere = opened.district !== app.config.district.code
    app.toast(
      isElsewhere ? 'project.openedElsewhere' : 'project.opened',
      { file: file.name, district: opened.district },
      { canUndo: true },
    )
  },
})

/** Shipped layers whose file is not the one that the project was saved with: figures may differ. */
function replacedLayers(saved: Project, shipped: Project): readonly Layer[] {
  return Object.values(shipped.layers).filter(({ id, source }) => {
    const before = saved.layers[id]
    return before && !before.receipt && before.source.sha256 !== source.sha256
  })
}
