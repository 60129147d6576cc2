import { expect, it, vi } from 'vitest'
import type { App, JobContext } from '../app/app.ts'
import { initialProject, initialSession } from '../app/initial.ts'
import { smallCatalog, smallConfig } from '../app/small-deployment.fixture.ts'
import type { FrozenFigures, Project, Session } from '../app/state.ts'
import { projectOpenFile } from './project-open-file.ts'

const {
  view,
  desk: lain,
  project: saved,
  tables,
} = vi.hoisted(() => ({
  view: { lng: 118.6, lat: 37.6, zoom: 11 },
  desk: { selection: null, drawer: null, tableLooks: {}, dashboard: { layer: null }, isAnalysisOpen: true },
  project: { layers: {} } as { layers: object },
  tables: new Map<string, object>(),
}))
vi.mock('../app/project-file.ts', () => ({
  readProjectFile: async () => ({
    tables,
    files: new Map(),
    results: new Map(),
    project: saved,
    shipped: [],
    view,
    desk: lain,
    district: '990001',
  }),
}))
vi.mock('../app/take-package.ts', () => ({ takePackage: async (app: App) => ({ catalog: app.catalog, isOther: false }) }))

/** As much of the application as a project is opened in, with something of the project before at hand. */
function desk(loadTable: () => Promise<void>) {
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
    loadTable,
    tableOf: () => null,
    addTable: async () => {},
  } as unknown as App
  return { run: () => projectOpenFile.run(app, { file: { name: 'work.onemap', blob: new Blob() } }), session: () => session }
}
const NOTHING = { selection: null, card: null, drawer: null, frozen: null, question: null, styling: null }

it('lets go of what was said of the project before: rows, figures that stand still, a question half put together', async () => {
  const { run, session } = desk(async () => {})
  await run()
  // how the user works is his own
  expect(session()).toMatchObject({ ...NOTHING, areaUnit: 'ha' })
})

it('opens what lay open when it was saved, and takes no panel of the user away', async () => {
  const { run, session } = desk(async () => {})
  await run()
  expect(session()).toMatchObject({ dashboard: { layer: null }, panels: { layers: true, analysis: true } })
})

it('does so at once, also where a layer of the new one cannot be read', async () => {
  for (const { table } of Object.values(initialProject(smallCatalog).layers)) tables.set(table, {})
  const { run, session } = desk(async () => {
    expect(session()).toMatchObject(NOTHING)
    throw new Error('cannot be read')
  })
  await expect(run()).rejects.toThrow('cannot be read')
  expect(session()).toMatchObject(NOTHING)
  tables.clear()
})
