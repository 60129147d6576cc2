import { cellText } from '../cell-text.ts'
import { classOf } from '../classify.ts'
import { keptDateWords } from '../dates.ts'
import { type Classing, type Condition, classCount, type HatchName } from '../symbology.ts'
import { type Column, findColumn, type Table } from '../table.ts'
import { passing } from './filter.ts'
import { templateText } from './label-text.ts'
import type { Resident } from './resident.ts'

/** How a class looks on image tiles; colours as #rrggbb, lengths in CSS pixels. */
export interface PaintedClass {
  readonly fill: string | null
  readonly fillOpacity: number
  readonly line: string | null
  readonly lineWidth?: number
  readonly casing?: string | null
  /** of the whole casing, line included */
  readonly casingWidth?: number
  readonly hatch?: HatchName
  readonly hatchColor?: string
  /** of points */
  readonly radius?: number
}

/** What to draw of a table. */
export interface DrawingChoice {
  /** rows to draw; null: all that `filter` leaves */
  readonly rows: Uint32Array | null
  readonly filter: readonly Condition[]
  readonly classField: string | null
  readonly classValues: readonly string[]
  /** of a field of numbers: upper limits of all classes but the last; rows without a number get class `classBreaks.length + 1` */
  readonly classBreaks?: readonly number[] | null
  /** rows without one of the two numbers get the last class */
  readonly classSecond?: Classing['classSecond']
  readonly paint: readonly (PaintedClass | null)[]
  readonly labelField: string | null
  /** taken instead of the field: label-text.ts */
  readonly labelTemplate?: string | null
  /** below this zoom vector tiles carry labels only, since images show the shapes */
  readonly shapesFromZoom?: number
}

/** How each row of a table is drawn. */
export interface Classed {
  /** class of each row; HIDDEN: not drawn */
  readonly classes: Uint16Array
  /** drawn rows of each class, "other" last; also of classes that are not painted */
  readonly counts: Uint32Array
  readonly paint: readonly (PaintedClass | null)[]
  /** words of a row, empty where it has none; null: no labels */
  readonly label: ((row: number) => string) | null
}

/** A resident table with the class of each row. */
export interface Drawn extends Classed {
  readonly resident: Resident
  readonly shapesFromZoom: number
  /** places of labels also for rows without words, for those who will put others there */
  readonly hasAnchors?: boolean
  /** number of each row in the layer, where the table is a part of it; left out: the row itself */
  readonly numbers?: Uint32Array
}

export const HIDDEN = 0xffff

export function makeDrawn(resident: Resident, choice: DrawingChoice): Drawn {
  return { ...classRows(resident.table, choice), resident, shapesFromZoom: choice.shapesFromZoom ?? 0 }
}

/** Gives each row its class and counts them. */
export function classRows(table: Table, choice: DrawingChoice): Classed {
  const { classField, classBreaks, classSecond } = choice
  const classes = classBreaks ? gradesOf(table, classField, classBreaks) : classesOf(table, classField, choice.classValues)
  if (classBreaks && classSecond) partAgain(classes, classBreaks.length + 1, table, classSecond)
  const mask = passing(table, choice.filter)
  if (mask) for (let row = 0; row < mask.length; row++) if (!mask[row]) classes[row] = HIDDEN
  if (choice.rows) keepOnly(classes, choice.rows)
  const counts = new Uint32Array(classCount(choice))
  for (const each of classes) if (each !== HIDDEN) counts[each]++
  const label = choice.labelTemplate ? templateText(table, choice.labelTemplate) : columnText(table, choice.labelField)
  return { classes, counts, paint: choice.paint, label }
}

function classesOf(table: Table, field: string | null, values: readonly string[]): Uint16Array {
  const classes = new Uint16Array(table.length)
  if (field === null) return classes
  const other = values.length
  const column = findColumn(table, field)
  if (!column) return classes.fill(other)
  const classOf = new Map(values.map((value, index) => [value, index]))
  if (column.type === 'text') {
    const byCode = Uint16Array.from(column.dictionary, (word) => classOf.get(word ?? '') ?? other)
    for (let row = 0; row < classes.length; row++) classes[row] = byCode[column.codes[row]]
  } else {
    for (let row = 0; row < classes.length; row++) classes[row] = classOf.get(cellText(column, row)) ?? other
  }
  return classes
}

function gradesOf(table: Table, field: string | null, breaks: readonly number[]): Uint16Array {
  const column = field === null ? undefined : findColumn(table, field)
  const other = breaks.length + 1
  if (column?.type !== 'number') return new Uint16Array(table.length).fill(other)
  return Uint16Array.from(column.values, (value) => (Number.isFinite(value) ? classOf(value, breaks) : other))
}

/** Each class of a first number in those of a second: class k of the first and j of the second is k · (classes of the second) + j. */
function partAgain(
  classes: Uint16Array,
  count: number,
  table: Table,
  { field, breaks }: NonNullable<Classing['classSecond']>,
): void {
  const second = gradesOf(table, field, breaks)
  const width = breaks.length + 1
  for (let row = 0; row < classes.length; row++) {
    const isKnown = classes[row] < count && second[row] < width
    classes[row] = isKnown ? classes[row] * width + second[row] : count * width
  }
}

function columnText(table: Table, field: string | null): Drawn['label'] {
  const column: Column | undefined = field === null ? undefined : findColumn(table, field)
  return column ? (row) => keptDateWords(cellText(column, row)) : null
}

function keepOnly(classes: Uint16Array, rows: Uint32Array): void {
  const kept = new Uint16Array(classes.length).fill(HIDDEN)
  for (const row of rows) if (row < classes.length) kept[row] = classes[row]
  classes.set(kept)
}
