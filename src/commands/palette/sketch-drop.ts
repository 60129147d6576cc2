import { dropSketch, hasPoints } from '../../app/sketch.ts'
import { defineCommand } from '../command.ts'

export const sketchDrop = defineCommand({
  id: 'sketch-drop',
  title: { zh: '放弃草图', en: 'Give up the sketch' },
  isEnabled: (app) => hasPoints(app.store.getState().session.sketch),
  run: dropSketch,
})
