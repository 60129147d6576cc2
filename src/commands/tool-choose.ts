import type { Session } from '../app/state.ts'
import { defineCommand } from './command.ts'

export const toolChoose = defineCommand<{ tool: Session['tool'] }>({
  id: 'tool-choose',
  title: { zh: '选择工具', en: 'Choose tool' },
  needsArgument: true,
  run(app, { tool }) {
    app.setSession({ tool })
  },
})
