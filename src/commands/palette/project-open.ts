import { PROJECT_EXTENSION } from '../../app/project-extension.ts'
import { defineCommand } from '../command.ts'

export const projectOpen = defineCommand({
  id: 'project-open',
  title: { zh: '打开工程…', en: 'Open project…' },
  aliases: ['open', '恢复'],
  async run(app) {
    const [file] = await app.files.pick(`.${PROJECT_EXTENSION}`)
    if (!file) return
    const { projectOpenFile } = await import('../project-open-file.ts')
    await projectOpenFile.run(app, { file: { name: file.name, blob: file } })
  },
})
