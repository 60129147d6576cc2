import { createStore } from 'zustand/vanilla'
import { AppError } from '../core/errors.ts'
import type { Text } from '../core/text.ts'
import type { Workers } from '../workers/pool.ts'
import { type App, NO_POINTER, type PendingImport, type SketchPointer } from './app.ts'
import type { Catalog } from './catalog.ts'
import type { Config } from './config.ts'
import { createHistory } from './history.ts'
import { initialProject, initialSession, KEEP } from './initial.ts'
import { createJobs } from './jobs.ts'
import { keylessBasemap } from './keyless-basemap.ts'
import { carryTables, lendTables } from './lend-tables.ts'
import { formatLink, parseLink } from './link.ts'
import { isKnownVersion, PROJECT_VERSION } from './migrate-project.ts'
import { watchOtherTab } from './other-tab.ts'
import { EMPTY_PACK, filesOf, isExpired, type Pack, type PackedFile, takenFiles, withPack } from './pack.ts'
import type { Clock, Files, PackFiles } from './ports.ts'
import { presentDrawer, restore } from './restore.ts'
import { createResults } from './results.ts'
import { saveSoon } from './save-soon.ts'
import type { Layer, Project, Session, State, TableId } from './state.ts'
import type { Storage } from './storage.ts'
import { baseTableId } from './table-ids.ts'
import { createTables } from './tables.ts'
import { createToasts } from './toasts.ts'

const SAVE_AFTER_MS = 800
/** A position that is followed moves the map without rest. */
const MOST_UNSAVED_MS = 3000
const LINK_EVERY_MS = 300

export interface AppParts {
  readonly config: Config
  readonly catalog: Catalog
  readonly workers: Workers
  readonly storage: Storage
  readonly clock: Clock
  readonly files: Files
  readonly packFiles: PackFiles
  readonly urlOf: (file: string) => string
  /** memory of the device; null: not told */
  readonly deviceGiB: number | null
  readonly size: { readonly width: number; readonly height: number }
  /** the address bar: its hash at the start, and how to replace it */
  readonly link: { readonly hash: string; readonly replace: (hash: string) => void }
}

/** Puts state, history, tables and jobs together, and brings back what this device has kept. */
export async function createApp(parts: AppParts): Promise<App> {
  const { config, workers, storage, clock, files, packFiles } = parts
  const published = parts.catalog
  const [saved, kept] = await Promise.all([storage.loadState(), storage.loadPack()])
  const isPackOver = kept !== null && isExpired(kept, clock.now())
  const pack = isPackOver ? EMPTY_PACK : (kept ?? EMPTY_PACK)
  const { catalog, updates } = withPack(published, pack)
  const shipped = initialProject(catalog, config.overlays)
  const plain = initialSession(config, shipped, parts.size)
  const fresh: Session = { ...plain, offline: { ...plain.offline, pack, updates } }
  const link = parseLink(parts.link.hash)
  const state = restore({ project: shipped, session: fresh }, saved, link, config)
  const store = createStore<State>(() => state)
  const history = createHistory()

  const setSession: App['setSession'] = (patch) =>
    store.setState(({ session }) => ({ session: { ...session, ...(typeof patch === 'function' ? patch(session) : patch) } }))

  const toast = createToasts(setSession)

  async function setPack(update: (pack: Pack) => Pack): Promise<boolean> {
    // another tab may have changed it
    const next = update((await storage.loadPack()) ?? EMPTY_PACK)
    const isSaved = await storage.savePack(next)
    if (isSaved) setSession(({ offline }) => ({ offline: { ...offline, pack: next } }))
    return isSaved
  }
  if (isPackOver) {
    await packFiles.clear()
    await setPack(() => EMPTY_PACK)
    toast('offline.expired', { date: kept?.expiresAt?.slice(0, 10) ?? '' }, { level: 'error' })
  }

  const isPublished = new Set(published.layers.flatMap((entry) => filesOf(entry).map(({ sha256 }) => sha256)))
  async function placeOf({ file, sha256, bytes }: PackedFile): Promise<Blob | string> {
    if (takenFiles(store.getState().session.offline.pack).has(sha256)) {
      const here = await packFiles.open(sha256)
      if (here?.size === bytes) return here
      // the server's file would be another one
      if (!isPublished.has(sha256)) throw new AppError('offline.lost', { file })
    }
    return parts.urlOf(file)
  }

  const tiles = carryTables(lendTables(workers.tiles).client)
  const compute = lendTables(workers.compute)
  const formats = carryTables(workers.formats)
  const { job, cancelJob } = createJobs(store, toast, clock)
  const tables = createTables({
    store,
    config,
    catalog,
    formats,
    tiles,
    storage,
    placeOf,
    deviceGiB: parts.deviceGiB,
    onRelease: compute.takeBack,
  })

  const opened = store.getState()
  const keyless = keylessBasemap(config, opened.project.basemap, opened.session.basemapKeys)
  if (keyless) toast('map.basemapKey', { basemap: keyless.title[opened.session.locale] })
  if (link.skipped) toast('link.skipped', { parts: link.skipped.join(', ') })

  function setProject(project: Project): void {
    store.setState(({ session, project: before }) => ({ project, session: withoutGone(session, project, before) }))
  }

  function travel(project: Project | null): void {
    if (!project) return
    const before = store.getState().project.layers
    setProject(project)
    // a layer with other rows than before tells its count
    for (const { id, table } of Object.values(project.layers))
      if (before[id] && before[id].table !== table && tables.get(table)) void tables.load(id)
  }

  function named(projects: readonly Project[] = [store.getState().project]): ReadonlySet<TableId> {
    return new Set(
      projects.flatMap((project) => Object.values(project.layers).flatMap(({ table }) => [table, baseTableId(table)])),
    )
  }

  const shippedJson = JSON.stringify(shipped)
  const saving = saveSoon(() => void save(), SAVE_AFTER_MS, MOST_UNSAVED_MS)
  const isWrittenOver = watchOtherTab(saved)
  let isSaving = true
  let isUnsaved = false
  /** @param isLeaving the page is going: what waits for an answer is not done any more, so that the other tab is not looked for */
  async function save(isLeaving = false): Promise<void> {
    saving.stop()
    const there = isLeaving ? null : await storage.loadState()
    // a state must not name tables that this device does not hold yet
    if (tables.isKeeping()) await tables.kept()
    if (!isSaving) return
    const { project, session } = store.getState()
    const kept = Object.fromEntries(Object.entries(session).filter(([key]) => KEEP[key as keyof Session] === 'device'))
    const hasWork = hasOwnData(project) || (project !== shipped && JSON.stringify(project) !== shippedJson)
    const mine = { savedAt: clock.now().toISOString(), project, session: kept, hasWork, shipped: Object.keys(shipped.layers) }
    if (isWrittenOver(there, mine)) toast('project.otherTab', {}, { level: 'error' })
    isUnsaved = false
    await storage.saveState(mine)
  }
  let isLinkDue = false
  store.subscribe((now, before) => {
    if (now.project === before.project && keptEqual(now.session, before.session)) return
    isUnsaved = true
    // a phone may end the page at any moment: an officer who comes back is where he was
    if (now.session.field !== before.session.field) void save()
    else saving.changed()
    if (isLinkDue) return
    isLinkDue = true
    setTimeout(() => {
      isLinkDue = false
      const { project, session } = store.getState()
      parts.link.replace(formatLink(project, session, { project: shipped, session: fresh }))
    }, LINK_EVERY_MS)
  })
  if (saved && !isKnownVersion(saved.project.version)) {
    isSaving = false
    toast('project.newerOnDevice', { found: Number(saved.project.version), known: PROJECT_VERSION }, { level: 'error' })
  }
  // the files of what is visible come while the screen is still being made; a failure is shown by the layer's row
  for (const layer of visibleLayers(state.project)) void tables.show(layer.id).catch(() => {})
  if (isSaving) storage.sweep(named(), new Set(state.project.runs.map(({ id }) => id)))

  return {
    store,
    config,
    catalog,
    published,
    codeLists: Object.fromEntries([...catalog.codeLists, ...config.codeLists].map((list) => [list.id, list])),
    tiles,
    formats,
    compute: compute.client,
    offline: workers.offline,
    packFiles,
    setPack,
    urlOf: parts.urlOf,
    clock,
    files,
    map: null,
    pendingImport: createStore<PendingImport>(() => ({ files: [], layers: [], failures: [], isReading: false })),
    sketchPointer: createStore<SketchPointer>(() => NO_POINTER),
    history: {
      ...history,
      // whoever names what can be undone is to hear of it
      begin(label, giveUp) {
        const end = history.begin(label, giveUp)
        store.setState({})
        return () => {
          end()
          store.setState({})
        }
      },
    },
    setSession,
    toast,
    job,
    cancelJob,
    change(label: Text, update) {
      const before = store.getState().project
      const after = update(before)
      if (after === before) return
      history.record({ label, before, after })
      setProject(after)
      tables.release(named(), named(history.projects()))
    },
    undo: () => travel(history.undo()),
    redo: () => travel(history.redo()),
    loadTable: tables.load,
    showLayer: tables.show,
    loadColumns: tables.columns,
    reopenLayer: tables.reopen,
    rangedOf: tables.ranged,
    memoryNeedOf: tables.need,
    rowOf: tables.row,
    rowsOf: tables.rows,
    streamedOf: tables.streamed,
    openTiles: tables.openTiles,
    loadBaseTable: tables.loadBase,
    editTable: tables.edit,
    addTable: tables.add,
    addFile: tables.addFile,
    setLayerStatus: tables.setStatus,
    tableOf: (layer) => tables.get(store.getState().project.layers[layer]?.table ?? ''),
    async gridPlace(id) {
      const layer = store.getState().project.layers[id]
      if (!layer) throw new AppError('layer.unknown', { layer: id })
      return tables.gridPlace(layer)
    },
    ...createResults(storage, compute.client),
    save: () => save(),
    async saveRest() {
      // another tab's work is not written over by what was here before
      if (isUnsaved) await save(true)
    },
    async stopKeeping() {
      isSaving = false
      saving.stop()
      await tables.kept()
      storage.close()
    },
    async discardWork() {
      isSaving = false
      saving.stop()
      await storage.clear()
    },
  }
}

function keptEqual(a: Session, b: Session): boolean {
  return (Object.keys(KEEP) as (keyof Session)[]).every((key) => KEEP[key] === 'never' || a[key] === b[key])
}

/** Known without writing it out: runs hold the rows they used, receipts all that was found. */
function hasOwnData({ layers, runs }: Project): boolean {
  return runs.length > 0 || Object.values(layers).some(({ receipt, edits }) => receipt !== null || edits !== null)
}

/** The ground first, since all else lies on it. */
function visibleLayers({ layers }: Project): readonly Layer[] {
  const visible = Object.values(layers).filter((layer) => layer.visible)
  return [...visible.filter(({ role }) => role === 'context'), ...visible.filter(({ role }) => role !== 'context')]
}

/** Selection, card and status must not name layers that an undo has taken away. */
function withoutGone(session: Session, project: Project, before: Project): Session {
  // of a layer that is drawn here, or cut and merged, rows come and go
  const rowsOf = ({ receipt, edits }: Layer) => `${receipt?.count} ${edits?.added?.length ?? 0} ${edits?.gone?.length ?? 0}`
  const hasRows = (layer: string) =>
    project.layers[layer] && before.layers[layer] && rowsOf(project.layers[layer]) === rowsOf(before.layers[layer])
  const hits = session.card?.hits.filter(({ layer }) => hasRows(layer)) ?? []
  const isCardWhole = hits.length === session.card?.hits.length
  return {
    ...session,
    selection: session.selection && hasRows(session.selection.layer) ? session.selection : null,
    card: isCardWhole ? session.card : null,
    // after another change undo means that one
    sketch: session.sketch && session.sketch.dropped.length > 0 ? { ...session.sketch, dropped: [] } : session.sketch,
    drawer: presentDrawer(session.drawer, project),
  }
}
