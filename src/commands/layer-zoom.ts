import type { LayerId } from '../app/state.ts'
import { defineCommand } from './command.ts'

export const layerZoom = defineCommand<{ layer: LayerId }>({
  id: 'layer-zoom',
  title: { zh: '缩放至图层', en: 'Zoom to layer' },
  async run(app, { layer }) {
    await app.showLayer(layer)
    const { project } = app.store.getState()
    const target = project.layers[layer]
    if (!target) return
    const isAll = target.filter.length === 0 || app.rangedOf(layer)?.fieldBytes === null
    const rows = !isAll ? await app.tiles.filterRows({ table: target.table, filter: target.filter }) : null
    const box = await app.tiles.bounds({ table: target.table, rows })
    if (box) app.map?.fit(box)
    else app.toast('layer.nothingToShow', { layer: target.title[app.store.getState().session.locale] })
  },
})
