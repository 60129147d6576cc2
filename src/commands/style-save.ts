import { titleInFileName } from '../app/file-name.ts'
import { lookOfLayer } from '../app/layer-look.ts'
import type { LayerId } from '../app/state.ts'
import { defineCommand } from './command.ts'

/** Hands the user a layer's style as a file. */
export const styleSave = defineCommand<{ layer: LayerId }>({
  id: 'style-save',
  title: { zh: '样式存为文件', en: 'Save style as a file' },
  async run(app, { layer }) {
    const { project, session } = app.store.getState()
    const from = project.layers[layer]
    if (!from) return
    const { writeStyleFile } = await import('../app/style-file.ts')
    const name = `${titleInFileName(from.title[session.locale])}.style.json`
    app.files.save(name, new TextEncoder().encode(writeStyleFile(lookOfLayer(from))), 'application/json')
  },
})
