import type { DrawingKind } from '../app/drawing-layers.ts'
import { addVertex, beginSketch, dropSketch, hasPoints } from '../app/sketch.ts'
import { defineCommand } from './command.ts'

/** 加标注 at a place: set, selected, and ready to be named. */
export const drawAt = defineCommand<{ purpose: DrawingKind; at: readonly [number, number] }>({
  id: 'draw-at',
  title: { zh: '在此标绘', en: 'Draw here' },
  run(app, { purpose, at }) {
    if (hasPoints(app.store.getState().session.sketch)) dropSketch(app)
    beginSketch(app, purpose)
    addVertex(app, at)
  },
})
