import type { Task } from '../core/task.ts'
import { coordinateOf, impossiblePairs } from './coordinate-cell.ts'
import type { DeclaredCrs } from './crs-evidence.ts'
import { MOST_SKIPPED, type SkippedLine } from './format.ts'
import { GeometryBuilder } from './geometry-builder.ts'
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
const LNG = /^(lng|lon|long|longitude|经度|東經|东经|x_?wgs84|point_?x)(\(.*\)|（.*）|\[.*\])?$/i
const LAT = /^(lat|latitude|纬度|北纬|y_?wgs84|point_?y)(\(.*\)|（.*）|\[.*\])?$/i
const EAST = /^(e|east|easting|东坐标|横坐标|东)(\(.*\)|（.*）|\[.*\])?$/i
const NORTH = /^(n|north|northing|北坐标|纵坐标|北)(\(.*\)|（.*）|\[.*\])?$/i
const X = /^(x|x坐标|坐标x|xzb|x_?coord(inate)?)(\(.*\)|（.*）|\[.*\])?$/i
const Y = /^(y|y坐标|坐标y|yzb|y_?coord(inate)?)(\(.*\)|（.*）|\[.*\])?$/i
/** of the filled cells, those that must be coordinates for columns to count as such */
const MOSTLY = 0.5
/** characters of a line that are kept */
const MOST_LINE = 500

/** Whether a name is that of a coordinate. */
export function isPlaceName(name: string): boolean {
  return [LNG, LAT, EAST, NORTH, X, Y].some((pattern) => pattern.test(name.trim()))
}

/** Names of the columns of a pair, whatever they hold; null: none. */
export function placeColumns(names: readonly string[]): readonly [first: string, second: string] | null {
  for (const [first, second] of [
    [LNG, LAT],
    [EAST, NORTH],
    [X, Y],
  ]) {
    const a = names.find((name) => first.test(name.trim()))
    const b = names.find((name) => second.test(name.trim()))
    if (a !== undefined && b !== undefined) return [a, b]
  }
  return null
}

/** Shapes of a sheet by a column of well-known text or a pair of coordinates; null: attributes only. */
export function findPlaces(sheet: Sheet, notes: Pick<Task, 'note'>): Places | null {
  const wkt = sheet.columns.find((column) => isShapeColumn(column))
  if (wkt) return readShapes(sheet, wkt, notes)
  const names = placeColumns(sheet.columns.map(({ name }) => name))
  if (!names) return null
  const [first, second] = names.map((name) => sheet.columns.find((column) => column.name === name) as SheetColumn)
  const xs = first.texts.map(coordinateOf)
  const ys = second.texts.map(coordinateOf)
  const filled = first.texts.filter((text) => text !== null).length
  const good = xs.filter((x, i) => !Number.isNaN(x) && !Number.isNaN(ys[i])).length
  if (good === 0 || good < filled * MOSTLY) return null
  const northFirst = X.test(first.name.trim()) && isNorthing(xs, ys)
  if (northFirst) notes.note('csv.xIsNorth', { x: first.name, y: second.name })
  const builder = new GeometryBuilder()
  const impossible = impossiblePairs(xs, ys)
  const without = new Placeless(sheet)
  for (let row = 0; row < sheet.length; row++) {
    const [x, y] = northFirst ? [ys[row], xs[row]] : [xs[row], ys[row]]
    if (impossible[row]) without.add('csv.impossiblePlaces', row)
    else if (!Number.isNaN(x) && !Number.isNaN(y)) {
      builder.begin('point')
      builder.vertex(x, y)
      builder.endRing()
      builder.endPart()
    } else without.add(first.texts[row] || second.texts[row] ? 'csv.badPlaces' : 'csv.emptyPlaces', row)
    builder.endRow()
  }
  return { builder, declared: null, shapeColumn: null, placeless: without.tell(notes) }
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

function readShapes(sheet: Sheet, column: SheetColumn, notes: Pick<Task, 'note'>): Places {
  const builder = new GeometryBuilder()
  const without = new Placeless(sheet)
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
