import { pickRows } from '../geometry.ts'
import { lngLatOf, rowAreaM2 } from '../plane.ts'
import { type CellValue, cellAt, type FieldInfo, findColumn, type Geometry, type Table } from '../table.ts'
import type { Locale, Text } from '../text.ts'
import { applyEdits } from './apply-edits.ts'
import type { Edits } from './edits.ts'

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

/** What stands in FIELD for a change of the shape itself. */
export const SHAPE_FIELD = '@shape'
const SHAPE_LABEL: Text = { zh: '图形', en: 'Shape' }

/**
 * 前后对照: one row a change, ascending by row, values as they are stored; a change of shape has the ellipsoidal areas (m²) before and
 * after and, as its geometry, the new shape. A change of a value has the shape that its row has now.
 * @param table as its file has it
 */
export function changeListTable(
  table: Table,
  edits: Edits,
  { fields, name, locale }: { readonly fields: readonly FieldInfo[]; readonly name: string; readonly locale: Locale },
): Table {
  const now = applyEdits(table, edits)
  const [areaBefore, areaNow] = [areaIn(table), areaIn(now)]
  const keyColumns = (['unitCode', 'name', 'id'] as const).flatMap((role) => {
    const field = fields.find((each) => each.role === role)
    const column = field && findColumn(now, field.name)
    return column ? [column] : []
  })
  const rows = [...new Set([...Object.keys(edits.cells), ...Object.keys(edits.shapes)].map(Number))].sort((a, b) => a - b)
  const lines = rows.flatMap((row) => {
    const key = keyColumns.map((column) => cellAt(column, row)).find((value) => value !== null && value !== '') ?? null
    const cells = Object.entries(edits.cells[row] ?? {}).map(([field, { before, after }]) => ({
      row,
      key,
      field,
      label: fields.find((each) => each.name === field)?.label[locale] ?? field,
      before: words(before),
      after: words(after),
      areas: [Number.NaN, Number.NaN] as const,
    }))
    const shape = edits.shapes[row] && {
      row,
      key,
      field: SHAPE_FIELD,
      label: SHAPE_LABEL[locale],
      before: null,
      after: null,
      areas: [areaBefore(row), areaNow(row)] as const,
    }
    return shape ? [...cells, shape] : cells
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
        lines.map(({ row }) => row),
      ),
  }
}

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
