import '../styles/base.css'
import { Suspense, startTransition, useCallback, useDeferredValue, useEffect, useRef, useState } from 'react'
import type { App } from '../../app/app.ts'
import type { State } from '../../app/state.ts'
import { dashboardToggle } from '../../commands/palette/dashboard-toggle.ts'
import { panelLayers } from '../../commands/palette/panel-layers.ts'
import { panelMeasure } from '../../commands/palette/panel-measure.ts'
import { panelQuery } from '../../commands/palette/panel-query.ts'
import { shellText } from '../../i18n/shell.ts'
import { LANGUAGE_TAG } from '../../i18n/t.ts'
import { DropTarget } from '../import/drop-target.tsx'
import { LayerPanel } from '../layers/layer-panel.tsx'
import { IconButton } from '../parts/button.tsx'
import { LanguageProvider } from '../parts/language-provider.tsx'
import { AppContext, useApp, useAppState, useLocale, useRun, useText } from './app-context.ts'
import styles from './app-shell.module.css'
import { ErrorBoundary } from './error-boundary.tsx'
import { FirstLine } from './first-line.tsx'
import { FailedDialog, Guarded, Reported } from './guarded.tsx'
import { Header } from './header.tsx'
import { LiveRegion } from './live-region.tsx'
import { MapHost, type MountMap } from './map-host.tsx'
import { MapTools } from './map-tools.tsx'
import { PhoneSheet } from './phone-sheet.tsx'
import { RestoredBanner } from './restored-banner.tsx'
import {
  AnalysisPanel,
  BookmarksDialog,
  Chips,
  CompareBar,
  CompareLine,
  DashboardPanel,
  ExportDialog,
  FieldHead,
  FieldSheet,
  FieldTools,
  fetchScreens,
  IdentifyCard,
  ImportDialog,
  JoinDialog,
  LayerExportDialog,
  ManualDialog,
  MeasurePanel,
  OfflineDialog,
  PackDialog,
  ParcelPapersDialog,
  PlaceMenu,
  Presentation,
  PrintDialog,
  QueryPanel,
  ReceiptDialog,
  ResultDrawer,
  ScanDialog,
  SettingsDialog,
  ShareDialog,
  ShortcutsDialog,
  SketchHint,
  StylePanel,
  TableDrawer,
  ToolHint,
  UpdateNotice,
  VertexHint,
} from './screens.ts'
import { StatusBar } from './status-bar.tsx'
import { Toasts } from './toasts.tsx'
import { useDocument } from './use-appearance.ts'
import { useKeyboard } from './use-keyboard.ts'
import { PHONE, useMedia } from './use-media.ts'
import { usePanelFocus } from './use-panel-focus.ts'

export interface AppShellProps {
  readonly app: App
  /** mounts the map into its element once; throws AppError map.noWebgl where it cannot */
  readonly mountMap: MountMap
}

/** The first view has the network and the page's thread for itself. */
const CALM_MS = 3000

/** The whole screen around one map. */
export function AppShell({ app, mountMap }: AppShellProps) {
  return (
    <AppContext value={app}>
      <Speaking>
        <Frame mountMap={mountMap} />
      </Speaking>
    </AppContext>
  )
}

function Speaking({ children }: { readonly children: React.ReactNode }) {
  return <LanguageProvider language={LANGUAGE_TAG[useLocale()]}>{children}</LanguageProvider>
}

function Frame({ mountMap }: { readonly mountMap: MountMap }) {
  const app = useApp()
  const isPhone = useMedia(PHONE)
  const isField = useAppState((state) => state.session.field)
  const isPresenting = useAppState(({ session }) => session.presenting !== null)
  const hasCompare = useAppState(({ session }) => session.compare !== null)
  const hasChips = useAppState(
    ({ project, session }) => session.selection !== null || Object.values(project.layers).some(({ filter }) => filter.length > 0),
  )
  const search = useRef<HTMLInputElement>(null)
  const [mapElement, setMapElement] = useState<HTMLElement | null>(null)
  const focusSearch = useCallback(() => {
    search.current?.focus()
    search.current?.select()
  }, [])
  const tool = useAppState((state) => state.session.tool)
  useEffect(() => app.setSession({ isPhone }), [app, isPhone])
  useDocument()
  useKeyboard(focusSearch)
  const isMapReady = mapElement !== null
  useEffect(() => {
    // with the application on the device nothing can go missing: each screen is read when it is wanted
    if (!isMapReady || navigator.serviceWorker?.controller) return
    const timer = setTimeout(fetchScreens, CALM_MS)
    return () => clearTimeout(timer)
  }, [isMapReady])
  return (
    <div
      className={styles.frame}
      data-phone={isPhone || undefined}
      data-field={isField || undefined}
      data-presenting={isPresenting || undefined}
    >
      {isField ? (
        <InField>
          <FieldHead />
        </InField>
      ) : (
        <Header isPhone={isPhone} isMapReady={isMapReady} searchRef={search} />
      )}
      <main className={styles.main}>
        <MapHost mountMap={mountMap} onReady={setMapElement} />
        {isMapReady && (
          <ErrorBoundary fallback={(error) => <Reported error={error} />}>
            <Suspense>
              <PlaceMenu />
              {tool === 'sketch' && <SketchHint mapElement={mapElement} />}
              {tool === 'vertices' && <VertexHint mapElement={mapElement} />}
            </Suspense>
          </ErrorBoundary>
        )}
        {hasCompare && (
          <Suspense>
            <CompareLine />
          </Suspense>
        )}
        {isPresenting && (
          <Suspense>
            <Presentation />
          </Suspense>
        )}
        {isField ? (
          <InField>
            <FieldTools />
          </InField>
        ) : (
          <div className={styles.over}>
            <div className={styles.top}>
              <RestoredBanner />
              <FirstLine isPhone={isPhone} />
              {isMapReady && (
                <ErrorBoundary fallback={() => null}>
                  <Suspense>
                    <UpdateNotice />
                  </Suspense>
                </ErrorBoundary>
              )}
              {hasCompare && (
                <ErrorBoundary fallback={(error) => <Reported error={error} />}>
                  <Suspense>
                    <CompareBar />
                  </Suspense>
                </ErrorBoundary>
              )}
              {(tool === 'select-box' || tool === 'select-polygon') && (
                <ErrorBoundary fallback={() => null}>
                  <Suspense>
                    <ToolHint tool={tool} />
                  </Suspense>
                </ErrorBoundary>
              )}
              {hasChips && (
                <ErrorBoundary fallback={(error) => <Reported error={error} />}>
                  <Suspense>
                    <Chips />
                  </Suspense>
                </ErrorBoundary>
              )}
            </div>
            {isPhone ? <PhoneSheet /> : <Panels />}
            <div className={styles.tools}>
              <MapTools isMapReady={isMapReady} />
            </div>
          </div>
        )}
      </main>
      {isField ? (
        <InField>
          <FieldSheet isMapReady={isMapReady} />
        </InField>
      ) : (
        <StatusBar isMapReady={isMapReady} mapElement={mapElement} />
      )}
      <DropTarget />
      <Dialogs />
      <Toasts />
      <LiveRegion isMapReady={isMapReady} />
    </div>
  )
}

/** A part of field mode, fetched when it is first wanted. */
function InField({ children }: { readonly children: React.ReactNode }) {
  return (
    <Guarded>
      <Suspense>{children}</Suspense>
    </Guarded>
  )
}

/** At most one panel an edge: layers left; card, style, query, measuring, analysis or dashboard right; the result below. Each is drawn for itself. */
function Panels() {
  return (
    <>
      <LeftPanel />
      <RightPanel />
      <BottomPanel />
    </>
  )
}

function LeftPanel() {
  const text = useText()
  const run = useRun()
  const isOpen = useAppState((state) => state.session.panels.layers)
  // the tree is half the work of the first screen: the rest is put on the page before it
  const [hasTree, setTree] = useState(false)
  useEffect(() => startTransition(() => setTree(true)), [])
  return isOpen ? (
    <aside className={styles.left} data-region="layers" aria-label={text(shellText.layersPanel)}>
      <Guarded>{hasTree ? <LayerPanel /> : <div className={styles.waiting} />}</Guarded>
    </aside>
  ) : (
    <div className={styles.leftClosed} data-region="layers">
      <IconButton
        icon="layers"
        variant="plain"
        label={text(shellText.openLayers)}
        shortcut="L"
        onPress={() => run(panelLayers, undefined)}
      />
    </div>
  )
}

const RIGHT_PANELS = {
  card: { label: shellText.cardPanel, Panel: IdentifyCard },
  style: { label: shellText.stylePanel, Panel: StylePanel },
  query: { label: panelQuery.title, Panel: QueryPanel },
  measure: { label: panelMeasure.title, Panel: MeasurePanel },
  analysis: { label: shellText.analysisPanel, Panel: AnalysisPanel },
  dashboard: { label: dashboardToggle.title, Panel: DashboardPanel },
} as const

/** Which of them stands at the right edge. */
function rightOf({ project, session }: State): keyof typeof RIGHT_PANELS | null {
  if (session.card !== null) return 'card'
  if (session.styling !== null && session.styling in project.layers) return 'style'
  if (session.querying !== null) return 'query'
  if (session.panels.measure) return 'measure'
  if (session.panels.analysis) return 'analysis'
  return session.dashboard ? 'dashboard' : null
}

/** A press is answered, its menu closed, before the panel that it opens is made: that is most of the work. One that closes goes at once. */
function RightPanel() {
  const text = useText()
  const right = useAppState(rightOf)
  const ready = useDeferredValue(right)
  const stands = ready === null ? null : right
  // whoever searches for features goes on searching
  const panel = usePanelFocus<HTMLElement>(stands, right !== 'card')
  if (!stands) return null
  const { label, Panel } = RIGHT_PANELS[stands]
  return (
    <aside ref={panel} tabIndex={-1} className={styles.right} data-region="card" aria-label={text(label)}>
      <Guarded>
        <Suspense fallback={<div className={styles.waiting} />}>
          {ready === stands ? <Panel /> : <div className={styles.waiting} />}
        </Suspense>
      </Guarded>
    </aside>
  )
}

function BottomPanel() {
  const drawer = useAppState((state) => state.session.drawer)
  const isBeside = useAppState((state) => rightOf(state) !== null)
  const kind = drawer && (drawer.table === undefined ? 'result' : 'table')
  const ready = useDeferredValue(kind)
  const panel = usePanelFocus<HTMLDivElement>(drawer && ready && (drawer.table ?? drawer.run))
  if (!drawer || !ready) return null
  return (
    <div ref={panel} tabIndex={-1} className={styles.drawer} data-region="drawer" data-beside={isBeside || undefined}>
      <Guarded>
        <Suspense fallback={<div className={styles.waiting} />}>
          {ready !== kind ? <div className={styles.waiting} /> : kind === 'result' ? <ResultDrawer /> : <TableDrawer />}
        </Suspense>
      </Guarded>
    </div>
  )
}

/** Each dialog's script is fetched when it is first wanted. */
function Dialogs() {
  const dialog = useAppState((state) => state.session.dialog)
  return (
    <ErrorBoundary key={dialog} fallback={(error, retry) => <FailedDialog error={error} retry={retry} />}>
      <Suspense>
        {dialog === 'import' && <ImportDialog />}
        {dialog === 'receipt' && <ReceiptDialog />}
        {dialog === 'print' && <PrintDialog />}
        {dialog === 'share' && <ShareDialog />}
        {dialog === 'parcel-papers' && <ParcelPapersDialog />}
        {(dialog === 'settings' || dialog === 'basemaps') && <SettingsDialog />}
        {dialog === 'export' && <ExportDialog />}
        {dialog === 'join' && <JoinDialog />}
        {dialog === 'export-layer' && <LayerExportDialog />}
        {dialog === 'offline' && <OfflineDialog />}
        {dialog === 'scan' && <ScanDialog />}
        {dialog === 'pack' && <PackDialog />}
        {dialog === 'bookmarks' && <BookmarksDialog />}
        {dialog === 'shortcuts' && <ShortcutsDialog />}
        {dialog === 'manual' && <ManualDialog />}
      </Suspense>
    </ErrorBoundary>
  )
}
