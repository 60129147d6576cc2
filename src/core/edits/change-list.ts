import { pickRows } from '../geometry.ts'
import { lngLatOf, rowAreaM2 } from '../plane.ts'
import { type CellValue, cellAt, type FieldInfo, findColumn, type Geometry, type Table } from '../table.ts'
import type { Locale, Text } from '../text.ts'
import { applyEdits } from './apply-edits.ts'
import { type Edits, editedRow } from './edits.ts'

/** The columns of a list of changes, in order. */
export const CHANGE_FIELDS: readonly FieldInfo[] = [
  { name: 'ROW', label: { zh: '行号', en: 'Row' } },
  { name: 'KEY', label: { zh: '代码或名称', en: 'Code or name' } },
  { name: 'FIELD', label: { zh: '字段', en: 'Field' } },
  { name: 'LABEL', label: { zh: '字段名称', en: 'Label' } },
  { name: 'BEFORE', label: { zh: '变更前', en: 'Before' } },
  { name: 'AFTER', label: { zh: '变更后', en: 'After' } },
  { name: 'AREA_M2_BEFORE', label: { zh: '变更前面积', en: 'Area before' }, unit: 'm2' },
  { name: 'AREA_M2_AFTER', label: { zh: '变更后面积', en: 'Area after' }, unit: 'm2' },
]

/** What stands in FIELD for a change of the shape itself, for a part that was cut off, and for a row that went into another. */
export const SHAPE_FIELD = '@shape'
export const PART_FIELD = '@part'
export const MERGED_FIELD = '@merged'
const LABELS = {
  shape: { zh: '图形', en: 'Shape' },
  part: { zh: '分割', en: 'Split' },
  merged: { zh: '合并', en: 'Merge' },
} as const satisfies Record<string, Text>
const WORDS = {
  part: { zh: '由第 {row} 行分出', en: 'cut from row {row}' },
  merged: { zh: '并入第 {row} 行', en: 'went into row {row}' },
} as const satisfies Record<string, Text>

/**
 * 前后对照: one row a change, ascending by row, values as they are stored; a change of shape has the ellipsoidal areas (m²) before and
 * after and, as its geometry, the new shape. A change of a value has the shape that its row has now. Rows are those of the file; parts
 * that were cut off are counted on from its last; a row that went into another has the shape of what it went into.
 * @param table as its file has it
 */
export function changeListTable(
  table: Table,
  edits: Edits,
  { fields, name, locale }: { readonly fields: readonly FieldInfo[]; readonly name: string; readonly locale: Locale },
): Table {
  const now = applyEdits(table, edits)
  const [areaBefore, areaNow] = [areaIn(table), areaIn(now)]
  const intoOf = new Map(edits.gone?.map(({ row, into }) => [row, into]))
  /** the row of the edited table that a number, or what it went into, is now */
  const rowNow = (number: number): number => {
    const into = intoOf.get(number)
    return into === undefined ? (editedRow(edits, number) ?? 0) : rowNow(into)
  }
  const keyColumns = (of: Table) =>
    (['unitCode', 'name', 'id'] as const).flatMap((role) => {
      const field = fields.find((each) => each.role === role)
      const column = field && findColumn(of, field.name)
      return column ? [column] : []
    })
  const keys = { now: keyColumns(now), before: keyColumns(table) }
  const keyOf = (number: number) => {
    const isFromFile = intoOf.has(number) && number < table.length
    const [columns, row] = isFromFile ? [keys.before, number] : [keys.now, rowNow(number)]
    return columns.map((column) => cellAt(column, row)).find((value) => value !== null && value !== '') ?? null
  }
  const partOf = new Map(edits.added?.map(({ row, from }) => [row, from]))
  const rows = [
    ...new Set([...[...Object.keys(edits.cells), ...Object.keys(edits.shapes)].map(Number), ...partOf.keys(), ...intoOf.keys()]),
  ]
  const lines = rows
    .sort((a, b) => a - b)
    .flatMap((row) => {
      const line = { row, key: keyOf(row), before: null as string | null, after: null as string | null, areas: NO_AREAS }
      const [from, into] = [partOf.get(row), intoOf.get(row)]
      const was = row < table.length ? areaBefore(row) : Number.NaN
      const is = into === undefined ? areaNow(rowNow(row)) : Number.NaN
      const told = (words: Text, of: number) => words[locale].replace('{row}', String(of + 1))
      const list = Object.entries(edits.cells[row] ?? {}).map(([field, { before, after }]) => ({
        ...line,
        field,
        label: fields.find((each) => each.name === field)?.label[locale] ?? field,
        before: words(before),
        after: words(after),
      }))
      if (from !== undefined)
        list.push({ ...line, field: PART_FIELD, label: LABELS.part[locale], after: told(WORDS.part, from), areas: [was, is] })
      else if (edits.shapes[row] && into === undefined)
        list.push({ ...line, field: SHAPE_FIELD, label: LABELS.shape[locale], areas: [was, is] })
      if (into !== undefined)
        list.push({
          ...line,
          field: MERGED_FIELD,
          label: LABELS.merged[locale],
          after: told(WORDS.merged, into),
          areas: [was, is],
        })
      return list
    })
  const text = (column: string, values: readonly (string | null)[]) => textColumn(column, values)
  const numbers = (column: string, values: readonly number[]) =>
    ({ name: column, type: 'number', values: Float64Array.from(values) }) as const
  return {
    name,
    crs: table.crs,
    length: lines.length,
    columns: [
      numbers(
        'ROW',
        lines.map(({ row }) => row + 1),
      ),
      text(
        'KEY',
        lines.map(({ key }) => (key === null ? null : String(key))),
      ),
      text(
        'FIELD',
        lines.map(({ field }) => field),
      ),
      text(
        'LABEL',
        lines.map(({ label }) => label),
      ),
      text(
        'BEFORE',
        lines.map(({ before }) => before),
      ),
      text(
        'AFTER',
        lines.map(({ after }) => after),
      ),
      numbers(
        'AREA_M2_BEFORE',
        lines.map(({ areas }) => areas[0]),
      ),
      numbers(
        'AREA_M2_AFTER',
        lines.map(({ areas }) => areas[1]),
      ),
    ],
    geometry:
      now.geometry &&
      pickRows(
        now.geometry,
        lines.map(({ row }) => rowNow(row)),
      ),
  }
}

const NO_AREAS: readonly [before: number, after: number] = [Number.NaN, Number.NaN]

function words(value: CellValue): string | null {
  return value === null ? null : String(value)
}

function areaIn(table: Table): (row: number) => number {
  const geometry = table.geometry
  if (geometry?.kind !== 'polygon') return () => Number.NaN
  return (row) => {
    const one: Geometry = pickRows(geometry, [row])
    return rowAreaM2(one, lngLatOf({ ...table, length: 1, columns: [], geometry: one }), 0)
  }
}

function textColumn(name: string, values: readonly (string | null)[]) {
  const dictionary = [...new Set(values)]
  const codeOf = new Map(dictionary.map((value, code) => [value, code]))
  return { name, type: 'text', codes: Uint32Array.from(values, (value) => codeOf.get(value) as number), dictionary } as const
}
