import type { AnalysisResult, LayerInput, ReportColumn, ResultTable } from '../analysis.ts'
import type { Note } from '../errors.ts'
import { textColumn } from '../grouping.ts'
import type { SoundTable } from '../repair.ts'
import type { Column } from '../table.ts'
import { cellAt } from '../table.ts'
import type { Task } from '../task.ts'
import type { Text } from '../text.ts'
import { fieldsOf } from './attribute-checks.ts'
import { PIECES_LOOK, piecesOf, placeOf, rowsText } from './finding-pieces.ts'
import { type Finding, type Findings, MOST_LISTED } from './findings.ts'
import { explain, type FindingKind, KINDS, SEVERITIES } from './kinds.ts'

const METHOD: Text = {
  zh: '公共界线：界址点按 0.1 mm 归并，有向边与其反向边两两相消；剩余的边构成外围、缝隙和重叠的边界。重叠逐对由不裁剪的面积核证实，缝隙为全部图形并集中的空洞；面积均为 CGCS2000 椭球面积（TD/T 1055—2019 公式）。图形检查按存储的界址点；不动产单元代码按 GB/T 37346—2019，地类按三调工作分类，登记簿面积按自然资发〔2019〕116 号的合计关系（每项允许 0.01 公顷取位误差），登记面积限差按城镇地籍调查规程 ΔP ≤ 0.0003·M·√P 或 TD/T 1001—2012 界址点中误差传播的两倍。',
  en: 'Shared borders: corners within 0.1 mm are one, each directed edge cancels with its reverse, and what is left bounds the outside, the gaps and the overlaps. Overlaps are proved pair by pair by the area kernel, without clipping; gaps are the holes of the union of all shapes; areas are ellipsoidal on CGCS2000 (formula of TD/T 1055-2019). Shapes are checked on the vertices as stored; unit codes by GB/T 37346-2019, land classes by the third national survey, register sums by notice 116 of 2019 (0.01 ha a figure for rounding), registered areas by ΔP ≤ 0.0003·M·√P of the cadastral survey rules or twice the error propagated from the point classes of TD/T 1001-2012.',
}

const TABLE_TITLES = {
  findings: { zh: '问题清单', en: 'Findings' },
  counts: { zh: '按类型统计', en: 'Count by kind' },
}

/** The list of findings with their places and shapes, and the count of each kind. */
export async function reportFindings(
  layer: LayerInput,
  sound: SoundTable,
  findings: Findings,
  notes: Note[],
  task: Task,
): Promise<AnalysisResult> {
  const listed = findings.listed()
  const counts = findings.counts()
  for (const { kind, count, listed: shown } of counts) {
    if (count > shown)
      notes.push({
        code: 'quality.listed',
        detail: { kind: KINDS[kind].label.zh, kindEn: KINDS[kind].label.en, count, shown: MOST_LISTED },
        level: 'warning',
      })
  }
  if (listed.length === 0) notes.push({ code: 'quality.none', detail: {}, level: 'info' })
  const pieces = await piecesOf(sound, listed, task)
  const places = listed.map((finding, i) => finding.at ?? placeOf(sound, finding, pieces, i))
  const explanations = listed.map(({ kind, rule, detail }) => explain(kind, rule, detail))
  const ids = idTexts(layer, listed)
  const countOf = (isIn: (kind: FindingKind) => boolean) =>
    counts.reduce((sum, each) => sum + (isIn(each.kind) ? each.count : 0), 0)
  const columns: Column[] = [
    textColumn(
      'kind',
      listed.map(({ kind }) => kind),
    ),
    textColumn(
      'kind_name',
      listed.map(({ kind }) => KINDS[kind].label.zh),
    ),
    textColumn(
      'kind_name_en',
      listed.map(({ kind }) => KINDS[kind].label.en),
    ),
    textColumn(
      'severity',
      listed.map(({ kind }) => SEVERITIES[KINDS[kind].severity].zh),
    ),
    textColumn(
      'severity_en',
      listed.map(({ kind }) => SEVERITIES[KINDS[kind].severity].en),
    ),
    textColumn(
      'explanation',
      explanations.map(({ zh }) => zh),
    ),
    textColumn(
      'explanation_en',
      explanations.map(({ en }) => en),
    ),
    textColumn(
      'code',
      listed.map(({ kind, rule }) => `quality.${kind}${rule === null ? '' : `.${rule}`}`),
    ),
    textColumn(
      'detail',
      listed.map(({ detail }) => JSON.stringify(detail)),
    ),
    textColumn(
      'rows',
      listed.map(({ rows }) => rowsText(rows)),
    ),
    textColumn('ids', ids),
    { name: 'area_m2', type: 'number', values: Float64Array.from(listed, ({ areaM2 }) => areaM2) },
    { name: 'lng', type: 'number', values: Float64Array.from(places, (place) => place?.[0] ?? Number.NaN) },
    { name: 'lat', type: 'number', values: Float64Array.from(places, (place) => place?.[1] ?? Number.NaN) },
  ]
  return {
    table: { name: 'quality', crs: sound.table.crs, length: listed.length, columns, geometry: null },
    columns: COLUMNS,
    totals: {
      findings: countOf(() => true),
      errors: countOf((kind) => KINDS[kind].severity === 'error'),
      warnings: countOf((kind) => KINDS[kind].severity === 'warning'),
    },
    members: membersOf(listed),
    notes,
    method: METHOD,
    title: TABLE_TITLES.findings,
    tables: [countTable(counts, listed)],
    ...(pieces ? { pieces: pieces.table, piecesLook: PIECES_LOOK } : {}),
  }
}

const KIND_COLUMNS: readonly ReportColumn[] = [
  { name: 'kind', label: { zh: '类型代码', en: 'Kind code' }, kind: 'text', isCode: true, isOwnCode: true },
  { name: 'kind_name', label: { zh: '类型', en: 'Kind' }, kind: 'text', english: 'kind_name_en' },
  { name: 'severity', label: { zh: '程度', en: 'Severity' }, kind: 'text', english: 'severity_en' },
]

const COLUMNS: readonly ReportColumn[] = [
  ...KIND_COLUMNS,
  { name: 'explanation', label: { zh: '说明', en: 'Explanation' }, kind: 'text', english: 'explanation_en', isRemark: true },
  { name: 'rows', label: { zh: '行号', en: 'Rows' }, kind: 'text', isCode: true, isRemark: true },
  { name: 'ids', label: { zh: '编号', en: 'Id' }, kind: 'text', isCode: true, isRemark: true },
  { name: 'area_m2', label: { zh: '问题面积', en: 'Area concerned' }, kind: 'area', unit: 'm2' },
  { name: 'lng', label: { zh: '经度', en: 'Longitude' }, kind: 'number', unit: '°', decimals: 7 },
  { name: 'lat', label: { zh: '纬度', en: 'Latitude' }, kind: 'number', unit: '°', decimals: 7 },
]

function idTexts(layer: LayerInput, listed: readonly Finding[]): (string | null)[] {
  const [field] = fieldsOf(layer, 'id', 'unitCode')
  if (!field) return listed.map(() => null)
  return listed.map(({ rows }) => {
    const values = rows.slice(0, 6).map((row) => cellAt(field.column, row) ?? '—')
    return `${values.join(' ')}${rows.length > values.length ? ' …' : ''}`
  })
}

function membersOf(listed: readonly Finding[]): AnalysisResult['members'] {
  const offsets = new Uint32Array(listed.length + 1)
  listed.forEach(({ rows }, i) => {
    offsets[i + 1] = offsets[i] + rows.length
  })
  return { offsets, rows: Uint32Array.from(listed.flatMap(({ rows }) => rows)) }
}

function countTable(counts: ReturnType<Findings['counts']>, listed: readonly Finding[]): ResultTable {
  const rowsOf = counts.map(({ kind }) =>
    [...new Set(listed.flatMap((each) => (each.kind === kind ? each.rows : [])))].sort((a, b) => a - b),
  )
  const offsets = new Uint32Array(counts.length + 1)
  rowsOf.forEach((rows, i) => {
    offsets[i + 1] = offsets[i] + rows.length
  })
  return {
    title: TABLE_TITLES.counts,
    table: {
      name: 'quality-counts',
      crs: '',
      length: counts.length,
      geometry: null,
      columns: [
        textColumn(
          'kind',
          counts.map(({ kind }) => kind),
        ),
        textColumn(
          'kind_name',
          counts.map(({ kind }) => KINDS[kind].label.zh),
        ),
        textColumn(
          'kind_name_en',
          counts.map(({ kind }) => KINDS[kind].label.en),
        ),
        textColumn(
          'severity',
          counts.map(({ kind }) => SEVERITIES[KINDS[kind].severity].zh),
        ),
        textColumn(
          'severity_en',
          counts.map(({ kind }) => SEVERITIES[KINDS[kind].severity].en),
        ),
        { name: 'count', type: 'number', values: Float64Array.from(counts, ({ count }) => count) },
        { name: 'area_m2', type: 'number', values: Float64Array.from(counts, ({ areaM2 }) => areaM2) },
      ],
    },
    columns: [
      ...KIND_COLUMNS,
      { name: 'count', label: { zh: '个数', en: 'Count' }, kind: 'count', hasTotal: true },
      { name: 'area_m2', label: { zh: '问题面积', en: 'Area concerned' }, kind: 'area', unit: 'm2' },
    ],
    totals: { count: counts.reduce((sum, { count }) => sum + count, 0) },
    members: { offsets, rows: Uint32Array.from(rowsOf.flat()) },
  }
}
