import { sumOf } from '../adjust.ts'
import type { AnalysisResult, LayerInput, ReportColumn, ResultTable } from '../analysis.ts'
import { AppError, type Note } from '../errors.ts'
import { decodeValues, textColumn } from '../grouping.ts'
import { layerNotes, requirePolygons, toCents } from '../overlay/layer-notes.ts'
import type { Column } from '../table.ts'
import { stretchOf, type Task } from '../task.ts'
import type { Text } from '../text.ts'
import { adjustMatrix } from './adjust-matrix.ts'
import { changePieces } from './change-pieces.ts'
import { balanceTable, matrixTable, sliverTable } from './change-tables.ts'
import { classColumns, NO_CLASS, type SharedClasses, sharedClasses } from './class-fields.ts'
import { type Flow, gatherFlows } from './flows.ts'
import { findTransfers, type Transfers } from './transfers.ts'

const METHOD: Text = {
  zh: '两期图层逐对求交面积（CGCS2000 椭球的等面积平面内按存储的界址点解析计算，不裁剪、无容差，等于 TD/T 1055—2019 椭球面积），按变化前、变化后地类归并为转移矩阵：行和等于变化前各类面积，列和等于变化后各类面积，另一期没有图形的部分列为“无对应”。调平面积以 0.01 m² 为单位双向平差，使行和、列和与合计同时闭合。减少＝行和−保持，增加＝列和−保持，净变化＝增加−减少，交换＝2×min(增加, 减少)，总变化＝增加＋减少；单一动态度 K＝(变化后−变化前)÷变化前÷年数×100%。小于阈值的变化图斑照常计入，另行列出供核查。',
  en: 'Areas of all pairs of the two epochs (closed form in the equal-area plane on the CGCS2000 ellipsoid from the vertices as stored, without clipping or tolerance: ellipsoidal areas of TD/T 1055-2019), gathered by class before and after into a transfer matrix. Rows sum to the areas before, columns to those after; what the other epoch does not cover is “no counterpart”. Adjusted areas are rounded to 0.01 m² in both directions at once, so that rows, columns and total close. Loss = row sum − unchanged, gain = column sum − unchanged, net = gain − loss, swap = 2·min(gain, loss), total change = gain + loss; annual rate K = (after − before) ÷ before ÷ years × 100 %. Changes below the sliver limit count as any other and are listed apart for a check.',
}

export interface ChangeOptions {
  readonly beforeClass: string
  readonly afterClass: string
  readonly level: 'class' | 'group'
  /** field of the later epoch, also looked for in the earlier one, whose values divide the list; null: none */
  readonly groupBy: string | null
  readonly years: number
  /** changes below this are suspect */
  readonly sliverM2: number
  /** also make the changed pieces as a layer */
  readonly pieces: boolean
}

export interface ChangeFigures {
  readonly classes: SharedClasses
  readonly transfers: Transfers
  readonly flows: readonly Flow[]
}

/**
 * 变化监测: transfer matrix between two epochs as a list of from → to, as a matrix, and as a balance by class.
 * @throws AppError analysis.geometry, analysis.noField, change.codeSystems, change.years, crs.unknown
 */
export async function monitorChange(
  before: LayerInput,
  after: LayerInput,
  options: ChangeOptions,
  task: Task,
): Promise<AnalysisResult> {
  requirePolygons(before)
  requirePolygons(after)
  if (!(options.years > 0)) throw new AppError('change.years', { years: options.years })
  // fields are refused before the work
  const classes = sharedClasses(before, options.beforeClass, after, options.afterClass, options.level)
  const transfers = await findTransfers(before, after, stretchOf(task, 0, options.pieces ? 0.7 : 0.95))
  const flows = gatherFlows(before, after, classes, transfers, options)
  return assembleChange(before, after, { classes, transfers, flows }, options, stretchOf(task, 0.7, 1))
}

/** Report, tables, notes and pieces from what was found, wherever it was computed. */
export async function assembleChange(
  before: LayerInput,
  after: LayerInput,
  { classes, transfers, flows }: ChangeFigures,
  options: ChangeOptions,
  task: Task,
): Promise<AnalysisResult> {
  const notes = notesOf(before, after, classes, transfers, flows, options)
  const tables = [
    matrixTable(flows, classes),
    balanceTable(flows, classes, options.years),
    ...sliverTable(after, classes, transfers, options.sliverM2),
  ]
  const pieces = options.pieces ? await changePieces(before, after, classes, transfers, options.sliverM2, task) : {}
  task.progress(1)
  return { ...listOf(after, flows, classes, options), tables, notes, method: METHOD, ...pieces }
}

function listOf(
  after: LayerInput,
  flows: readonly Flow[],
  classes: SharedClasses,
  { groupBy }: ChangeOptions,
): Omit<ResultTable, 'title'> & { title: Text } {
  const columns: Column[] = []
  const report: ReportColumn[] = []
  if (groupBy !== null) addGroup(after, groupBy, flows, columns, report)
  for (const side of ['from', 'to'] as const) {
    const when = side === 'from' ? { zh: '变化前', en: 'before' } : { zh: '变化后', en: 'after' }
    const numbers = flows.map((flow) => flow[side])
    columns.push(...classColumns(side, numbers, classes))
    report.push({
      name: side,
      label: { zh: `${when.zh}地类代码`, en: `Class code ${when.en}` },
      kind: 'text',
      isCode: true,
      codes: classes.list?.id,
    })
    report.push({
      name: `${side}_name`,
      label: { zh: `${when.zh}地类`, en: `Class ${when.en}` },
      kind: 'text',
      english: `${side}_name_en`,
    })
  }
  const kinds = flows.map(
    ({ from, to }) => CHANGES[from === to ? 'kept' : from === NO_CLASS ? 'new' : to === NO_CLASS ? 'gone' : 'changed'],
  )
  columns.push(
    textColumn(
      'change',
      kinds.map(({ zh }) => zh),
    ),
    textColumn(
      'change_en',
      kinds.map(({ en }) => en),
    ),
  )
  report.push({ name: 'change', label: { zh: '变化', en: 'Change' }, kind: 'text', english: 'change_en', isRemark: true })
  const total = sumOf(flows.map(({ areaM2 }) => areaM2))
  const totals: Record<string, number> = {}
  const put = (name: string, values: number[], sum: number, column: Omit<ReportColumn, 'name' | 'hasTotal'>) => {
    columns.push({ name, type: 'number', values: Float64Array.from(values) })
    report.push({ name, ...column, hasTotal: true })
    totals[name] = sum
  }
  const adjusted = adjustedAreas(flows, classes.codes.length)
  put(
    'area_m2',
    flows.map(({ areaM2 }) => areaM2),
    total,
    { label: { zh: '椭球面积', en: 'Ellipsoidal area' }, kind: 'area', unit: 'm2' },
  )
  put(
    'share',
    flows.map(({ areaM2 }) => (total > 0 ? (areaM2 / total) * 100 : Number.NaN)),
    total > 0 ? 100 : Number.NaN,
    {
      label: { zh: '占比', en: 'Share' },
      kind: 'share',
      unit: '%',
      decimals: 2,
    },
  )
  put('adjusted_m2', adjusted, Math.round(sumOf(adjusted) * 100) / 100, {
    label: { zh: '调平面积', en: 'Adjusted area' },
    kind: 'number',
    unit: 'm²',
    decimals: 2,
  })
  const sum = (values: number[]): [number[], number] => [values, sumOf(values)]
  put('pairs', ...sum(flows.map(({ pairs }) => pairs)), { label: { zh: '图斑数', en: 'Pieces' }, kind: 'count' })
  put('sliver_count', ...sum(flows.map(({ slivers }) => slivers)), { label: { zh: '碎图斑数', en: 'Slivers' }, kind: 'count' })
  put('sliver_m2', ...sum(flows.map((flow) => flow.sliverM2)), {
    label: { zh: '其中碎图斑', en: 'Slivers in it' },
    kind: 'area',
    unit: 'm2',
  })
  const offsets = new Uint32Array(flows.length + 1)
  flows.forEach(({ rows }, i) => {
    offsets[i + 1] = offsets[i] + rows.size
  })
  return {
    title: { zh: '转移清单', en: 'Transfers' },
    table: { name: 'change', crs: '', length: flows.length, columns, geometry: null },
    columns: report,
    totals,
    members: { offsets, rows: Uint32Array.from(flows.flatMap(({ rows }) => [...rows].sort((a, b) => a - b))) },
  }
}

const CHANGES = {
  kept: { zh: '保持', en: 'unchanged' },
  changed: { zh: '转换', en: 'changed' },
  new: { zh: '仅变化后有图形', en: 'only in the later epoch' },
  gone: { zh: '仅变化前有图形', en: 'only in the earlier epoch' },
}

function addGroup(layer: LayerInput, groupBy: string, flows: readonly Flow[], columns: Column[], report: ReportColumn[]): void {
  const field = layer.fields.find(({ name }) => name === groupBy)
  const values = flows.map(({ group }) => group)
  const { names } = decodeValues(values, field, layer.codeLists, layer.table)
  const label = field?.label ?? { zh: groupBy, en: groupBy }
  columns.push(
    textColumn('group', values),
    textColumn(
      'group_name',
      names.map(({ zh }) => zh),
    ),
    textColumn(
      'group_name_en',
      names.map(({ en }) => en),
    ),
  )
  report.push({ name: 'group', label: { zh: `${label.zh}代码`, en: `${label.en} code` }, kind: 'text', isCode: true })
  report.push({ name: 'group_name', label, kind: 'text', english: 'group_name_en' })
}

/** To 0.01 m², closing over the rows and columns of the whole matrix; groups share the cells of their classes. */
function adjustedAreas(flows: readonly Flow[], classCount: number): number[] {
  const at = (number: number) => (number === NO_CLASS ? classCount : number)
  const cells = flows.map(({ from, to, areaM2 }) => ({ row: at(from), column: at(to), value: areaM2 }))
  return adjustMatrix(cells, classCount + 1, classCount + 1, 2)
}

function notesOf(
  before: LayerInput,
  after: LayerInput,
  classes: SharedClasses,
  transfers: Transfers,
  flows: readonly Flow[],
  { sliverM2 }: ChangeOptions,
): Note[] {
  const notes: Note[] = [...layerNotes(before, transfers.before), ...layerNotes(after, transfers.after)]
  const add = (level: Note['level'], code: string, detail: Note['detail']) => notes.push({ level, code, detail })
  if (classes.unknown.length > 0) {
    add('warning', 'change.unknownCodes', { count: classes.unknown.length, codes: classes.unknown.slice(0, 10).join(' ') })
  }
  if (transfers.doubleM2 > 0.005) add('warning', 'change.double', { doubleM2: toCents(transfers.doubleM2) })
  const rest = (side: 'from' | 'to') => sumOf(flows.flatMap((flow) => (flow[side] === NO_CLASS ? [flow.areaM2] : [])))
  const [added, lost] = [rest('from'), rest('to')]
  if (added > 0.005 || lost > 0.005) add('info', 'change.noCounterpart', { addedM2: toCents(added), lostM2: toCents(lost) })
  const slivers = flows.reduce((sum, flow) => sum + flow.slivers, 0)
  if (slivers > 0) {
    const areaM2 = toCents(sumOf(flows.map((flow) => flow.sliverM2)))
    add('info', 'change.slivers', { count: slivers, areaM2, limitM2: sliverM2 })
  }
  if (before.rows || after.rows) add('info', 'change.part', {})
  if (flows.length === 0) add('warning', 'summary.empty', {})
  return notes
}
