import type { App } from '../app/app.ts'
import { type Compare, likelySides } from '../app/compare.ts'

/** Opens a comparison, turns it into another kind, or leaves the kind that is open. */
export function startCompare(app: App, mode: Compare['mode']): void {
  const { project, session } = app.store.getState()
  if (session.compare?.mode === mode) {
    app.setSession({ compare: null })
    return
  }
  const sides = session.compare?.sides ?? likelySides(project)
  if (!sides) {
    app.toast('compare.noLayers')
    return
  }
  app.setSession({ compare: { mode, sides: mode === 'swipe' ? sides.slice(0, 2) : sides, position: 0.5, shown: 0 } })
}
