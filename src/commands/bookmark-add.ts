import type { Bookmark } from '../app/state.ts'
import { defineCommand } from './command.ts'

/** Keeps what the map shows now under a name, in the project. */
export const bookmarkAdd = defineCommand<{ title: string }>({
  id: 'bookmark-add',
  title: { zh: '添加书签', en: 'Add a bookmark' },
  run(app, { title }) {
    const { project, session } = app.store.getState()
    const { lng, lat, zoom } = session.view
    const taken = new Set(project.bookmarks?.map(({ id }) => id))
    let number = taken.size + 1
    while (taken.has(`b${number}`)) number++
    const bookmark: Bookmark = {
      id: `b${number}`,
      title: title.trim().slice(0, 80),
      view: { lng, lat, zoom },
      visible: Object.values(project.layers).flatMap((layer) => (layer.visible ? layer.id : [])),
      basemap: project.basemap,
    }
    app.change(bookmarkAdd.title, (before) => ({ ...before, bookmarks: [...(before.bookmarks ?? []), bookmark] }))
  },
})
