import { applicableLook } from '../app/layer-look.ts'
import type { LayerId } from '../app/state.ts'
import { defineCommand } from './command.ts'
import { changeLayer } from './layer-edit.ts'

/** Puts the copied style on a layer. @throws AppError style.otherGeometry, style.noField */
export const stylePaste = defineCommand<{ layer: LayerId }>({
  id: 'style-paste',
  title: { zh: '粘贴样式', en: 'Paste style' },
  run(app, { layer }) {
    const { project, session } = app.store.getState()
    const target = project.layers[layer]
    if (!session.copiedLook || !target) return
    const look = applicableLook(session.copiedLook, target)
    changeLayer(app, stylePaste.title, layer, () => look)
  },
})
