import { bookmarkGo } from './bookmark-go.ts'
import { defineCommand } from './command.ts'

/** One page on or back; stays at the ends. */
export const presentPage = defineCommand<{ by: -1 | 1 }>({
  id: 'present-page',
  title: { zh: '翻页', en: 'Turn the page' },
  run(app, { by }) {
    const { session, project } = app.store.getState()
    const pages = project.bookmarks ?? []
    if (session.presenting === null || pages.length === 0) return
    const page = Math.min(pages.length - 1, Math.max(0, session.presenting + by))
    app.setSession({ presenting: page })
    bookmarkGo.run(app, { bookmark: pages[page].id })
  },
})
