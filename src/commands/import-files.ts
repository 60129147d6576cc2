import { deviceMemoryGiB } from '../app/browser.ts'
import { memoryNeed } from '../app/memory-need.ts'
import { PROJECT_EXTENSION } from '../app/project-extension.ts'
import type { Text } from '../core/text.ts'
import type { DecodedLayer, DecodeOptions } from '../formats/format.ts'
import { defineCommand } from './command.ts'
import { importAccept } from './import-accept.ts'

/** Names the job that reads these files. */
export function readingTitle(files: readonly { readonly name: string }[]): Text {
  const names = files.map(({ name }) => name).join('、')
  return { zh: `读取 ${names}`, en: `Reading ${names}` }
}

/** A dialog that comes and goes takes the processor from what it tells of. */
const SOON_MS = 500

/** Nothing is asked, and the encoding of the words was told or proved, not guessed. */
function isCertain({ questions, receipt }: DecodedLayer): boolean {
  return questions.length === 0 && receipt.encodingEvidence !== 'gb18030'
}

/** Reads files. What is clear goes on the map at once; what needs a decision, or failed, opens the import dialog. */
export const importFiles = defineCommand<{
  files: readonly { readonly name: string; readonly blob: Blob }[]
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
    const need = isLargeAccepted ? null : memoryNeed(files, deviceMemoryGiB())
    if (need) {
      const go = () => void importFiles.run(app, { files, ...(options && { options }), isLargeAccepted: true })
      app.pendingImport.setState({ files, layers: [], failures: [], isReading: false, need: { ...need, go } })
      app.setSession({ dialog: 'import' })
      return
    }
    const { extent } = app.config.district
    app.pendingImport.setState({ files, layers: [], failures: [], isReading: true, need: null })
    const isCurrent = () => app.pendingImport.getState().files === files
    // what is read in a moment needs no dialog; what takes longer shows how far it is and can be stopped
    const slow = setTimeout(() => {
      if (isCurrent()) app.setSession(({ dialog }) => ({ dialog: dialog ?? 'import' }))
    }, SOON_MS)
    const answer = await app.job(readingTitle(files), (context) =>
      app.formats.decode({ files, options: { extent, likelyCrs: app.config.workingCrs, ...options } }, context),
    )
    clearTimeout(slow)
    // a later import may have begun meanwhile
    if (!isCurrent()) return
    const show = () =>
      app.pendingImport.setState({ layers: answer?.layers ?? [], failures: answer?.failures ?? [], isReading: false })
    if (!answer) {
      show()
      return app.setSession(({ dialog }) => ({ dialog: dialog === 'import' ? null : dialog }))
    }
    const isClear = answer.failures.length === 0 && answer.layers.length > 0 && answer.layers.every(isCertain)
    // the dialog that may be open says that it is reading: all its questions would be drawn to be taken away at once
    if (isClear) await importAccept.run(app, { layers: answer.layers.map((layer) => ({ layer, title: layer.table.name })) })
    else app.setSession({ dialog: 'import' })
    if (isCurrent()) show()
  },
})
