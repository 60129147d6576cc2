import { expect, test } from 'vitest'
import { initialProject, initialSession } from './initial.ts'
import { type Desk, deskIn, deskOf } from './project-desk.ts'
import { smallCatalog, smallConfig } from './small-deployment.fixture.ts'
import type { Project, Run, Session } from './state.ts'

const empty = initialProject(smallCatalog)
const [plots, roads] = Object.keys(empty.layers)
const project: Project = { ...empty, runs: [{ id: 'run-1' } as Run] }
const session: Session = {
  ...initialSession(smallConfig, project, { width: 1440, height: 900 }),
  selection: { layer: plots, rows: [0, 4] },
  drawer: { run: 'run-1' },
  tableLooks: {
    [roads]: { sort: [{ field: 'a', isDescending: true }], hidden: ['b'], shown: ['c'], frozen: null, isSelectedOnly: false },
  },
  dashboard: { layer: roads },
  panels: { layers: true, analysis: true, measure: false },
  locale: 'en',
}
const desk: Desk = deskOf(session)
const panels = { layers: false, analysis: false, measure: true }
const laid = (now: Project, of: Desk = desk, length: number | null = 5) => deskIn(of, project, now, panels, () => length)

test('what lay open lies open again; how the user works stays his own', () => {
  const { selection, drawer, tableLooks, dashboard } = session
  expect(laid(project)).toEqual({
    selection,
    drawer,
    tableLooks,
    dashboard,
    panels: { layers: false, analysis: true, measure: true },
  })
})

test('a replaced file of a layer has other rows: the layer is looked at as before, none of it is selected', () => {
  const layers = { ...project.layers, [plots]: { ...project.layers[plots], table: 'plots@other' } }
  expect(laid({ ...project, layers })).toMatchObject({ selection: null, drawer: session.drawer, dashboard: session.dashboard })
})

test('what this deployment does not have is not opened', () => {
  const { [plots]: _, [roads]: __, ...layers } = project.layers
  expect(laid({ ...project, layers, runs: [] })).toMatchObject({ selection: null, drawer: null, tableLooks: {}, dashboard: null })
  expect(laid({ ...project, layers }, { ...desk, drawer: { table: roads } })).toMatchObject({ drawer: null })
})

test('rows that the table does not have are no selection', () => {
  expect(laid(project, desk, 4)).toMatchObject({ selection: null })
  // of a layer that is read later its length is not known
  expect(laid(project, desk, null)).toMatchObject({ selection: session.selection })
})
