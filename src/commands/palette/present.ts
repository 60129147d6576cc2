import { bookmarkGo } from '../bookmark-go.ts'
import { defineCommand } from '../command.ts'

/** The map alone, with the name of what is seen; bookmarks are its pages. Again: the desk is back. */
export const present = defineCommand({
  id: 'present',
  title: { zh: '演示', en: 'Present' },
  aliases: ['放映', '汇报', 'presentation', 'slides'],
  run(app) {
    const { session, project } = app.store.getState()
    if (session.presenting !== null) {
      app.setSession({ presenting: null })
      return
    }
    app.setSession({ presenting: 0, dialog: null })
    const first = project.bookmarks?.[0]
    if (first) bookmarkGo.run(app, { bookmark: first.id })
  },
})
