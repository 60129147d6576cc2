import { addVertex, beginSketch, dropSketch, hasPoints } from '../app/sketch.ts'
import type { Measurement } from '../app/state.ts'
import { defineCommand } from './command.ts'

/** 从此量距, 从此量面积: begins with a point. */
export const measureFrom = defineCommand<{ kind: Measurement['kind']; at: readonly [number, number] }>({
  id: 'measure-from',
  title: { zh: '从此量测', en: 'Measure from here' },
  run(app, { kind, at }) {
    if (hasPoints(app.store.getState().session.sketch)) dropSketch(app)
    beginSketch(app, kind)
    addVertex(app, at)
    app.map?.focus()
  },
})
