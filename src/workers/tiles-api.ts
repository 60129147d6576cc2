import type { FeatureCollection } from 'geojson'
import type { ColumnStatistics } from '../core/attributes/column-statistics.ts'
import type { SortKey } from '../core/attributes/row-order.ts'
import type { ValueCounts } from '../core/attributes/value-counts.ts'
import type { CardsAnswer, CardsQuestion } from '../core/dashboard/card.ts'
import type { Edits } from '../core/edits/edits.ts'
import type { RegisterPoint } from '../core/field/register-points.ts'
import type { Sent } from '../core/lift-texts.ts'
import type { ParcelFacts } from '../core/parcel-papers/describe-parcel.ts'
import type { SheetLayer, SheetLayerChoice } from '../core/print/sheet-layer.ts'
import type { SpatialQuestion } from '../core/query/spatial-rows.ts'
import type { GridFile } from '../core/raster/grid.ts'
import type { GridLook } from '../core/raster/grid-look.ts'
import type { Classing, ClassMethod, Condition } from '../core/symbology.ts'
import type { Table } from '../core/table.ts'
import type { Task } from '../core/task.ts'
import type { PaintedClass } from '../core/tiling/drawn.ts'
import type { NumberProfile, ValueProfile } from '../core/tiling/field-profile.ts'
import type { PositionAnswer } from '../core/tiling/position.ts'
import type { RowDefect } from '../core/tiling/row-defect.ts'
import type { Snap } from '../core/tiling/snap.ts'
import type { GridPlace } from './compute-api.ts'

export type TableId = string
export type LngLat = readonly [number, number]
/** west, south, east, north in degrees */
export type LngLatBox = readonly [number, number, number, number]

/** What is drawn: a table, the rows that a filter leaves, and the class of each row. */
export interface Drawable {
  readonly key: string
  readonly table: TableId
  /** rows to draw; null: all that `filter` leaves */
  readonly rows: Uint32Array | null
  readonly filter: readonly Condition[]
  /** values of `field` in class order; a value that is not named gets class `values.length`; null field: all rows class 0 */
  readonly classField: string | null
  readonly classValues: readonly string[]
  /** of a field of numbers: upper limits; rows without a number get class `breaks.length + 1` */
  readonly classBreaks?: readonly number[] | null
  /** of a second field of numbers, by which each class is parted again: class k and j is k · (breaks.length + 1) + j */
  readonly classSecond?: { readonly field: string; readonly breaks: readonly number[] }
  /** per class, for image tiles: how it is painted; null: not drawn */
  readonly paint: readonly (PaintedClass | null)[]
  readonly labelField: string | null
  /** core/tiling/label-text.ts */
  readonly labelTemplate?: string | null
  /** below this zoom vector tiles carry labels only, since image tiles show the shapes; 0 when left out */
  readonly shapesFromZoom?: number
  /** of a layer that stays in its file: labels as they stand in the published tiles */
  readonly keepsWords?: boolean
}

export interface Hit {
  readonly table: TableId
  readonly row: number
  /** metres from the pointer; 0 when inside */
  readonly distanceM: number
}

/** A stored vertex or a place on an edge that a pointer means. */
export interface SnapHit extends Snap {
  readonly table: TableId
}

export interface Measured {
  /** ellipsoidal area by the TD/T 1055 formula, m²; NaN where the CRS is not known */
  readonly areaM2: number
  /** of all rings, geodesic, m */
  readonly perimeterM: number
  readonly vertices: number
  readonly parts: number
  readonly bbox: LngLatBox
  /** why areaM2 is no area of a place; null: it is */
  readonly defect: RowDefect | null
}

export interface SearchTarget {
  readonly table: TableId
  readonly fields: readonly string[]
  /** row → passes; applied before matching */
  readonly filter: readonly Condition[]
}
export interface SearchHit {
  readonly table: TableId
  readonly row: number
  readonly field: string
  readonly value: string
  /** smaller is better: 0 whole value, 1 prefix, 2 suffix, 3 inside */
  readonly rank: number
}

/** What is known of a layer that stays in its file. */
export interface RangedInfo {
  readonly count: number
  readonly bbox: LngLatBox | null
  /** names and types of the columns, no rows */
  readonly schema: Table
  /** bytes of each field as it is read by itself, AREA_FIELD among them; null: the layer was published without, and all rows are needed */
  readonly fieldBytes: Readonly<Record<string, number>> | null
  /** files published beside it that could not be read */
  readonly unread: readonly string[]
}

/** Holds tables resident by id: cuts their tiles, finds their features. Coordinates in and out are lon/lat degrees (CGCS2000 ≈ WGS 84). */
export interface TilesApi {
  putTable(argument: Sent<{ id: TableId; table: Table }>, task: Task): Promise<{ bbox: LngLatBox | null; vertices: number }>
  /** Makes another table resident: what edits make of a resident one, sharing what they leave alone. */
  editTable(argument: { base: TableId; id: TableId; edits: Edits }, task: Task): Promise<{ bbox: LngLatBox | null }>
  /** The map is drawn, or is being drawn: what can wait waits for it. */
  mapDrawn(argument: { isDrawn: boolean }, task: Task): void
  /** Keeps a resident table in the page's database, where `restoreTable` finds it. */
  keepTable(argument: { id: TableId; database: string }, task: Task): Promise<void>
  /** Makes a kept table resident and answers with a copy; null: it is not, or not wholly, in the database. */
  restoreTable(
    argument: { id: TableId; database: string },
    task: Task,
  ): Promise<Sent<{ readonly table: Table; readonly bbox: LngLatBox | null }> | null>
  /** also the raster of that id */
  dropTable(argument: { id: TableId }, task: Task): void
  /** Opens a raster to be shown; answers with its outline, a table of one row. */
  putGrid(argument: { id: TableId; file: GridPlace; look: GridLook }, task: Task): Promise<Table>
  /** false: it is not open */
  setGridLook(argument: { id: TableId; look: GridLook }, task: Task): boolean
  /** from a sample of cells of the coarsest overview */
  gridNumbers(argument: { id: TableId; bins: number }, task: Task): Promise<NumberProfile>
  gridBreaks(argument: { id: TableId; method: ClassMethod; count: number }, task: Task): Promise<readonly number[]>
  gridTile(argument: { id: TableId; z: number; x: number; y: number; size: number }, task: Task): Promise<ImageBitmap>
  /** metres, encoded as core/raster/grid-image.ts says */
  heightTile(argument: { id: TableId; z: number; x: number; y: number; size: number }, task: Task): Promise<ImageBitmap>
  /** of the cell at a place, full resolution; band 0 is the first; null: none */
  gridValue(argument: { id: TableId; at: LngLat; band: number }, task: Task): Promise<number | null>
  /** Opens published tiles, which `vectorTile` then answers with for the key until something is drawn under it. */
  openTiles(
    argument: { key: string; file: GridFile; name: string },
    task: Task,
  ): Promise<{
    readonly minZoom: number
    readonly maxZoom: number
    readonly bbox: LngLatBox
    readonly classField: string | null
    readonly classValues: readonly string[]
    readonly classBreaks: readonly number[] | null
    readonly classSecond: NonNullable<Classing['classSecond']> | null
    readonly labelField: string | null
    readonly sourceLayers: readonly string[]
  }>
  /** Makes a published layer answer questions without its table: rows are read from its file by ranges as they are needed. */
  openRanged(
    argument: {
      /** as of a table; the whole table of the same id, once it is there, is asked instead */
      id: TableId
      /** under which the reading is watched */
      key: string
      file: { place: Blob | string; name: string }
      /** its codes in order; null: there are none */
      codes: { place: Blob | string; name: string } | null
      /** its fields one by one; null: there are none */
      columns: { place: Blob | string; name: string } | null
      /** a host without ranges may send a whole file up to this size */
      mostWholeBytes: number
    },
    task: Task,
  ): Promise<RangedInfo>
  dropRanged(argument: { id: TableId }, task: Task): void
  /** Rows of a ranged layer whose box meets that of any of some rows (null: all) of another; ascending. Reads its index only. */
  rowsMeeting(
    argument: { id: TableId; of: { readonly table: TableId; readonly rows: Uint32Array | null } },
    task: Task,
  ): Promise<Uint32Array>
  /** Rows whose code a row of another table has, ascending; of a ranged layer the field alone is read. */
  rowsWithPartner(
    argument: { id: TableId; field: string; of: { readonly table: TableId; readonly field: string } },
    task: Task,
  ): Promise<Uint32Array>
  /**
   * Rows of a ranged layer as a table, in their order.
   * @param argument.rows ascending, each once @param argument.hasAreas with AREA_FIELD as one more column
   */
  readRows(argument: { id: TableId; rows: Uint32Array; hasAreas?: boolean }, task: Task): Promise<Sent<Table>>
  /** Tells by the stages of its progress (RangeState) how the files of a key are being read; goes on until it is cancelled. */
  watchRanges(argument: { key: string }, task: Task): Promise<never>
  putDrawable(argument: Drawable, task: Task): Promise<{ counts: Uint32Array }>
  dropDrawable(argument: { key: string }, task: Task): void
  /** The published tiles of a key are drawn as they are again. */
  dropRedrawn(argument: { key: string }, task: Task): void
  /** Mapbox vector tile with source-layers 'shapes' (property c: class index, id: row + 1) and 'labels' (property t) */
  vectorTile(argument: { key: string; z: number; x: number; y: number }, task: Task): Promise<ArrayBuffer>
  imageTile(argument: { key: string; z: number; x: number; y: number; size: number }, task: Task): Promise<ImageBitmap>
  /** What of a table a printed sheet shows, as lines in millimetres. */
  sheetLayer(argument: SheetLayerChoice & { table: TableId }, task: Task): Promise<SheetLayer>
  /** What the papers of a parcel say, in the plane of `crs`. */
  describeParcel(argument: { table: TableId; row: number; crs: string }, task: Task): Promise<ParcelFacts>
  /** hits in the order of `tables`, then the smaller feature first; at most `limit` */
  identify(
    argument: {
      at: LngLat
      toleranceM: number
      tables: readonly { id: TableId; filter: readonly Condition[] }[]
      limit: number
    },
    task: Task,
  ): Promise<readonly Hit[]>
  /** the nearest vertex of all the tables within reach, else the nearest place on an edge, by the stored coordinates */
  snap(
    argument: { at: LngLat; toleranceM: number; tables: readonly { id: TableId; filter: readonly Condition[] }[] },
    task: Task,
  ): Promise<SnapHit | null>
  /** rows that intersect a box or polygon (closed ring); ascending */
  select(argument: { table: TableId; filter: readonly Condition[]; ring: readonly LngLat[] }, task: Task): Promise<Uint32Array>
  /** rows that a filter leaves, ascending */
  filterRows(argument: { table: TableId; filter: readonly Condition[] }, task: Task): Promise<Uint32Array>
  /** over all rows, whatever is filtered. @throws AppError style.notNumbers */
  fieldNumbers(argument: { table: TableId; field: string; bins: number }, task: Task): Promise<NumberProfile>
  fieldValues(argument: { table: TableId; field: string; limit: number }, task: Task): Promise<ValueProfile>
  /** Upper limits of `count` classes, or of fewer. @throws AppError style.notNumbers */
  fieldBreaks(
    argument: { table: TableId; field: string; method: ClassMethod; count: number },
    task: Task,
  ): Promise<readonly number[]>
  measure(argument: { table: TableId; row: number }, task: Task): Promise<Measured>
  /** exact sum over rows (each row once), m²; and how many rows have no geometry */
  totalArea(argument: { table: TableId; rows: Uint32Array | null }, task: Task): Promise<{ areaM2: number; empty: number }>
  bounds(argument: { table: TableId; rows: Uint32Array | null }, task: Task): Promise<LngLatBox | null>
  /** lon/lat geometry of rows, to highlight: at most `limit` vertices, else null */
  shapes(argument: { table: TableId; rows: Uint32Array; limit: number }, task: Task): Promise<FeatureCollection | null>
  search(argument: { text: string; targets: readonly SearchTarget[]; limit: number }, task: Task): Promise<readonly SearchHit[]>
  /** the parcel at a place with its nearest boundary line and point; `accuracyM`: how far the place may be off, null: not known */
  position(
    argument: { at: LngLat; accuracyM: number | null; table: TableId; filter: readonly Condition[] },
    task: Task,
  ): Promise<PositionAnswer>
  /** of a polygon row, numbered as the register does; at most 2 000 */
  boundaryPoints(argument: { table: TableId; row: number }, task: Task): Promise<readonly RegisterPoint[]>
  /** rows in the order of `sort`: those that the filter leaves or, with `only`, those of `only` that it leaves */
  tableOrder(
    argument: {
      table: TableId
      filter: readonly Condition[]
      only: Uint32Array | null
      sort: readonly SortKey[]
      language: string
    },
    task: Task,
  ): Promise<Uint32Array>
  /** of `rows` or, when null, of those that the filter leaves; null: no such field. AREA_FIELD is one everywhere here */
  columnStatistics(
    argument: { table: TableId; field: string; rows: Uint32Array | null; filter: readonly Condition[] },
    task: Task,
  ): Promise<ColumnStatistics | null>
  /** the different values of a field among the rows that the filter leaves; `search` folded, `also` found whatever is searched */
  valueCounts(
    argument: {
      table: TableId
      field: string
      filter: readonly Condition[]
      search: string
      also: readonly string[]
      limit: number
      language: string
    },
    task: Task,
  ): Promise<ValueCounts>
  /** figures of a dashboard's cards over the rows that its scope leaves */
  dashboard(argument: CardsQuestion, task: Task): Promise<CardsAnswer>
  /** rows of such a scope, ascending */
  dashboardRows(argument: Pick<CardsQuestion, 'table' | 'filter' | 'ring' | 'only'>, task: Task): Promise<Uint32Array>
  /** rows that the filter leaves and that stand in the relation to the other layer's rows (null: all), or to a ring; ascending */
  spatialRows(
    argument: {
      table: TableId
      filter: readonly Condition[]
      question: SpatialQuestion
      other: { readonly table: TableId; readonly rows: Uint32Array | null } | { readonly ring: readonly LngLat[] }
    },
    task: Task,
  ): Promise<Uint32Array>
  /** a copy of some rows (null: all), with what an expression gives for each as one more column, or in place of one of that name */
  deriveTable(
    argument: { table: TableId; rows: Uint32Array | null; added: { readonly name: string; readonly expression: string } | null },
    task: Task,
  ): Promise<Sent<Table>>
  /** ellipsoidal area of each row, m²; NaN for rows without a polygon */
  rowAreas(argument: { table: TableId }, task: Task): Promise<Float64Array>
  /** rows that share an edge with `row`, with the shared length in metres, longest first */
  neighbours(argument: { table: TableId; row: number }, task: Task): Promise<readonly { row: number; sharedM: number }[]>
}
