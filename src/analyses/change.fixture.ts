import type { LayerInput, ResultTable } from '../core/analysis.ts'
import { cellAt, type FieldInfo, type Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { landClassCodeList } from '../standards/land-classes-2019.ts'
import change from './change.ts'

export const LAND_CLASS: FieldInfo = {
  name: 'DLBM',
  label: { zh: '地类', en: 'Class' },
  role: 'landClass',
  codes: 'land-class-2019',
}
const TOWN: FieldInfo = { name: 'XZQDM', label: { zh: '镇街', en: 'Town' }, role: 'town' }

export function inputOf(table: Table, fields: readonly FieldInfo[] = [LAND_CLASS, TOWN]): LayerInput {
  const title = { zh: table.name, en: table.name }
  return {
    table,
    rows: null,
    scope: 'all',
    fields,
    codeLists: { 'land-class-2019': landClassCodeList, other: { id: 'other', title, entries: [] } },
    source: { title, file: '', sha256: '', crs: table.crs, date: '', licence: '', isDemonstration: true, notes: [] },
  }
}

export const DEFAULTS = {
  beforeClass: ['DLBM'],
  afterClass: ['DLBM'],
  level: 'class' as const,
  groupBy: [] as string[],
  years: 1,
  sliver: 400,
  pieces: true,
}
type Values = Omit<Parameters<typeof change.run>[0], 'before' | 'after'>
export const run = (before: LayerInput, after: LayerInput, values: Partial<Values> = {}) =>
  change.run({ ...DEFAULTS, ...values, before, after }, quietTask())

/** Lines as objects of their columns. */
export function linesOf({ table }: Pick<ResultTable, 'table'>): Record<string, string | number | boolean | null>[] {
  return Array.from({ length: table.length }, (_, line) =>
    Object.fromEntries(table.columns.map((column) => [column.name, cellAt(column, line)])),
  )
}
export const numberOf = (value: unknown) => Number(value ?? Number.NaN)
