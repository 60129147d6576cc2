import { askFor } from '../app/asked.ts'
import { defineCommand } from './command.ts'

export const runOpen = defineCommand<{ run: string | null }>({
  id: 'run-open',
  title: { zh: '打开结果', en: 'Open result' },
  run(app, { run }) {
    app.setSession((session) => (run === null ? { drawer: null } : { drawer: { run }, ...askFor(session, 'drawer') }))
  },
})
