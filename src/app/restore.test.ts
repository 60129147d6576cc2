import { expect, test } from 'vitest'
import type { Catalog } from './catalog.ts'
import { initialProject, initialSession } from './initial.ts'
import { PROJECT_VERSION } from './migrate-project.ts'
import { restore } from './restore.ts'
import { smallCatalog, smallConfig } from './small-deployment.fixture.ts'
import type { State } from './state.ts'
import type { SavedState } from './storage.ts'
import { editedTableId } from './table-ids.ts'

function stateOf(catalog: Catalog): State {
  const project = initialProject(catalog)
  return { project, session: initialSession(smallConfig, project, { width: 1440, height: 900 }) }
}

function savedFrom(state: State, patch: Partial<SavedState> = {}): SavedState {
  return {
    savedAt: '2026-01-02T03:04:05.000Z',
    project: state.project,
    session: { locale: 'en' },
    hasWork: true,
    shipped: Object.keys(state.project.layers),
    ...patch,
  }
}

const initial = stateOf(smallCatalog)

test('kept work comes back and is announced', () => {
  const plots = { ...initial.project.layers.plots, visible: false, opacity: 0.3 }
  const saved = savedFrom(initial, { project: { ...initial.project, layers: { ...initial.project.layers, plots } } })
  const state = restore(initial, saved, {}, smallConfig)
  expect(state.project.layers.plots).toEqual(plots)
  expect(state.session.locale).toBe('en')
  expect(state.session.restoredAt).toBe(saved.savedAt)
})

test('without own work nothing is announced', () => {
  expect(restore(initial, savedFrom(initial, { hasWork: false }), {}, smallConfig).session.restoredAt).toBeNull()
  expect(restore(initial, null, {}, smallConfig)).toEqual(initial)
})

test('a replaced file is read anew but keeps the look that the user gave it', () => {
  const plots = { ...initial.project.layers.plots, opacity: 0.3 }
  const saved = savedFrom(initial, { project: { ...initial.project, layers: { ...initial.project.layers, plots } } })
  const replaced = { ...smallCatalog, layers: smallCatalog.layers.map((layer) => ({ ...layer, sha256: 'c'.repeat(64) })) }
  const restored = restore(stateOf(replaced), saved, {}, smallConfig).project.layers.plots
  expect(restored.table).toBe('plots@cccccccccccc')
  expect(restored.source.sha256).toBe('c'.repeat(64))
  expect(restored.opacity).toBe(0.3)
})

test('a selection comes back, unless the file of its layer was replaced', () => {
  const selection = { layer: 'plots', rows: [1, 4] }
  const saved = savedFrom(initial, { session: { selection } })
  expect(restore(initial, saved, {}, smallConfig).session.selection).toEqual(selection)
  const replaced = { ...smallCatalog, layers: smallCatalog.layers.map((layer) => ({ ...layer, sha256: 'c'.repeat(64) })) }
  expect(restore(stateOf(replaced), saved, {}, smallConfig).session.selection).toBeNull()
})

test('the area that was drawn to select comes back with its rows, though the link names them too; of other rows it is not kept', () => {
  const within = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 0],
  ] as [number, number][]
  const selection = { layer: 'plots', rows: [1, 4], within }
  const saved = savedFrom(initial, { session: { selection } })
  const { table } = initial.project.layers.plots
  const startWith = (rows: number[]) => restore(initial, saved, { selection: { table, rows } }, smallConfig).session.selection
  expect(startWith([1, 4])).toEqual(selection)
  expect(startWith([1, 5])).toEqual({ layer: 'plots', rows: [1, 5] })
})

test('a removed layer stays away, a newly shipped one comes, one no longer shipped goes', () => {
  const { plots: _, ...others } = initial.project.layers
  const tree = initial.project.tree.map((group) => ({ ...group, layers: group.layers.filter((id) => id !== 'plots') }))
  const saved = savedFrom(initial, { project: { ...initial.project, layers: others, tree } })
  const [plots, roads] = smallCatalog.layers
  const next: Catalog = {
    ...smallCatalog,
    groups: [{ ...smallCatalog.groups[0], layers: ['plots', 'ponds'] }],
    layers: [plots, { ...roads, id: 'ponds' }],
  }
  const { project } = restore(stateOf(next), saved, {}, smallConfig)
  expect(Object.keys(project.layers)).toEqual(['ponds'])
  expect(project.tree.map(({ id, layers }) => ({ id, layers }))).toEqual([{ id: 'land', layers: ['ponds'] }])
})

test('the link wins over what the device kept', () => {
  const link = { view: { zoom: 9, lat: 39.5, lng: 116.5 }, layers: [{ id: 'plots', visible: false, opacity: 1 }] }
  const state = restore(initial, savedFrom(initial), link, smallConfig)
  expect(state.session.view).toEqual(link.view)
  expect(state.project.layers.plots.visible).toBe(false)
})

test('edits stay with the file they were made in; those of a replaced file are set aside, not lost', () => {
  const edits = { cells: { 3: { n: { before: 1, after: 2 } } }, shapes: {} }
  const layer = initial.project.layers.plots
  const plots = { ...layer, edits, table: editedTableId(layer.table, edits) }
  const saved = savedFrom(initial, { project: { ...initial.project, layers: { ...initial.project.layers, plots } } })
  expect(restore(initial, saved, {}, smallConfig).project.layers.plots).toEqual(plots)

  const replaced = stateOf({ ...smallCatalog, layers: smallCatalog.layers.map((each) => ({ ...each, sha256: 'c'.repeat(64) })) })
  const now = restore(replaced, saved, {}, smallConfig).project.layers.plots
  expect(now).toMatchObject({ table: replaced.project.layers.plots.table, edits: null, setAside: edits })
})

test('work kept by an earlier version is brought to the present one; that of a newer version is left alone', () => {
  const { plots } = initial.project.layers
  const { edits: _, ...before } = { ...plots, opacity: 0.3 }
  const project = { ...initial.project, version: 1, layers: { ...initial.project.layers, plots: before } }
  const earlier = restore(initial, savedFrom(initial, { project: project as never }), {}, smallConfig)
  expect(earlier.project.layers.plots).toEqual({ ...plots, opacity: 0.3 })
  const newer = savedFrom(initial, { project: { ...initial.project, version: PROJECT_VERSION + 1 } as never })
  expect(restore(initial, newer, {}, smallConfig)).toEqual(initial)
})

test('points that were set and not finished come back with their tool and panel', () => {
  const sketch = { purpose: 'area', vertices: [[118.5, 37.5]], undone: [], dropped: [] } as const
  const state = restore(initial, savedFrom(initial, { session: { sketch } }), {}, smallConfig)
  expect(state.session).toMatchObject({ tool: 'sketch', sketch, panels: { measure: true } })
  const none = restore(initial, savedFrom(initial, { session: { sketch: { ...sketch, vertices: [] } } }), {}, smallConfig)
  expect(none.session).toMatchObject({ tool: 'browse', panels: { measure: false } })
})
