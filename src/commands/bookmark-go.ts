import type { Project } from '../app/state.ts'
import { defineCommand } from './command.ts'

/** Shows what a bookmark has kept: the place, and the layers of then that are still there. Layers are an undoable step, the place is not. */
export const bookmarkGo = defineCommand<{ bookmark: string }>({
  id: 'bookmark-go',
  title: { zh: '转到书签', en: 'Go to a bookmark' },
  run(app, { bookmark }) {
    const kept = app.store.getState().project.bookmarks?.find(({ id }) => id === bookmark)
    if (!kept) return
    const basemaps = new Set(['none', 'blank', ...app.config.basemaps.map(({ id }) => id)])
    app.change(bookmarkGo.title, (project) =>
      shown(project, new Set(kept.visible), basemaps.has(kept.basemap) ? kept.basemap : project.basemap),
    )
    app.map?.flyTo([kept.view.lng, kept.view.lat], kept.view.zoom)
  },
})

/** The same project where nothing is to be changed, so that no step of undo is made. */
function shown(project: Project, visible: ReadonlySet<string>, basemap: string): Project {
  const changed = Object.values(project.layers).filter((layer) => layer.visible !== visible.has(layer.id))
  if (changed.length === 0 && basemap === project.basemap) return project
  const layers = Object.fromEntries(changed.map((layer) => [layer.id, { ...layer, visible: !layer.visible }]))
  return { ...project, basemap, layers: { ...project.layers, ...layers } }
}
