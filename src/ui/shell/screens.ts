import { lazy } from 'react'

/** Screens whose script is fetched when they are first wanted, so that the map is there sooner. */
export const IdentifyCard = lazy(async () => ({ default: (await import('../card/identify-card.tsx')).IdentifyCard }))
export const AnalysisPanel = lazy(async () => ({ default: (await import('../analysis/analysis-panel.tsx')).AnalysisPanel }))
export const ResultDrawer = lazy(async () => ({ default: (await import('../analysis/result-drawer.tsx')).ResultDrawer }))
export const ImportDialog = lazy(async () => ({ default: (await import('../import/import-dialog.tsx')).ImportDialog }))
export const ReceiptDialog = lazy(async () => ({ default: (await import('../import/receipt-dialog.tsx')).ReceiptDialog }))
export const SettingsDialog = lazy(async () => ({ default: (await import('../settings/settings-dialog.tsx')).SettingsDialog }))
export const ExportDialog = lazy(async () => ({ default: (await import('../export/export-dialog.tsx')).ExportDialog }))
export const PlaceMenu = lazy(async () => ({ default: (await import('./place-menu.tsx')).PlaceMenu }))
export const ShortcutsDialog = lazy(async () => ({ default: (await import('./shortcuts-dialog.tsx')).ShortcutsDialog }))
