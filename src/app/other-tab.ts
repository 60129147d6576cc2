import type { SavedState } from './storage.ts'

/**
 * Tabs of one browser keep their work in one place, and the last to save stays. Answers whether what lies there holds changes that this
 * tab has never seen, before it writes over them.
 * @param saved what this tab began with
 */
export function watchOtherTab(saved: SavedState | null): (there: SavedState | null, mine: SavedState) => boolean {
  let known = saved
  return (there, mine) => {
    const before = known
    known = mine
    if (!there || there.savedAt === before?.savedAt) return false
    const project = JSON.stringify(there.project)
    return project !== JSON.stringify(mine.project) && (!before || project !== JSON.stringify(before.project))
  }
}
