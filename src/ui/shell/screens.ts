import { type ComponentType, createElement, type LazyExoticComponent, lazy, type ReactElement } from 'react'
import { AppError } from '../../core/errors.ts'

/** React renders once more before it believes an error: that is not yet somebody who tries again. */
const AGAIN_MS = 500
const loads: (() => Promise<unknown>)[] = []
/** Counts how often somebody tried again. */
let attempt = 0

/** Lets a screen whose script could not be fetched be fetched anew, however soon. */
export function forgetFailures(): void {
  attempt++
}

/** A screen whose script is fetched when it is first wanted; one that could not be fetched is fetched anew on trying again. */
function screen<P extends object>(load: () => Promise<ComponentType<P>>): (props: P) => ReactElement {
  let part: LazyExoticComponent<ComponentType<P>> | null = null
  let failed: { readonly at: number; readonly attempt: number } | null = null
  loads.push(load)
  return (props) => {
    if (failed && (failed.attempt !== attempt || performance.now() - failed.at > AGAIN_MS)) {
      part = null
      failed = null
    }
    part ??= lazy(async () => {
      try {
        return { default: await load() }
      } catch (error) {
        failed = { at: performance.now(), attempt }
        throw new AppError('screen.fetch', { reason: error instanceof Error ? error.message : String(error) })
      }
    })
    return createElement(part, props)
  }
}

export const IdentifyCard = screen(async () => (await import('../card/identify-card.tsx')).IdentifyCard)
export const Chips = screen(async () => (await import('./chips.tsx')).Chips)
export const ToolHint = screen(async () => (await import('./tool-hint.tsx')).ToolHint)
export const AnalysisPanel = screen(async () => (await import('../analysis/analysis-panel.tsx')).AnalysisPanel)
export const MeasurePanel = screen(async () => (await import('../measure/measure-panel.tsx')).MeasurePanel)
export const RunningLine = screen(async () => (await import('../measure/running-line.tsx')).RunningLine)
export const SketchHint = screen(async () => (await import('../measure/sketch-hint.tsx')).SketchHint)
export const VertexHint = screen(async () => (await import('../measure/vertex-hint.tsx')).VertexHint)
export const ResultDrawer = screen(async () => (await import('../analysis/result-drawer.tsx')).ResultDrawer)
export const TableDrawer = screen(async () => (await import('../table/table-drawer.tsx')).TableDrawer)
export const QueryPanel = screen(async () => (await import('../query/query-panel.tsx')).QueryPanel)
export const DashboardPanel = screen(async () => (await import('../dashboard/dashboard-panel.tsx')).DashboardPanel)
export const ImportDialog = screen(async () => (await import('../import/import-dialog.tsx')).ImportDialog)
export const DropFrame = screen(async () => (await import('../import/drop-frame.tsx')).DropFrame)
export const ReadingStrip = screen(async () => (await import('../import/reading-progress.tsx')).ReadingStrip)
export const ReceiptDialog = screen(async () => (await import('../import/receipt-dialog.tsx')).ReceiptDialog)
export const SettingsDialog = screen(async () => (await import('../settings/settings-dialog.tsx')).SettingsDialog)
export const LayerExportDialog = screen(async () => (await import('../export/layer-export.tsx')).LayerExportDialog)
export const ParcelPapersDialog = screen(async () => (await import('../print/parcel-papers-dialog.tsx')).ParcelPapersDialog)
export const PrintDialog = screen(async () => (await import('../print/print-dialog.tsx')).PrintDialog)
export const ShareDialog = screen(async () => (await import('../share/share-dialog.tsx')).ShareDialog)
export const JoinDialog = screen(async () => (await import('../join/join-dialog.tsx')).JoinDialog)
export const ExportDialog = screen(async () => (await import('../export/export-dialog.tsx')).ExportDialog)
export const OfflineDialog = screen(async () => (await import('../offline/offline-dialog.tsx')).OfflineDialog)
export const ScanDialog = screen(async () => (await import('../scan/scan-dialog.tsx')).ScanDialog)
export const OfflineStatus = screen(async () => (await import('../offline/offline-status.tsx')).OfflineStatus)
export const UpdateNotice = screen(async () => (await import('../offline/update-notice.tsx')).UpdateNotice)
export const PackLine = screen(async () => (await import('../offline/pack-line.tsx')).PackLine)
export const BookmarksDialog = screen(async () => (await import('../bookmarks/bookmarks-dialog.tsx')).BookmarksDialog)
export const Presentation = screen(async () => (await import('../bookmarks/presentation.tsx')).Presentation)
export const CompareBar = screen(async () => (await import('../compare/compare-bar.tsx')).CompareBar)
export const CompareLine = screen(async () => (await import('../compare/compare-line.tsx')).CompareLine)
export const StylePanel = screen(async () => (await import('../style/style-panel.tsx')).StylePanel)
export const PlaceMenu = screen(async () => (await import('./place-menu.tsx')).PlaceMenu)
export const ManualDialog = screen(async () => (await import('../manual/manual-dialog.tsx')).ManualDialog)
export const PackDialog = screen(async () => (await import('../field/pack-dialog.tsx')).PackDialog)
export const FieldHead = screen(async () => (await import('../field/field-head.tsx')).FieldHead)
export const FieldTools = screen(async () => (await import('../field/field-tools.tsx')).FieldTools)
export const FieldSheet = screen(async () => (await import('../field/field-sheet.tsx')).FieldSheet)
export const ShortcutsDialog = screen(async () => (await import('./shortcuts-dialog.tsx')).ShortcutsDialog)

/** Fetches them one after the other, for the network may go; what fails is fetched again when it is wanted. */
export async function fetchScreens(): Promise<void> {
  for (const load of loads) await load().catch(() => null)
}
