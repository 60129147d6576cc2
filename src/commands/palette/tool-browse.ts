import { defineCommand } from '../command.ts'

export const toolBrowse = defineCommand({
  id: 'tool-browse',
  title: { zh: '点查', en: 'Identify' },
  keys: ['I'],
  run(app) {
    app.setSession({ tool: 'browse' })
  },
})
