import type { Task } from '../core/task.ts'
import { coordinateOf, impossiblePairs } from './coordinate-cell.ts'
import type { DeclaredCrs } from './crs-evidence.ts'
import { MOST_SKIPPED, type SkippedLine } from './format.ts'
import { GeometryBuilder } from './geometry-builder.ts'
import { jointPlaces } from './joint-places.ts'
import { placeColumns, X } from './place-names.ts'
import type { Sheet, SheetColumn } from './sheet-columns.ts'
import { isWkt, readWkt, sridOf } from './wkt-geometry.ts'

export interface Places {
  readonly builder: GeometryBuilder
  readonly declared: DeclaredCrs | null
  /** a column that holds nothing but the shapes: it need not stay an attribute */
  readonly shapeColumn: string | null
  /** the first of the rows that have none, as they stand in the file */
  readonly placeless: readonly SkippedLine[]
}

const WKT_NAME = /^(wkt|geom|geometry|the_geom|shape|几何|图形)(?:_?epsg_?(\d+))?$/i
/** of the filled cells, those that must be coordinates for columns to count as such */
const MOSTLY = 0.5
/** characters of a line that are kept */
const MOST_LINE = 500

/**
 * Shapes of a sheet by a column of well-known text or a pair of coordinates; null: attributes only.
 * @param asRead the same sheet with its cells as they stand in the file
 */
export function findPlaces(sheet: Sheet, notes: Pick<Task, 'note'>, asRead = sheet): Places | null {
  const wkt = sheet.columns.find((column) => isShapeColumn(column))
  const without = new Placeless(asRead)
  if (wkt) return readShapes(sheet, wkt, without, notes)
  const pair = columnPair(sheet, notes)
  if (!pair) return null
  const { first, second, xs, ys, northFirst } = pair
  const builder = new GeometryBuilder()
  const impossible = impossiblePairs(xs, ys)
  for (let row = 0; row < sheet.length; row++) {
    const [x, y] = northFirst ? [ys[row], xs[row]] : [xs[row], ys[row]]
    if (impossible[row]) without.add('csv.impossiblePlaces', row)
    else if (!Number.isNaN(x) && !Number.isNaN(y)) {
      builder.begin('point')
      builder.vertex(x, y)
      builder.endRing()
      builder.endPart()
    } else without.add(first[row] || second[row] ? 'csv.badPlaces' : 'csv.emptyPlaces', row)
    builder.endRow()
  }
  return { builder, declared: null, shapeColumn: null, placeless: without.tell(notes) }
}

interface ColumnPair {
  readonly first: readonly (string | null)[]
  readonly second: readonly (string | null)[]
  readonly xs: readonly number[]
  readonly ys: readonly number[]
  readonly northFirst: boolean
}
function columnPair(sheet: Sheet, notes: Pick<Task, 'note'>): ColumnPair | null {
  const names = placeColumns(sheet.columns.map(({ name }) => name))
  const own = names?.map((name) => sheet.columns.find((column) => column.name === name) as SheetColumn)
  const joint = own ? null : jointPlaces(sheet)
  const [first, second] = own ? own.map(({ texts }) => texts) : [joint?.firsts ?? [], joint?.seconds ?? []]
  const xs = first.map(coordinateOf)
  const ys = second.map(coordinateOf)
  const filled = first.filter((text) => text !== null).length
  const good = xs.filter((x, i) => !Number.isNaN(x) && !Number.isNaN(ys[i])).length
  if (good === 0 || good < filled * MOSTLY) return null
  if (joint) notes.note(joint.wasTurned ? 'csv.jointLatFirst' : 'csv.joint', { field: joint.name })
  const northFirst = (joint !== null || X.test(names?.[0].trim() ?? '')) && isNorthing(xs, ys)
  if (northFirst) notes.note('csv.xIsNorth', { x: names?.[0] ?? 'X', y: names?.[1] ?? 'Y' })
  return { first, second, xs, ys, northFirst }
}

/** Rows that keep their attributes only, by why. */
class Placeless {
  readonly #sheet: Sheet
  readonly #found = new Map<string, { count: number; line: number }>()
  readonly #lines: SkippedLine[] = []
  constructor(sheet: Sheet) {
    this.#sheet = sheet
  }
  add(why: string, row: number): void {
    const line = this.#sheet.lines?.[row] ?? row + 1
    const found = this.#found.get(why)
    if (found) found.count++
    else this.#found.set(why, { count: 1, line })
    if (this.#lines.length >= MOST_SKIPPED) return
    const cells = this.#sheet.columns.map(({ texts }) => texts[row] ?? '')
    this.#lines.push({ line, text: cells.join(',').slice(0, MOST_LINE) })
  }
  tell(notes: Pick<Task, 'note'>): readonly SkippedLine[] {
    for (const [why, detail] of this.#found) notes.note(why, detail, 'warning')
    return this.#lines
  }
}

function isShapeColumn({ name, texts }: SheetColumn): boolean {
  const filled = texts.filter((text) => text !== null).slice(0, 100)
  const good = filled.filter((text) => isWkt(text as string)).length
  return good > 0 && (good === filled.length || (WKT_NAME.test(name.trim()) && good >= filled.length * MOSTLY))
}

function readShapes(sheet: Sheet, column: SheetColumn, without: Placeless, notes: Pick<Task, 'note'>): Places {
  const builder = new GeometryBuilder()
  let srid: number | null = null
  for (let row = 0; row < sheet.length; row++) {
    const text = column.texts[row]
    if (text !== null) {
      srid ??= sridOf(text)
      if (!readWkt(text, builder)) {
        builder.forgetRow()
        without.add('csv.badPlaces', row)
      }
    } else without.add('csv.emptyPlaces', row)
    builder.endRow()
  }
  const placeless = without.tell(notes)
  const named = WKT_NAME.exec(column.name.trim())?.[2] ?? srid
  return { builder, declared: named ? { crs: `EPSG:${named}`, evidence: 'header' } : null, shapeColumn: column.name, placeless }
}

/**
 * Survey's X is north and Y east, elsewhere it is the other way round. Only metres tell: a northing of China has seven digits before
 * the point, an easting six, or eight with its zone. Degrees stay as they are.
 */
function isNorthing(xs: readonly number[], ys: readonly number[]): boolean {
  let votes = 0
  for (let i = 0; i < xs.length; i++) {
    const [x, y] = [xs[i], ys[i]]
    if (!(Math.abs(x) > 360) || !(Math.abs(y) > 360)) continue
    if (x < 1e7 && (y >= 1e7 || (y < 1e6 && x >= 1e6))) votes++
    else votes--
  }
  return votes > 0
}
