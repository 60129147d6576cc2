import { lookOfLayer } from '../app/layer-look.ts'
import type { LayerId } from '../app/state.ts'
import { defineCommand } from './command.ts'

export const styleCopy = defineCommand<{ layer: LayerId }>({
  id: 'style-copy',
  title: { zh: '复制样式', en: 'Copy style' },
  run(app, { layer }) {
    const from = app.store.getState().project.layers[layer]
    if (!from) return
    app.setSession({ copiedLook: lookOfLayer(from) })
    app.toast('style.copied', { layer: from.title[app.store.getState().session.locale] })
  },
})
