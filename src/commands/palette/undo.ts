import { canStepBack, stepBack } from '../../app/sketch.ts'
import { defineCommand } from '../command.ts'

/** In a sketch the last point; else the last step of the project. */
export const undo = defineCommand({
  id: 'undo',
  title: { zh: '撤销', en: 'Undo' },
  keys: ['Mod+Z'],
  isEnabled: (app) => canStepBack(app.store.getState().session) || app.history.canUndo() !== null,
  run(app) {
    if (!stepBack(app)) app.undo()
  },
})
