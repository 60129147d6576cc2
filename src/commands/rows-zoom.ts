import type { LayerId } from '../app/state.ts'
import { defineCommand } from './command.ts'

export const rowsZoom = defineCommand<{ layer: LayerId; rows: readonly number[] }>({
  id: 'rows-zoom',
  title: { zh: '缩放至要素', en: 'Zoom to features' },
  async run(app, { layer, rows }) {
    await app.showLayer(layer)
    const target = app.store.getState().project.layers[layer]
    if (!target) return
    const box = await app.tiles.bounds({ table: target.table, rows: Uint32Array.from(rows) })
    if (box) app.map?.fit(box, { maxZoom: 17 })
    else app.toast('rows.withoutGeometry', { count: rows.length })
  },
})
