import { selectedDrawing } from '../../app/drawing-layers.ts'
import { addLayers } from '../../app/import-layer.ts'
import { madeLayer } from '../../app/made-layer.ts'
import { AppError } from '../../core/errors.ts'
import { geometryFromGeoJson } from '../../core/geometry.ts'
import { textColumn } from '../../core/grouping.ts'
import type { Table } from '../../core/table.ts'
import { analysisRun } from '../analysis-run.ts'
import { defineCommand } from '../command.ts'

/**
 * Who and what is inside the drawn polygon: it becomes a layer, and its overlap with every polygon layer that is seen is computed.
 * A box or polygon drawn to select is what is meant; of drawings (标绘) that are selected, they themselves.
 */
export const overlapDrawn = defineCommand({
  id: 'overlap-drawn',
  title: { zh: '统计所画范围内的压占', en: 'What lies inside the drawn area' },
  aliases: ['压占分析', '范围内', 'overlap'],
  isEnabled: (app) => app.store.getState().session.selection?.within !== undefined || selectedDrawing(app)?.kind === 'polygon',
  async run(app) {
    const { project, session } = app.store.getState()
    const ring = session.selection?.within
    const drawing = !ring && selectedDrawing(app)?.kind === 'polygon' ? session.selection : null
    const against = Object.values(project.layers)
      .filter(({ geometry, visible, role, grid }) => geometry === 'polygon' && visible && role === 'data' && !grid)
      .map(({ id }) => id)
      .filter((id) => id !== drawing?.layer)
    if (against.length === 0) throw new AppError('drawn.noLayers')
    const ask = (subject: string, scope: 'all' | 'selection') =>
      analysisRun.run(app, {
        analysis: 'overlap',
        values: { subject, against, lines: 'against', attribute: [], ignoreBelow: 1, pieces: true },
        scope,
      })
    if (drawing) await ask(drawing.layer, 'selection')
    if (!ring) return
    const number = Object.keys(project.layers).filter((id) => id.startsWith('drawn-')).length + 1
    const title = { zh: `绘制范围 ${number}`, en: `Drawn area ${number}` }
    const geometry = geometryFromGeoJson('polygon', [{ type: 'Polygon', coordinates: [ring.map(([lng, lat]) => [lng, lat])] }])
    const table: Table = {
      name: title.zh,
      crs: 'EPSG:4490',
      length: 1,
      columns: [textColumn('name', [title.zh])],
      geometry,
    }
    const layer = await madeLayer(app, table, {
      kind: 'drawn',
      title,
      fields: [{ name: 'name', label: { zh: '名称', en: 'Name' }, role: 'name' }],
      symbology: {
        kind: 'single',
        style: { fill: '#b7410e', fillOpacity: 0.06, line: '#b7410e', lineWidth: 1.8, lineDash: [4, 2] },
      },
      notes: [],
      licence: '',
      isDemonstration: false,
    })
    await app.addTable(layer.table, table)
    app.change(overlapDrawn.title, (before) => addLayers(before, [layer]))
    await ask(layer.id, 'all')
  },
})
