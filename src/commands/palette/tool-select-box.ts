import { defineCommand } from '../command.ts'

export const toolSelectBox = defineCommand({
  id: 'tool-select-box',
  title: { zh: '框选', en: 'Select by box' },
  keys: ['V'],
  run(app) {
    app.setSession({ tool: 'select-box' })
  },
})
