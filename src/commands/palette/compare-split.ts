import { defineCommand } from '../command.ts'
import { startCompare } from '../compare-start.ts'

export const compareSplit = defineCommand({
  id: 'compare-split',
  title: { zh: '分屏', en: 'Split view' },
  aliases: ['多屏对比', '对比', 'compare', 'side by side'],
  run: (app) => startCompare(app, 'split'),
})
