import { AppError } from '../core/errors.ts'
import type { App } from './app.ts'
import type { LayerId } from './state.ts'

/** 标绘: what is drawn here, a layer for each. */
export type DrawingKind = 'point' | 'line' | 'polygon' | 'text'
const KINDS: readonly DrawingKind[] = ['point', 'line', 'polygon', 'text']

export function drawingLayerId(kind: DrawingKind): LayerId {
  return `drawing-${kind}`
}
export function drawingKindOf(layer: LayerId): DrawingKind | null {
  return KINDS.find((kind) => drawingLayerId(kind) === layer) ?? null
}

interface DrawnRows {
  readonly kind: DrawingKind
  readonly rows: readonly number[]
}

/** Rows of a drawing layer that are selected; null: something else is. */
export function selectedDrawing(app: App): DrawnRows | null {
  const { selection } = app.store.getState().session
  const kind = selection && drawingKindOf(selection.layer)
  return kind ? { kind, rows: selection.rows } : null
}

/** @throws AppError drawing.select when none is selected */
export function requireSelectedDrawing(app: App): DrawnRows {
  const selected = selectedDrawing(app)
  if (!selected) throw new AppError('drawing.select')
  return selected
}

/** Rows of a layer of polygons that are selected and can be cut and merged in place; null: there are none. */
export function selectedPolygons(app: App): { readonly layer: LayerId; readonly rows: readonly number[] } | null {
  const { project, session } = app.store.getState()
  const layer = session.selection && project.layers[session.selection.layer]
  if (!session.selection || !layer || layer.geometry !== 'polygon' || layer.role !== 'data' || drawingKindOf(layer.id))
    return null
  return { layer: layer.id, rows: session.selection.rows }
}
