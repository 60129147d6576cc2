import type { Bookmark } from '../app/state.ts'
import { defineCommand } from './command.ts'

/** Renames a bookmark, moves it by one place, or removes it. */
export const bookmarkEdit = defineCommand<{
  bookmark: string
  edit: { readonly title: string } | { readonly by: -1 | 1 } | 'remove'
}>({
  id: 'bookmark-edit',
  title: { zh: '改书签', en: 'Change of bookmarks' },
  run(app, { bookmark, edit }) {
    app.change(bookmarkEdit.title, (project) => {
      const before = project.bookmarks ?? []
      const at = before.findIndex(({ id }) => id === bookmark)
      if (at < 0) return project
      return { ...project, bookmarks: edited(before, at, edit) }
    })
  },
})

function edited(
  before: readonly Bookmark[],
  at: number,
  edit: { readonly title: string } | { readonly by: -1 | 1 } | 'remove',
): readonly Bookmark[] {
  if (edit === 'remove') return before.toSpliced(at, 1)
  if ('title' in edit) return before.with(at, { ...before[at], title: edit.title.trim().slice(0, 80) })
  const to = Math.min(before.length - 1, Math.max(0, at + edit.by))
  return before.toSpliced(at, 1).toSpliced(to, 0, before[at])
}
