import { askFor } from '../../app/asked.ts'
import { defineCommand } from '../command.ts'
import { readInView } from '../read-in-view.ts'

export const featuresInView = defineCommand({
  id: 'features-in-view',
  title: { zh: '视野内要素', en: 'Features in view' },
  keys: ['E'],
  aliases: ['要素列表', '读屏', '无障碍', 'list', 'screen reader', 'accessibility'],
  isEnabled: (app) => app.map !== null,
  async run(app) {
    const card = await readInView(app)
    if (card) app.setSession((session) => ({ card, ...askFor(session, 'card') }))
  },
})
