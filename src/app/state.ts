import type { SourceInfo } from '../core/analysis.ts'
import type { SortKey } from '../core/attributes/row-order.ts'
import type { CardsAnswer, Dashboard, Card as FigureCard, Follow } from '../core/dashboard/card.ts'
import type { Edits } from '../core/edits/edits.ts'
import type { Note } from '../core/errors.ts'
import type { StoredValue } from '../core/params.ts'
import type { SheetSettings } from '../core/print/sheet-settings.ts'
import type { Question, SavedQuery } from '../core/query/question.ts'
import type { RangeState } from '../core/ranged-layer.ts'
import type { GridLook } from '../core/raster/grid-look.ts'
import type { Condition, LabelStyle, Symbology } from '../core/symbology.ts'
import type { FieldInfo } from '../core/table.ts'
import type { Locale, Text } from '../core/text.ts'
import type { Receipt } from '../formats/format.ts'
import type { Asked } from './asked.ts'
import type { Compare } from './compare.ts'
import type { Dialog } from './dialog.ts'
import type { InstallState } from './install-offer.ts'
import type { PROJECT_VERSION } from './migrate-project.ts'
import type { OfflineState } from './pack.ts'
import type { PackOrder } from './pack-order.ts'

export type LayerId = string
export type TableId = string
export type GroupId = string

/** The whole of what the application knows; JSON through and through; tables live in app/tables.ts. */
export interface State {
  readonly project: Project
  readonly session: Session
}

/** Saved and undoable. */
export interface Project {
  readonly version: typeof PROJECT_VERSION
  /** top of the tree first = drawn last */
  readonly tree: readonly GroupNode[]
  readonly layers: Readonly<Record<LayerId, Layer>>
  readonly basemap: string
  readonly runs: readonly Run[]
  /** 保存的查询; left out: none */
  readonly queries?: readonly SavedQuery[]
  /** 量测 that stay on the map; absent: none */
  readonly measurements?: readonly Measurement[]
  /** kept views, in the order in which a presentation shows them; left out: none */
  readonly bookmarks?: readonly Bookmark[]
  /** 统计面板 by layer; a layer that is not named has the usual cards */
  readonly dashboards?: Readonly<Record<LayerId, Dashboard>>
  /** stands on every printed sheet; left out: none */
  readonly logo?: SheetLogo
}

/** A small picture; its file as base64, so that the project stays JSON. */
export interface SheetLogo {
  readonly jpeg: string
  readonly widthPx: number
  readonly heightPx: number
}

export interface Bookmark {
  readonly id: string
  readonly title: string
  readonly view: Session['view']
  /** layers that were on */
  readonly visible: readonly LayerId[]
  readonly basemap: string
}
export interface GroupNode {
  readonly id: GroupId
  readonly title: Text
  readonly isOpen: boolean
  readonly layers: readonly LayerId[]
}

export interface Layer {
  readonly id: LayerId
  readonly title: Text
  /** with the edits applied: app/table-ids.ts */
  readonly table: TableId
  /** 'grid': a raster; its table is its outline, one row; 'remote': drawn by another service, its features are not here */
  readonly geometry: 'point' | 'line' | 'polygon' | 'none' | 'grid' | 'remote'
  /** of another service: its id in the configuration; its table is empty */
  readonly overlay?: string
  /** of a raster: how its values are shown */
  readonly grid?: GridLook
  /** context layers are the ground of the map: drawn below all others, not identified */
  readonly role: 'data' | 'context'
  readonly visible: boolean
  /** 0…1 */
  readonly opacity: number
  readonly symbology: Symbology
  readonly label: LabelStyle | null
  readonly minZoom: number
  readonly maxZoom: number
  readonly filter: readonly Condition[]
  readonly fields: readonly FieldInfo[]
  readonly source: SourceInfo
  /** what the import found; null for shipped layers */
  readonly receipt: Receipt | null
  /** what was changed since the file was read, by row; null: nothing */
  readonly edits: Edits | null
  /** edits of an earlier file of this layer: not applied, since rows may have other numbers now; kept to be written out */
  readonly setAside?: Edits
}

/** Enough to show a result again, to repeat it, and to print its report. */
export interface Run {
  readonly id: string
  readonly analysis: string
  readonly analysisVersion: number
  readonly values: Readonly<Record<string, StoredValue>>
  /** rows the run used, when its scope was a selection; null otherwise */
  readonly selection: readonly number[] | null
  readonly filter: readonly Condition[]
  readonly scope: 'all' | 'filter' | 'selection'
  /** the tables that the layers had, so that a result knows when its data have changed */
  readonly tables?: Readonly<Record<LayerId, TableId>>
  readonly at: string
  readonly elapsedMs: number
  readonly notes: readonly Note[]
}

/** A finished measurement: its points only; figures are reckoned where they are shown. */
export interface Measurement {
  readonly id: string
  readonly kind: 'length' | 'area'
  /** lon/lat degrees; of an area the ring, not closed */
  readonly points: readonly (readonly [number, number])[]
}

/** What is being measured or drawn, point by point. */
export interface Sketch {
  /** measured; drawn (标绘); or a line that cuts drawn polygons */
  readonly purpose: Measurement['kind'] | 'point' | 'line' | 'polygon' | 'text' | 'split'
  /** lon/lat degrees */
  readonly vertices: readonly (readonly [number, number])[]
  /** taken back; the last is the first to come again */
  readonly undone: readonly (readonly [number, number])[]
  /** of a sketch that was given up, until another is begun */
  readonly dropped: readonly (readonly [number, number])[]
}

export type Theme = 'light' | 'dark'
export type AreaUnit = 'm2' | 'ha' | 'mu'
export type CoordinateFormat = 'decimal' | 'dms' | 'dm' | `gk:${string}`

/** Never undone. */
export interface Session {
  readonly view: { readonly lng: number; readonly lat: number; readonly zoom: number }
  readonly selection: Selection | null
  /** 'sketch': what `sketch` is for */
  readonly tool: 'browse' | 'select-box' | 'select-polygon' | 'sketch' | 'vertices'
  /** kept on the device, so that points set before a reload are not lost */
  readonly sketch: Sketch | null
  /** the page that is shown, with nothing but the map; null: at the desk */
  readonly presenting: number | null
  /** what the link speaks of and is not here: layers of a deployment, and how many of the sender's own device */
  readonly absent: { readonly layers: readonly LayerId[]; readonly local: number }
  /** several looks at the same place; null: one map */
  readonly compare: Compare | null
  /** its sides that are on the screen as asked for */
  readonly comparePainted: readonly number[]
  /** 三维起伏: the raster whose heights the map has, and how many times they are raised; null: flat */
  readonly relief: { readonly layer: LayerId; readonly exaggeration: number } | null
  /** the layer whose style is edited in the right-hand panel */
  readonly styling: LayerId | null
  /** the query panel; its layer, null: the one in hand */
  readonly querying: { readonly layer: LayerId | null } | null
  /** 统计面板; its layer, null: the one in hand */
  readonly dashboard: { readonly layer: LayerId | null } | null
  /** figures that stand still; null: they follow */
  readonly frozen: FrozenFigures | null
  /** what is being put together there; it waits while another panel is looked at */
  readonly question: Question | null
  /** the right-hand card */
  readonly card: Card | null
  /** the bottom drawer: a result, or the attribute table of a layer */
  readonly drawer: Drawer | null
  /** how attribute tables are looked at; a layer that is not named has the usual look */
  readonly tableLooks: Readonly<Record<LayerId, TableLook>>
  /** in CSS pixels, as the user left it */
  readonly drawerHeight: number
  readonly panels: { readonly layers: boolean; readonly analysis: boolean; readonly measure: boolean }
  /** what was asked for, the last first */
  readonly asked: readonly Asked[]
  /** one sheet holds what stands beside the map elsewhere */
  readonly isPhone: boolean
  readonly dialog: Dialog | null
  /** layers that the receipt dialog is about */
  readonly receipts: readonly LayerId[]
  /** the layer that the open dialog is about */
  readonly dialogLayer: LayerId | null
  /** rows of that layer that it is about */
  readonly dialogRows: readonly number[]
  readonly jobs: readonly Job[]
  readonly toasts: readonly Toast[]
  readonly layerStatus: Readonly<Record<LayerId, LayerStatus>>
  readonly locale: Locale
  readonly theme: Theme | 'system'
  readonly areaUnit: AreaUnit
  readonly coordinateFormat: CoordinateFormat
  readonly singleKeys: boolean
  /** the line for newcomers was put away */
  readonly isGreeted: boolean
  /** id of the format that a layer, and a result, was last exported in */
  readonly layerFormat: string
  readonly reportFormat: string
  /** of areas in files of layers; null: as the layer has them */
  readonly layerAreaUnit: AreaUnit | null
  /** keys that the user typed, by basemap id: kept on the device only, never in a link or a file */
  readonly basemapKeys: Readonly<Record<string, string>>
  /** to be put on other layers */
  readonly copiedLook: LayerLook | null
  /** how the last sheet was printed; null: none was yet */
  readonly sheet: SheetSettings | null
  readonly restoredAt: string | null
  readonly offline: OfflineState
  /** of the link that was opened: what to take offline; null: nothing was asked for, or it is done */
  readonly order: PackOrder | null
  /** field mode (外业模式) is on */
  readonly field: boolean
  /** field mode in the look for bright sun */
  readonly isSunny: boolean
  /** whether the application can be put on the home screen, or is */
  readonly install: InstallState
  /** it was offered in field mode, and is not again */
  readonly isInstallOffered: boolean
  /** in field mode: a tone and vibration near the point that is looked for */
  readonly hasFieldSound: boolean
}

/** All that makes a layer look as it does, to be put on another or kept in a file. */
export interface LayerLook {
  readonly geometry: Layer['geometry']
  readonly symbology: Symbology
  readonly label: LabelStyle | null
  readonly opacity: number
  readonly grid?: GridLook
}

/** What a dashboard showed when it was frozen. */
export interface FrozenFigures {
  readonly layer: LayerId
  readonly at: string
  readonly follow: Follow
  readonly isFiltered: boolean
  readonly isSelected: boolean
  readonly cards: readonly FigureCard[]
  readonly answer: CardsAnswer
}

export type Drawer = { readonly run: string; readonly table?: undefined } | { readonly table: LayerId; readonly run?: undefined }

/** Names are those of fields; AREA_FIELD is one of them. */
export interface TableLook {
  /** the first key first */
  readonly sort: readonly SortKey[]
  readonly hidden: readonly string[]
  /** columns asked for that are left out otherwise, since another says the same in the language of the screen */
  readonly shown?: readonly string[]
  /** columns that stay in sight, in order; null: code and name */
  readonly frozen: readonly string[] | null
  readonly isSelectedOnly: boolean
}

export interface Selection {
  readonly layer: LayerId
  readonly rows: readonly number[]
  /** the closed ring in lon/lat that alone chose the rows, where one was drawn */
  readonly within?: readonly (readonly [number, number])[]
  /** marked while a list is stepped through, not chosen: no run and no export is meant to be of it alone */
  readonly isOnlyShown?: true
}

/** What another service's vector tiles hold of a feature. */
export interface TileFeature {
  readonly sourceLayer: string
  readonly properties: Readonly<Record<string, string | number | boolean>>
}

export interface Card {
  readonly hits: readonly {
    readonly layer: LayerId
    readonly row: number
    readonly distanceM: number
    /** of a layer that has no rows here */
    readonly tile?: TileFeature
  }[]
  /** index of the hit that is open; null: the list is shown */
  readonly open: number | null
  /** index of the hit that the list points at, to be highlighted; absent: none */
  readonly focus?: number
  readonly at: readonly [number, number]
  /** the hits are what the view shows, each layer's first ones: how many there are */
  readonly inView?: readonly { readonly layer: LayerId; readonly count: number }[]
}

export interface Job {
  readonly id: string
  readonly title: Text
  /** 0…1, or null while unknown */
  readonly share: number | null
  /** estimated; null while it is too early to tell */
  readonly leftMs: number | null
  readonly stage: string | null
  readonly state: 'running' | 'done' | 'failed' | 'cancelled'
  readonly error: ShownError | null
}
export interface ShownError {
  readonly code: string
  readonly detail: Readonly<Record<string, string | number | boolean | null>>
}
export interface Toast {
  readonly id: string
  readonly message: ShownError
  readonly level: 'info' | 'error'
  readonly canUndo: boolean
  /** layers whose receipts it offers to show */
  readonly receipts: readonly LayerId[]
}

export interface LayerStatus {
  /** 'ready' also of a layer whose rows are read from its file as they are asked for: `ranges` says how that goes */
  readonly state: 'waiting' | 'loading' | 'ready' | 'failed'
  readonly share: number | null
  readonly error: ShownError | null
  readonly count: number | null
  /** features per symbology class, in class order, "other" last */
  readonly classCounts: readonly number[] | null
  /** what the counts were made of: app/class-key.ts */
  readonly classKey?: string
  readonly visibleCount: number | null
  readonly bbox: readonly [number, number, number, number] | null
  /** null, or absent: the table is, or will be, here as a whole */
  readonly ranges?: RangeState | null
  /** counts how often the files of a ranged layer were opened, or came back: what was drawn from an earlier opening is drawn anew */
  readonly opening?: number
  /** why the look of now is not what is drawn; null, or absent: it is */
  readonly notDrawn?: ShownError | null
}
