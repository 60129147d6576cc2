import { applicableLook } from '../app/layer-look.ts'
import type { LayerId } from '../app/state.ts'
import { AppError } from '../core/errors.ts'
import { defineCommand } from './command.ts'
import { changeLayer } from './layer-edit.ts'

const MOST_BYTES = 4 << 20

/** Takes a layer's style from a file. @throws AppError style.file, style.otherGeometry, style.noField */
export const styleLoad = defineCommand<{ layer: LayerId }>({
  id: 'style-load',
  title: { zh: '从文件载入样式', en: 'Load style from a file' },
  async run(app, { layer }) {
    const [file] = await app.files.pick('.json')
    const target = app.store.getState().project.layers[layer]
    if (!file || !target) return
    if (file.size > MOST_BYTES) throw new AppError('style.file', { file: file.name })
    const { readStyleFile } = await import('../app/style-file.ts')
    const look = applicableLook(readStyleFile(await file.text(), file.name), target)
    changeLayer(app, styleLoad.title, layer, () => look)
  },
})
