import { defineCommand } from './command.ts'

export const measureRemove = defineCommand<{ id: string }>({
  id: 'measure-remove',
  title: { zh: '删除量测', en: 'Remove a measurement' },
  run(app, { id }) {
    app.change(measureRemove.title, (project) => ({
      ...project,
      measurements: (project.measurements ?? []).filter((each) => each.id !== id),
    }))
  },
})
