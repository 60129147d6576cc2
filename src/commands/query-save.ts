import type { Question } from '../core/query/question.ts'
import { defineCommand } from './command.ts'

/** Kept with the project; one of the same name and layer is replaced. */
export const querySave = defineCommand<{ name: string; question: Question }>({
  id: 'query-save',
  title: { zh: '保存查询', en: 'Save the query' },
  run(app, { name, question }) {
    const id = `query-${app.clock.now().getTime().toString(36)}`
    app.change(querySave.title, (project) => ({
      ...project,
      queries: [
        ...(project.queries ?? []).filter((each) => each.name !== name || each.layer !== question.layer),
        { ...question, id, name },
      ],
    }))
  },
})

export const queryRemove = defineCommand<{ id: string }>({
  id: 'query-remove',
  title: { zh: '删除保存的查询', en: 'Remove a saved query' },
  run(app, { id }) {
    app.change(queryRemove.title, ({ queries, ...project }) => {
      const rest = (queries ?? []).filter((each) => each.id !== id)
      return rest.length > 0 ? { ...project, queries: rest } : project
    })
  },
})
