import { describe, expect, it } from 'vitest'
import type { App } from '../app/app.ts'
import { initialProject } from '../app/initial.ts'
import { smallCatalog } from '../app/small-deployment.fixture.ts'
import type { Project, Session } from '../app/state.ts'
import { bookmarkAdd } from './bookmark-add.ts'
import { bookmarkEdit } from './bookmark-edit.ts'
import { bookmarkGo } from './bookmark-go.ts'

/** As much of the application as bookmarks need. */
function desk() {
  let project: Project = initialProject(smallCatalog)
  const session = { view: { lng: 118.5, lat: 37.6, zoom: 12 } } as Session
  const steps: string[] = []
  const flown: unknown[] = []
  const app = {
    config: { basemaps: [{ id: 'sky' }] },
    store: { getState: () => ({ project, session }) },
    map: { flyTo: (...to: unknown[]) => flown.push(to) },
    change(label: { zh: string }, update: (before: Project) => Project) {
      const after = update(project)
      if (after !== project) steps.push(label.zh)
      project = after
    },
  } as unknown as App
  return { app, steps, flown, now: () => project, set: (next: Project) => (project = next) }
}
const titles = (project: Project) => project.bookmarks?.map(({ title }) => title)

describe('bookmarks', () => {
  it('bring back place, layers and basemap; without a difference they leave no step of undo', () => {
    const { app, steps, flown, now, set } = desk()
    bookmarkAdd.run(app, { title: ' 起点 ' })
    expect(titles(now())).toEqual(['起点'])
    bookmarkGo.run(app, { bookmark: 'b1' })
    expect(steps).toEqual(['添加书签'])
    expect(flown).toEqual([[[118.5, 37.6], 12]])
    const before = now()
    const hidden = Object.fromEntries(Object.values(before.layers).map((layer) => [layer.id, { ...layer, visible: false }]))
    set({ ...before, layers: hidden, basemap: 'blank' })
    bookmarkGo.run(app, { bookmark: 'b1' })
    expect(now().layers).toEqual(before.layers)
    expect(now().basemap).toBe(before.basemap)
    expect(steps).toEqual(['添加书签', '转到书签'])
  })
  it('do without a layer or a basemap that is no longer there', () => {
    const { app, now, set } = desk()
    bookmarkAdd.run(app, { title: 'a' })
    set({ ...now(), layers: {}, bookmarks: [{ ...now().bookmarks![0], basemap: 'gone' }] })
    bookmarkGo.run(app, { bookmark: 'b1' })
    expect(now().layers).toEqual({})
    expect(now().basemap).toBe('none')
  })
  it('are renamed, moved and removed; a number is not given twice', () => {
    const { app, now } = desk()
    for (const title of ['a', 'b', 'c']) bookmarkAdd.run(app, { title })
    bookmarkEdit.run(app, { bookmark: 'b3', edit: { by: -1 } })
    bookmarkEdit.run(app, { bookmark: 'b1', edit: { by: -1 } })
    bookmarkEdit.run(app, { bookmark: 'b2', edit: { title: 'B' } })
    expect(titles(now())).toEqual(['a', 'c', 'B'])
    bookmarkEdit.run(app, { bookmark: 'b1', edit: 'remove' })
    bookmarkAdd.run(app, { title: 'd' })
    expect(now().bookmarks?.map(({ id }) => id)).toEqual(['b3', 'b2', 'b4'])
  })
})
