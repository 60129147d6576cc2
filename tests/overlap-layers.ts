import overlap from '../src/analyses/overlap.ts'
import type { AnalysisResult, LayerInput, SourceInfo } from '../src/core/analysis.ts'
import { textColumn } from '../src/core/grouping.ts'
import { cellAt, findColumn, type Table } from '../src/core/table.ts'
import { quietTask } from '../src/core/task.ts'
import type { Parts } from './nasty-polygons.ts'
import { tableOfParts } from './polygon-tables.ts'

/** A layer of boxes as an analysis sees it. */
export const layerOf = (table: Table, rows: Uint32Array | null = null): LayerInput => ({
  table,
  rows,
  scope: 'all',
  fields: [
    { name: 'DM', label: { zh: '代码', en: 'Code' }, role: 'unitCode' },
    { name: 'TBMJ', label: { zh: '图斑面积', en: 'Area' }, unit: 'm2', role: 'registeredAreaM2' },
  ],
  codeLists: {},
  source: { title: { zh: table.name, en: `${table.name} in English` }, notes: [] } as unknown as SourceInfo,
})
type Options = Partial<
  Pick<Parameters<typeof overlap.run>[0], 'lines' | 'groupBy' | 'subjectGroups' | 'ignoreBelow' | 'pieces' | 'attribute'>
>
export const run = (subject: LayerInput, against: LayerInput[], options: Options = {}, task = quietTask()) =>
  overlap.run(
    {
      subject,
      against,
      lines: 'pairs',
      groupBy: [],
      subjectGroups: [],
      attribute: [],
      ignoreBelow: 1,
      pieces: false,
      ...options,
    },
    task,
  )
export const values = (result: Pick<AnalysisResult, 'table'>, name: string) => {
  const column = findColumn(result.table, name)
  if (!column) throw new Error(`no column ${name}`)
  return Array.from({ length: result.table.length }, (_, line) => cellAt(column, line))
}
/** A rectangle of the plane, m. */
export const box = (x: number, y: number, width: number, height = width): Parts => [
  [
    [
      [x, y],
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
      [x, y],
    ],
  ],
]
export const named = (name: string, polygons: readonly Parts[], areas?: readonly number[]): Table => ({
  ...tableOfParts(polygons),
  name,
  columns: [
    textColumn(
      'DM',
      polygons.map((_, i) => `${name}${i + 1}`),
    ),
    { name: 'TBMJ', type: 'number', values: Float64Array.from(areas ?? polygons.map(() => 10_000)) },
  ],
})
