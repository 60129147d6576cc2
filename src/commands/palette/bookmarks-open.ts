import { defineCommand } from '../command.ts'

export const bookmarksOpen = defineCommand({
  id: 'bookmarks-open',
  title: { zh: '书签…', en: 'Bookmarks…' },
  aliases: ['书签', 'bookmark', 'views'],
  run(app) {
    app.setSession({ dialog: 'bookmarks' })
  },
})
