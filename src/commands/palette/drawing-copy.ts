import { drawingKindOf } from '../../app/drawing-layers.ts'
import { AppError } from '../../core/errors.ts'
import { pickRows } from '../../core/geometry.ts'
import { cellAt, findColumn } from '../../core/table.ts'
import { defineCommand } from '../command.ts'

const MOST_VERTICES = 200_000

/** The selected features of any layer as drawings, to be cut, merged and written on; the layer itself stays as it is. */
export const drawingCopy = defineCommand({
  id: 'drawing-copy',
  title: { zh: '复制到标绘', en: 'Copy to drawings' },
  isEnabled(app) {
    const { project, session } = app.store.getState()
    const layer = session.selection && project.layers[session.selection.layer]
    return Boolean(layer && layer.geometry !== 'none' && layer.geometry !== 'grid' && !drawingKindOf(layer.id))
  },
  async run(app) {
    const { project, session } = app.store.getState()
    const layer = session.selection && project.layers[session.selection.layer]
    if (!session.selection || !layer || layer.geometry === 'none' || layer.geometry === 'grid') return
    const { rows } = session.selection
    const { changeDrawing } = await import('../../app/drawing.ts')
    const { drawnFeatures } = await import('../../core/drawing/drawing-table.ts')
    const { lngLatOf } = await import('../../core/plane.ts')
    const table = await app.loadTable(layer.id)
    const shape = table.geometry && pickRows(table.geometry, rows)
    if (!shape) return
    const vertices = shape.xy.length / 2
    if (vertices > MOST_VERTICES) throw new AppError('drawing.tooMany', { vertices, limit: MOST_VERTICES })
    const alone = { ...table, length: rows.length, columns: [], geometry: shape }
    const copies = drawnFeatures({ ...alone, crs: 'EPSG:4490', geometry: { ...shape, xy: lngLatOf(alone) } })
    const name = layer.fields.find(({ role }) => role === 'unitCode' || role === 'name' || role === 'id')?.name
    const column = name === undefined ? undefined : findColumn(table, name)
    const named = copies.map((copy, i) => ({ ...copy, name: column ? String(cellAt(column, rows[i]) ?? '') : '' }))
    await changeDrawing(app, drawingCopy.title, shape.kind, (features) => ({
      features: [...features, ...named],
      rows: named.map((_, i) => features.length + i),
    }))
  },
})
