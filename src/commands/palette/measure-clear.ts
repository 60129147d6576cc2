import { defineCommand } from '../command.ts'

export const measureClear = defineCommand({
  id: 'measure-clear',
  title: { zh: '清除量测', en: 'Clear measurements' },
  isEnabled: (app) => (app.store.getState().project.measurements?.length ?? 0) > 0,
  run(app) {
    app.change(measureClear.title, ({ measurements: _, ...project }) => project)
  },
})
