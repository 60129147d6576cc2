import { activeSketch, canFinish, finishSketch } from '../../app/sketch.ts'
import { defineCommand } from '../command.ts'

export const sketchFinish = defineCommand({
  id: 'sketch-finish',
  title: { zh: '完成草图', en: 'Finish the sketch' },
  isEnabled: (app) => canFinish(activeSketch(app.store.getState().session)),
  run(app) {
    finishSketch(app)
  },
})
