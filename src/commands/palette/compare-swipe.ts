import { defineCommand } from '../command.ts'
import { startCompare } from '../compare-start.ts'

export const compareSwipe = defineCommand({
  id: 'compare-swipe',
  title: { zh: '卷帘', en: 'Swipe' },
  keys: ['S'],
  aliases: ['对比', 'compare', 'swipe', 'juanlian'],
  run: (app) => startCompare(app, 'swipe'),
})
