import { defineCommand } from './command.ts'
import { readInView } from './read-in-view.ts'

/** Reads the shown list anew; one that was closed or left for a feature in the meantime stays so. */
export const inViewRefresh = defineCommand<{ readonly signal: AbortSignal }>({
  id: 'in-view-refresh',
  title: { zh: '更新视野内要素', en: 'Refresh features in view' },
  async run(app, { signal }) {
    const next = await readInView(app)
    if (next && !signal.aborted) app.setSession({ card: next })
  },
})
