import { defineCommand } from '../command.ts'

/** As many of a layer as a list can be read through. */
const MOST_OF_A_LAYER = 100

export const featuresInView = defineCommand({
  id: 'features-in-view',
  title: { zh: '视野内要素', en: 'Features in view' },
  keys: ['E'],
  aliases: ['要素列表', '读屏', '无障碍', 'list', 'screen reader', 'accessibility'],
  isEnabled: (app) => app.map !== null,
  async run(app) {
    const { lng, lat } = app.store.getState().session.view
    const found = await app.map?.inView(MOST_OF_A_LAYER)
    if (found) app.setSession({ card: { hits: found.hits, open: null, at: [lng, lat], inView: found.counts } })
  },
})
