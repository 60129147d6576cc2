import { defineCommand } from '../command.ts'
import { startCompare } from '../compare-start.ts'

export const compareBlink = defineCommand({
  id: 'compare-blink',
  title: { zh: '切换对比（时序）', en: 'Switch between' },
  aliases: ['闪烁', '时相', '对比', 'blink', 'time', 'epoch'],
  run: (app) => startCompare(app, 'blink'),
})
