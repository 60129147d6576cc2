import { changeEdits } from '../app/change-edits.ts'
import type { LayerId } from '../app/state.ts'
import { NO_EDITS } from '../core/edits/edits.ts'
import { defineCommand } from './command.ts'
import { changeLayer } from './layer-edit.ts'

/** Back to what the file holds; one step that can be undone. */
export const editsDiscard = defineCommand<{ layer: LayerId }>({
  id: 'edits-discard',
  title: { zh: '放弃编辑', en: 'Discard edits' },
  async run(app, { layer: id }) {
    const layer = app.store.getState().project.layers[id]
    if (!layer) return
    if (layer.edits) await changeEdits(app, editsDiscard.title, id, () => NO_EDITS)
    else changeLayer(app, editsDiscard.title, id, () => ({ setAside: undefined }))
    app.toast('edit.discarded', { layer: layer.title[app.store.getState().session.locale] }, { canUndo: true })
  },
})
