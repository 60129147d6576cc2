import { defineCommand } from './command.ts'

export const runRemove = defineCommand<{ run: string }>({
  id: 'run-remove',
  title: { zh: '移除运行记录', en: 'Remove run' },
  run(app, { run }) {
    app.change(runRemove.title, (project) => ({ ...project, runs: project.runs.filter(({ id }) => id !== run) }))
    app.toast('run.removed', {}, { canUndo: true })
  },
})
