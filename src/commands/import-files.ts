import type { App, PendingImport } from '../app/app.ts'
import { deviceMemoryGiB } from '../app/browser.ts'
import { memoryNeed } from '../app/memory-need.ts'
import { PROJECT_EXTENSION } from '../app/project-extension.ts'
import type { DecodedLayer, DecodeOptions } from '../formats/format.ts'
import { defineCommand } from './command.ts'
import { importAccept } from './import-accept.ts'
import { importCancel, readingJob, readingTitle } from './import-cancel.ts'
import { importedTitle } from './imported-title.ts'

type Files = PendingImport['files']
const FIRST_ROWS = 5

/** Guesses that the user should see before the layer is on the map. */
const GUESSES = ['sheet.noHeading', 'sheet.placesByNumbers']
/** Nothing is asked, the encoding of the words was told or proved, not guessed, and columns have their names from the file. */
function isCertain({ questions, receipt }: DecodedLayer): boolean {
  const isGuessed = receipt.notes.some(({ code }) => GUESSES.includes(code))
  return questions.length === 0 && receipt.encodingEvidence !== 'gb18030' && !isGuessed
}

/** In less than this all is read as soon as a few rows are. */
const LONG_BYTES = 8 << 20
/** of what is read of an archive, at least: layers compress 3 to 40 times */
const ARCHIVE = /\.(zip|kmz|xlsx)$/i
const EXPANDS = 4
const takesLong = (files: Files) =>
  files.reduce((sum, { name, blob }) => sum + blob.size * (ARCHIVE.test(name) ? EXPANDS : 1), 0) > LONG_BYTES

/** Sooner the reading is not shown (ui/import/drop-target.tsx), and the same worker reads on in the time that looking takes. */
const LOOK_AFTER_MS = 400

/** While all is read, so that one sees what is coming. What fails is told by the reading. */
async function showFirstRows(app: App, files: Files, isCurrent: () => boolean): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, LOOK_AFTER_MS))
  if (!isCurrent() || !app.pendingImport.getState().isReading) return
  const firstRows = await app.formats.sample({ files, options: { rows: FIRST_ROWS } }).catch(() => [])
  if (isCurrent()) app.pendingImport.setState({ firstRows })
}

/** Reads files. What is clear goes on the map at once; what needs a decision, or failed, opens the import dialog. */
export const importFiles = defineCommand<{
  files: Files
  options?: DecodeOptions
  /** the user knows what memory it takes */
  isLargeAccepted?: boolean
}>({
  id: 'import-files',
  title: { zh: '导入文件', en: 'Import files' },
  async run(app, { files, options, isLargeAccepted }) {
    if (files.length === 0) return
    const project = files.find(({ name }) => name.toLowerCase().endsWith(`.${PROJECT_EXTENSION}`))
    if (project) {
      const { projectOpenFile } = await import('./project-open-file.ts')
      return projectOpenFile.run(app, { file: project })
    }
    const { files: earlier } = app.pendingImport.getState()
    if (readingJob(app.store.getState().session.jobs, earlier)) {
      // read anew with what has come since: nothing that was dropped is passed over
      importCancel.run(app, undefined)
      files = [...earlier, ...files]
    }
    const need = isLargeAccepted ? null : memoryNeed(files, deviceMemoryGiB())
    if (need) {
      const go = () => void importFiles.run(app, { files, ...(options && { options }), isLargeAccepted: true })
      app.pendingImport.setState({ files, layers: [], failures: [], isReading: false, need: { ...need, go } })
      app.setSession({ dialog: 'import' })
      return
    }
    const { extent } = app.config.district
    app.pendingImport.setState({ files, layers: [], failures: [], isReading: true, firstRows: [], need: null })
    const isCurrent = () => app.pendingImport.getState().files === files
    if (takesLong(files)) void showFirstRows(app, files, isCurrent)
    const answer = await app.job(
      readingTitle(files),
      (context) => app.formats.decode({ files, options: { extent, likelyCrs: app.config.workingCrs, ...options } }, context),
      // the dialog tells of each file; the list of jobs must not call it done
      ({ layers, failures }) => (layers.length === 0 ? failures[0] : undefined),
    )
    // it was stopped, or more has come meanwhile
    if (!isCurrent()) return
    const show = () =>
      app.pendingImport.setState({ layers: answer?.layers ?? [], failures: answer?.failures ?? [], isReading: false })
    if (!answer) {
      show()
      return app.setSession(({ dialog }) => ({ dialog: dialog === 'import' ? null : dialog }))
    }
    const isClear = answer.failures.length === 0 && answer.layers.length > 0 && answer.layers.every(isCertain)
    const { locale } = app.store.getState().session
    const titled = () => answer.layers.map((layer) => ({ layer, title: importedTitle(layer, locale) }))
    if (isClear) await importAccept.run(app, { layers: titled() })
    else app.setSession({ dialog: 'import' })
    if (isCurrent()) show()
  },
})
