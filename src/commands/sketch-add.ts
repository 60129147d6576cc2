import { addVertex } from '../app/sketch.ts'
import { defineCommand } from './command.ts'

/** A point that was typed. */
export const sketchAdd = defineCommand<{ at: readonly [number, number] }>({
  id: 'sketch-add',
  title: { zh: '加点', en: 'Add a point' },
  run(app, { at }) {
    addVertex(app, at)
  },
})
