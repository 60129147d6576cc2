import type { LayerId } from '../app/state.ts'
import type { Condition } from '../core/symbology.ts'
import { defineCommand } from './command.ts'
import { changeLayer } from './layer-edit.ts'

/** Sets all conditions of a layer; none removes the filter. */
export const layerFilter = defineCommand<{ layer: LayerId; filter: readonly Condition[] }>({
  id: 'layer-filter',
  title: { zh: '筛选', en: 'Filter' },
  run(app, { layer, filter }) {
    changeLayer(app, layerFilter.title, layer, () => ({ filter }))
    // a selection of rows that the filter hides would be counted unseen
    const { selection } = app.store.getState().session
    if (selection?.layer === layer) app.setSession({ selection: null })
  },
})
