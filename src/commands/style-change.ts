import type { LayerId } from '../app/state.ts'
import type { LabelStyle, Symbology } from '../core/symbology.ts'
import { defineCommand } from './command.ts'
import { changeLayer } from './layer-edit.ts'

/** Another look of a layer, as one undoable step. */
export const styleChange = defineCommand<{
  layer: LayerId
  patch: { readonly symbology?: Symbology; readonly label?: LabelStyle | null }
}>({
  id: 'style-change',
  title: { zh: '改样式', en: 'Change of style' },
  run(app, { layer, patch }) {
    changeLayer(app, styleChange.title, layer, () => patch)
  },
})
