import type { App } from '../../app/app.ts'
import { drawnArea } from '../../app/drawn-area.ts'
import { addLayers } from '../../app/import-layer.ts'
import { madeLayer } from '../../app/made-layer.ts'
import type { Layer, LayerId } from '../../app/state.ts'
import { AppError } from '../../core/errors.ts'
import { analysisRun } from '../analysis-run.ts'
import { defineCommand } from '../command.ts'

/** The layer whose polygons are selected. */
function selectedLayer(app: App): LayerId | null {
  const { project, session } = app.store.getState()
  const layer = session.selection && project.layers[session.selection.layer]
  return layer?.geometry === 'polygon' && !layer.grid ? layer.id : null
}

/** Fields that say whose land is and of which kind: those of the cadastre among the layers. */
function whose(layers: readonly Layer[]): string[] {
  const cadastre = layers.find(({ fields }) => fields.some(({ role }) => role === 'ownership'))
  return (['holder', 'ownership', 'landClass'] as const).flatMap(
    (wanted) => cadastre?.fields.find(({ role }) => role === wanted)?.name ?? [],
  )
}

/**
 * Who and what is inside: the overlap with every polygon layer that is seen, summed by whose it is. A box or polygon drawn to select is
 * what is meant and becomes a layer; without one the polygons that are selected, of drawings (标绘) as of any layer.
 */
export const overlapDrawn = defineCommand({
  id: 'overlap-drawn',
  title: { zh: '统计所选范围内的压占', en: 'What lies inside the selection' },
  aliases: ['压占分析', '范围内', 'overlap'],
  isEnabled: (app) => app.store.getState().session.selection?.within !== undefined || selectedLayer(app) !== null,
  async run(app) {
    const { project, session } = app.store.getState()
    const ring = session.selection?.within
    const chosen = ring ? null : selectedLayer(app)
    const seen = Object.values(project.layers).filter(
      ({ id, geometry, visible, role, grid }) => geometry === 'polygon' && visible && role === 'data' && !grid && id !== chosen,
    )
    const against = seen.map(({ id }) => id)
    if (against.length === 0) throw new AppError('drawn.noLayers')
    const groupBy = whose(seen)
    const lines = groupBy.length > 0 ? 'groups' : 'against'
    const ask = (subject: string, scope: 'all' | 'selection') =>
      analysisRun.run(app, {
        analysis: 'overlap',
        values: { subject, against, groupBy, lines, attribute: [], ignoreBelow: 1, pieces: true },
        scope,
      })
    if (chosen) await ask(chosen, 'selection')
    if (!ring) return
    const number = Object.keys(project.layers).filter((id) => id.startsWith('drawn-')).length + 1
    const title = { zh: `绘制范围 ${number}`, en: `Drawn area ${number}` }
    const { table, fields } = drawnArea(title, ring)
    const layer = await madeLayer(app, table, {
      kind: 'drawn',
      title,
      fields,
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
