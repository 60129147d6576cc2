import { askFor } from '../../app/asked.ts'
import { defineCommand } from '../command.ts'

/** 改界址点 of the one feature that is selected. */
export const toolVertices = defineCommand({
  id: 'tool-vertices',
  title: { zh: '改界址点', en: 'Edit vertices' },
  aliases: ['界址点', '节点', 'vertex', 'reshape'],
  isEnabled(app) {
    const { project, session } = app.store.getState()
    const layer = session.selection && project.layers[session.selection.layer]
    const canEdit =
      layer && layer.role === 'data' && (layer.geometry === 'polygon' || layer.geometry === 'line' || layer.geometry === 'point')
    return app.map !== null && Boolean(canEdit) && session.selection?.rows.length === 1
  },
  run(app) {
    app.setSession((session) => ({
      tool: 'vertices',
      card: null,
      styling: null,
      querying: null,
      panels: { ...session.panels, measure: true },
      ...askFor(session, 'measure'),
    }))
    app.map?.focus()
  },
})
