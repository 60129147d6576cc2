import { outerRing, splitDrawn } from '../core/drawing/reshape.ts'
import type { RowShape } from '../core/edits/edits.ts'
import { AppError } from '../core/errors.ts'
import { sketchFigures } from '../core/sketch/figures.ts'
import type { Text } from '../core/text.ts'
import type { App } from './app.ts'
import { changeDrawing } from './drawing.ts'
import { type DrawingKind, drawingLayerId, selectedDrawing, selectedPolygons } from './drawing-layers.ts'
import type { Sketch } from './state.ts'

type LngLat = readonly [number, number]

const LABELS: Readonly<Record<DrawingKind, Text>> = {
  point: { zh: '画点', en: 'Draw a point' },
  line: { zh: '画线', en: 'Draw a line' },
  polygon: { zh: '画面', en: 'Draw a polygon' },
  text: { zh: '加标注', en: 'Add a label' },
}
const NAMES: Readonly<Record<DrawingKind, Text>> = {
  point: { zh: '点 {n}', en: 'Point {n}' },
  line: { zh: '线 {n}', en: 'Line {n}' },
  polygon: { zh: '面 {n}', en: 'Polygon {n}' },
  text: { zh: '标注 {n}', en: 'Label {n}' },
}
const SPLIT_ROWS: Text = { zh: '分割选中的面', en: 'Split the selected polygons' }
const SPLIT: Text = { zh: '分割标绘面', en: 'Split drawn polygons' }

/**
 * A sketch becomes a feature of its drawing layer, and is selected; or cuts the polygons that are selected, in their layer; all that are
 * drawn where none is.
 * @throws AppError drawing.crosses, drawing.noCut, drawing.nothingToCut
 */
export async function finishDrawing(app: App, purpose: DrawingKind | 'split', vertices: Sketch['vertices']): Promise<void> {
  if (purpose === 'split') return cut(app, vertices)
  if (purpose === 'polygon' && sketchFigures(vertices, true).crossesItself) throw new AppError('drawing.crosses')
  const { locale } = app.store.getState().session
  await changeDrawing(app, LABELS[purpose], purpose, (features) => {
    const name = NAMES[purpose][locale].replace('{n}', String(features.length + 1))
    return { features: [...features, { shape: shapeOf(purpose, vertices), name }], rows: [features.length] }
  })
}

function shapeOf(purpose: DrawingKind, vertices: readonly LngLat[]): RowShape {
  return [[purpose === 'polygon' ? outerRing(vertices) : vertices.flat()]]
}

async function cut(app: App, line: readonly LngLat[]): Promise<void> {
  const chosenRows = selectedPolygons(app)
  if (chosenRows) return cutRows(app, chosenRows, line)
  const layer = drawingLayerId('polygon')
  if (!app.store.getState().project.layers[layer]) throw new AppError('drawing.nothingToCut')
  const selected = selectedDrawing(app)
  const chosen = selected?.kind === 'polygon' ? new Set(selected.rows) : null
  await changeDrawing(app, SPLIT, 'polygon', (features) => {
    const kept = chosen ? features.filter((_, row) => !chosen.has(row)) : []
    const pieces = splitDrawn(chosen ? features.filter((_, row) => chosen.has(row)) : features, line)
    return { features: [...kept, ...pieces], rows: pieces.map((_, i) => kept.length + i) }
  })
}

async function cutRows(app: App, { layer, rows }: NonNullable<ReturnType<typeof selectedPolygons>>, line: readonly LngLat[]) {
  const { reshapeRows } = await import('./reshape-rows.ts')
  const { splitRows } = await import('../core/edits/split-merge.ts')
  const made = await reshapeRows(app, SPLIT_ROWS, layer, (edits, table, fields) => splitRows(edits, table, rows, line, fields))
  if (made) app.toast('edit.split', { n: made.rows.length }, { canUndo: true })
}
