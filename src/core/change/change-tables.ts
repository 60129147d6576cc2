import { sumOf } from '../adjust.ts'
import type { LayerInput, ReportColumn, ResultTable } from '../analysis.ts'
import { textColumn } from '../grouping.ts'
import { rowNames } from '../overlay/row-names.ts'
import type { Column } from '../table.ts'
import type { Text } from '../text.ts'
import { classColumns, NO_CLASS, NO_COUNTERPART, type SharedClasses } from './class-fields.ts'
import type { Flow } from './flows.ts'
import type { Transfers } from './transfers.ts'

const NO_MEMBERS = (length: number) => ({ offsets: new Uint32Array(length + 1), rows: new Uint32Array(0) })

/** 转移矩阵: a line a class before, a column a class after, both ending in no counterpart where there is any, and the sum. */
export function matrixTable(flows: readonly Flow[], classes: SharedClasses): ResultTable {
  const numbersOf = (side: 'from' | 'to') => {
    const seen = new Set(flows.map((flow) => flow[side]))
    return [...classes.codes.keys(), NO_CLASS].filter((number) => seen.has(number))
  }
  const from = numbersOf('from')
  const to = numbersOf('to')
  const cells = new Map<string, number[]>()
  for (const flow of flows) {
    const key = `${flow.from} ${flow.to}`
    const list = cells.get(key)
    if (list) list.push(flow.areaM2)
    else cells.set(key, [flow.areaM2])
  }
  const cell = (a: number, b: number) => sumOf(cells.get(`${a} ${b}`) ?? [])
  const columns: Column[] = classColumns('from', from, classes)
  const report: ReportColumn[] = [
    {
      name: 'from',
      label: { zh: '变化前地类代码', en: 'Class code before' },
      kind: 'text',
      isCode: true,
      codes: classes.list?.id,
    },
    { name: 'from_name', label: { zh: '变化前 ＼ 变化后', en: 'Before \\ after' }, kind: 'text', english: 'from_name_en' },
  ]
  const totals: Record<string, number> = {}
  const put = (name: string, label: Text, values: number[]) => {
    columns.push({ name, type: 'number', values: Float64Array.from(values) })
    report.push({ name, label, kind: 'area', unit: 'm2', hasTotal: true })
    totals[name] = sumOf(values)
  }
  put(
    'sum_m2',
    { zh: '合计', en: 'Total' },
    from.map((a) => sumOf(to.map((b) => cell(a, b)))),
  )
  for (const b of to) {
    const code = b === NO_CLASS ? null : classes.codes[b]
    const name = b === NO_CLASS ? NO_COUNTERPART : classes.names[b]
    const label = code === null || code === name.zh ? name : { zh: `${code} ${name.zh}`, en: `${code} ${name.en}` }
    put(
      `to_${code ?? (b === NO_CLASS ? 'none' : 'null')}_m2`,
      label,
      from.map((a) => cell(a, b)),
    )
  }
  return {
    title: { zh: '转移矩阵', en: 'Transfer matrix' },
    table: { name: 'change-matrix', crs: '', length: from.length, columns, geometry: null },
    columns: report,
    totals,
    members: NO_MEMBERS(from.length),
    chart: 'matrix',
  }
}

/** 各类增减: areas of both epochs, unchanged, loss, gain, net, swap, total change and the annual rate, by class. */
export function balanceTable(flows: readonly Flow[], classes: SharedClasses, years: number): ResultTable {
  const numbers = [...classes.codes.keys()].filter((number) => flows.some(({ from, to }) => from === number || to === number))
  const sum = (isIn: (flow: Flow) => boolean) => sumOf(flows.filter(isIn).map(({ areaM2 }) => areaM2))
  const lines = numbers.map((number) => {
    const before = sum(({ from }) => from === number)
    const after = sum(({ to }) => to === number)
    const kept = sum(({ from, to }) => from === number && to === number)
    const [loss, gain] = [before - kept, after - kept]
    return { before, after, kept, loss, gain, swap: 2 * Math.min(loss, gain), change: loss + gain, net: gain - loss }
  })
  const columns: Column[] = classColumns('class', numbers, classes)
  const report: ReportColumn[] = [
    { name: 'class', label: { zh: '地类代码', en: 'Class code' }, kind: 'text', isCode: true, codes: classes.list?.id },
    { name: 'class_name', label: { zh: '地类', en: 'Class' }, kind: 'text', english: 'class_name_en' },
  ]
  const totals: Record<string, number> = {}
  const put = (
    name: string,
    zh: string,
    en: string,
    key: keyof (typeof lines)[number],
    printed: Pick<ReportColumn, 'minus' | 'plus'> = {},
  ) => {
    const values = lines.map((line) => line[key])
    columns.push({ name, type: 'number', values: Float64Array.from(values) })
    report.push({ name, label: { zh, en }, kind: 'area', unit: 'm2', hasTotal: true, ...printed })
    totals[name] = sumOf(values)
  }
  put('before_m2', '变化前', 'Before', 'before')
  put('after_m2', '变化后', 'After', 'after')
  put('unchanged_m2', '保持', 'Unchanged', 'kept')
  put('loss_m2', '减少', 'Loss', 'loss', { minus: ['before_m2', 'unchanged_m2'] })
  put('gain_m2', '增加', 'Gain', 'gain', { minus: ['after_m2', 'unchanged_m2'] })
  put('net_m2', '净变化', 'Net', 'net', { minus: ['gain_m2', 'loss_m2'] })
  put('swap_m2', '交换', 'Swap', 'swap')
  put('change_m2', '总变化', 'Total change', 'change', { plus: ['gain_m2', 'loss_m2'] })
  const rate = lines.map(({ before, after }) => (before > 0 ? ((after - before) / before / years) * 100 : Number.NaN))
  columns.push({ name: 'rate_percent', type: 'number', values: Float64Array.from(rate) })
  report.push({ name: 'rate_percent', label: { zh: '单一动态度', en: 'Annual rate' }, kind: 'number', unit: '%', decimals: 3 })
  return {
    title: { zh: '各类增减', en: 'Balance by class' },
    table: { name: 'change-balance', crs: '', length: lines.length, columns, geometry: null },
    columns: report,
    totals,
    members: NO_MEMBERS(lines.length),
  }
}

const MOST_SLIVERS = 1000

/** 碎图斑: single changes below the limit, the largest first; none where there are none. */
export function sliverTable(after: LayerInput, classes: SharedClasses, { pairs }: Transfers, sliverM2: number): ResultTable[] {
  const found = [...pairs.areaM2.keys()].filter(
    (i) => pairs.areaM2[i] < sliverM2 && classes.before[pairs.zone[i]] !== classes.after[pairs.subject[i]],
  )
  if (found.length === 0) return []
  const listed = found.sort((a, b) => pairs.areaM2[b] - pairs.areaM2[a] || a - b).slice(0, MOST_SLIVERS)
  const nameOf = rowNames(after, ['unitCode', 'id', 'name'])
  const columns: Column[] = [
    textColumn(
      'id',
      listed.map((i) => nameOf(pairs.subject[i])),
    ),
    ...classColumns(
      'from',
      listed.map((i) => classes.before[pairs.zone[i]]),
      classes,
    ),
    ...classColumns(
      'to',
      listed.map((i) => classes.after[pairs.subject[i]]),
      classes,
    ),
    { name: 'area_m2', type: 'number', values: Float64Array.from(listed, (i) => pairs.areaM2[i]) },
  ]
  const report: ReportColumn[] = [
    { name: 'id', label: { zh: '编号', en: 'Id' }, kind: 'text', isCode: true, isRemark: true },
    {
      name: 'from',
      label: { zh: '变化前地类代码', en: 'Class code before' },
      kind: 'text',
      isCode: true,
      codes: classes.list?.id,
    },
    { name: 'from_name', label: { zh: '变化前地类', en: 'Class before' }, kind: 'text', english: 'from_name_en' },
    { name: 'to', label: { zh: '变化后地类代码', en: 'Class code after' }, kind: 'text', isCode: true, codes: classes.list?.id },
    { name: 'to_name', label: { zh: '变化后地类', en: 'Class after' }, kind: 'text', english: 'to_name_en' },
    { name: 'area_m2', label: { zh: '椭球面积', en: 'Ellipsoidal area' }, kind: 'area', unit: 'm2', hasTotal: true },
  ]
  const offsets = Uint32Array.from({ length: listed.length + 1 }, (_, i) => i)
  return [
    {
      title: { zh: `碎图斑（${found.length}）`, en: `Slivers (${found.length})` },
      table: { name: 'change-slivers', crs: '', length: listed.length, columns, geometry: null },
      columns: report,
      totals: { area_m2: sumOf(listed.map((i) => pairs.areaM2[i])) },
      members: { offsets, rows: Uint32Array.from(listed, (i) => pairs.subject[i]) },
    },
  ]
}
