import { hasOtherRows } from '../core/edits/edits.ts'
import { AppError } from '../core/errors.ts'
import { analysisRun } from './analysis-run.ts'
import { defineCommand } from './command.ts'

/** 复算: the same question to today's data. */
export const runAgain = defineCommand<{ run: string }>({
  id: 'run-again',
  title: { zh: '复算', en: 'Run again' },
  async run(app, { run: id }) {
    const run = app.store.getState().project.runs.find((candidate) => candidate.id === id)
    if (!run) return
    const { layers } = app.store.getState().project
    const hasMoved = Object.entries(run.tables ?? {}).some(
      ([id, table]) => layers[id]?.table !== table && hasOtherRows(layers[id]?.edits),
    )
    if (run.selection && hasMoved) throw new AppError('run.rowsMoved')
    await analysisRun.run(app, {
      analysis: run.analysis,
      values: run.values,
      scope: run.scope,
      ...(run.selection && { rows: run.selection }),
    })
  },
})
