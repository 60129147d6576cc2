import { defineCommand } from '../command.ts'

export const fieldMode = defineCommand({
  id: 'field-mode',
  title: { zh: '外业模式', en: 'Field mode' },
  aliases: ['界址核实', '核查', '定位', '放样', 'GPS', '外业', 'boundary check', 'stake-out'],
  run(app) {
    app.setSession(({ field }) => ({ field: !field, card: null, compare: null, tool: 'browse' }))
  },
})
