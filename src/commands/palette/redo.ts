import { canStepForward, stepForward } from '../../app/sketch.ts'
import { defineCommand } from '../command.ts'

export const redo = defineCommand({
  id: 'redo',
  title: { zh: '重做', en: 'Redo' },
  keys: ['Mod+Shift+Z', 'Mod+Y'],
  isEnabled: (app) => canStepForward(app.store.getState().session) || app.history.canRedo() !== null,
  run(app) {
    if (!stepForward(app)) app.redo()
  },
})
