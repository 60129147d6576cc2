import { expect, it, vi } from 'vitest'
import type { App, JobContext } from '../app/app.ts'
import { initialProject, initialSession } from '../app/initial.ts'
import { smallCatalog, smallConfig } from '../app/small-deployment.fixture.ts'
import type { FrozenFigures, Project, Session } from '../app/state.ts'
import { projectOpenFile } from './project-open-file.ts'

const { view, project: saved } = vi.hoisted(() => ({
  view: { lng: 118.6, lat: 37.6, zoom: 11 },
  project: { layers: {} } as { layers: object },
}))
vi.mock('../app/project-file.ts', () => ({
  readProjectFile: async () => ({
    tables: new Map(),
    files: new Map(),
    results: new Map(),
    project: saved,
    shipped: [],
    view,
    district: '990001',
  }),
}))
vi.mock('../app/take-package.ts', () => ({ takePackage: async (app: App) => ({ catalog: app.catalog, isOther: false }) }))

it('lets go of what was said of the project before: rows, figures that stand still, a question half put together', async () => {
  let project: Project = initialProject(smallCatalog)
  Object.assign(saved, project)
  const [layer] = Object.keys(project.layers)
  let session: Session = {
    ...initialSession(smallConfig, project, { width: 1440, height: 900 }),
    selection: { layer, rows: [1] },
    frozen: { layer } as FrozenFigures,
    styling: layer,
    areaUnit: 'ha',
  }
  const app = {
    catalog: smallCatalog,
    config: smallConfig,
    store: { getState: () => ({ project, session }) },
    job: (_: unknown, work: (context: JobContext) => unknown) =>
      work({ signal: new AbortController().signal, onProgress() {} } as unknown as JobContext),
    change: (_: unknown, update: (before: Project) => Project) => {
      project = update(project)
    },
    setSession: (patch: Partial<Session>) => {
      session = { ...session, ...patch }
    },
    toast() {},
    loadTable: async () => {},
  } as unknown as App
  await projectOpenFile.run(app, { file: { name: 'work.onemap', blob: new Blob() } })
  const { selection, card, drawer, frozen, question, styling } = session
  expect({ selection, card, drawer, frozen, question, styling }).toEqual({
    selection: null,
    card: null,
    drawer: null,
    frozen: null,
    question: null,
    styling: null,
  })
  // how the user works is his own
  expect(session.areaUnit).toBe('ha')
})
