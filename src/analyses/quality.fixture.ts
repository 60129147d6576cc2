import type { AnalysisResult, LayerInput } from '../core/analysis.ts'
import { cellAt, type FieldInfo, findColumn, type Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { landClassCodeList } from '../standards/land-classes-2019.ts'
import { ownershipCodeList } from '../standards/ownership.ts'
import quality from './quality.ts'

export function inputOf(table: Table, fields: readonly FieldInfo[]): LayerInput {
  return {
    table,
    rows: null,
    scope: 'all',
    fields,
    codeLists: { 'land-class-2019': landClassCodeList, ownership: ownershipCodeList },
    source: {
      title: { zh: '测试', en: 'Test' },
      file: '',
      sha256: '',
      crs: table.crs,
      date: '',
      licence: '',
      isDemonstration: true,
      notes: [],
    },
  }
}

/** Values of a form as it opens. */
export const DEFAULTS = Object.fromEntries(
  Object.entries(quality.params).flatMap(([name, param]) =>
    param.kind === 'layer' ? [] : [[name, param.kind === 'fields' ? [] : param.initial]],
  ),
) as unknown as Omit<Parameters<typeof quality.run>[0], 'layer'>

export const run = (layer: LayerInput, values: Partial<typeof DEFAULTS> = {}) =>
  quality.run({ ...DEFAULTS, ...values, layer }, quietTask())

export interface Line {
  readonly kind: string
  readonly code: string
  readonly rows: readonly number[]
  readonly areaM2: number
  readonly zh: string
  readonly lngLat: readonly [number, number]
}
export function linesOf(result: AnalysisResult): Line[] {
  const column = (name: string) => {
    const found = findColumn(result.table, name)
    if (!found) throw new Error(`no column ${name}`)
    return found
  }
  const { offsets, rows } = result.members
  return Array.from({ length: result.table.length }, (_, line) => ({
    kind: String(cellAt(column('kind'), line)),
    code: String(cellAt(column('code'), line)),
    rows: [...rows.subarray(offsets[line], offsets[line + 1])],
    areaM2: Number(cellAt(column('area_m2'), line) ?? Number.NaN),
    zh: String(cellAt(column('explanation'), line)),
    lngLat: [Number(cellAt(column('lng'), line)), Number(cellAt(column('lat'), line))] as const,
  }))
}
export function countsOf(result: AnalysisResult): Record<string, number> {
  const table = result.tables?.[0].table
  const kinds = table && findColumn(table, 'kind')
  const counts = table && findColumn(table, 'count')
  if (!kinds || !counts) throw new Error('no counts')
  return Object.fromEntries(Array.from({ length: table.length }, (_, i) => [cellAt(kinds, i), cellAt(counts, i)]))
}
