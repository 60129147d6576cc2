import { sumOf } from './adjust.ts'
import type { AnalysisResult, LayerInput, ReportColumn } from './analysis.ts'
import { areaSigmaM2 } from './area-accuracy.ts'
import { requireCrs } from './crs.ts'
import { DENSIFY_METHOD, type Densified, densifyLongEdges, SHOWN_DIFFERENCE_M2 } from './densify.ts'
import { AppError, type Note } from './errors.ts'
import { isRowEmpty } from './geometry.ts'
import { groupColumns } from './group-columns.ts'
import { type Grouping, groupRows } from './grouping.ts'
import { findOverlaps, type NetArea, netArea, soundAreasM2 } from './net-area.ts'
import { noteMeeting } from './overlay/layer-notes.ts'
import { rowPerimeterM } from './plane.ts'
import { makeSound, type SoundTable } from './repair.ts'
import { type Column, findColumn } from './table.ts'
import { stretchOf, type Task } from './task.ts'
import type { Text } from './text.ts'
import { AREA_UNITS, type AreaUnit, plainNumber, toM2 } from './units.ts'

const METHOD: Text = {
  zh: '椭球面积：按 TD/T 1055—2019（国土调查办发〔2008〕32号）梯形公式在 CGCS2000 椭球上由存储的界址点逐环计算，外环减内环、多部件求和；净面积中重叠处只计一次；各行取位后与合计闭合。',
  en: 'Ellipsoidal area by the trapezoid formula of TD/T 1055-2019 (notice 32 of 2008) on the CGCS2000 ellipsoid, from the vertices as stored: outer rings minus holes, parts summed. In the net area every place counts once. Printed rows add up to the printed total.',
}

export interface SummaryOptions {
  /** up to three field names, the outer level first; none: the whole layer in one line */
  readonly groupBy: readonly string[]
  /** field of the registered area; null: none */
  readonly registered: string | null
  /** count places where rows overlap once, in columns of their own */
  readonly net: boolean
  /** perimeters, summed row by row, in a column of their own */
  readonly perimeter?: boolean
  /** point error (界址点中误差) for which each line gets the standard deviation of its area, m; none: no such column */
  readonly pointSigmaM?: number
  /** measure long edges of a planar source straight in its own plane (densify.ts); else the official figure, vertices as stored */
  readonly densify?: boolean
}

/**
 * 面积汇总: one line a group in code order, totals from exact values. The total of the net area is taken over the whole set, since
 * rows of two groups can overlap too. An empty input gives no lines and a note.
 * @throws AppError analysis.groupCount, analysis.geometry, analysis.noField, crs.unknown
 */
export async function summariseAreas(layer: LayerInput, options: SummaryOptions, task: Task): Promise<AnalysisResult> {
  if (options.groupBy.length > 3) throw new AppError('analysis.groupCount', { count: options.groupBy.length })
  const { table } = layer
  if (table.geometry && table.geometry.kind !== 'polygon') throw new AppError('analysis.geometry', { expected: 'polygon' })
  const densified = options.densify ? densifyLongEdges(table) : null
  const sound = await makeSound(densified?.table ?? table, stretchOf(task, 0, 0.3))
  const areas = soundAreasM2(sound)
  const measured: MeasuredRows = {
    ...sound,
    areasM2: areas,
    perimeterM: (row) => rowPerimeterM(sound.geometry, sound.lngLat, row),
    sigmaM2: (rows) => areaSigmaM2(sound.geometry, sound.xy, rows, options.pointSigmaM ?? 0),
    async overlaps() {
      const pairs = await findOverlaps(sound, stretchOf(task, 0.3, 0.85))
      return (rows) => netArea(sound, areas, pairs, rows, task)
    },
  }
  const result = await summariseRows(layer, options, measured, task)
  return densified ? withDensified(result, densified) : result
}

/** What was measured of each row, all at once or piece by piece. */
export interface MeasuredRows extends Pick<SoundTable, 'table' | 'geometry' | 'repaired' | 'meeting'> {
  readonly areasM2: Float64Array
  readonly perimeterM: (row: number) => number
  /** of the area of some rows together */
  readonly sigmaM2: (rows: Uint32Array) => number
  /** how the net area of some rows is found */
  readonly overlaps: () => Promise<(rows: Uint32Array) => Promise<NetArea>>
}

/** Lines of the report from what was measured of the rows. @throws AppError analysis.noField */
export async function summariseRows(
  layer: LayerInput,
  options: SummaryOptions,
  sound: MeasuredRows,
  task: Task,
): Promise<AnalysisResult> {
  const { groupBy, registered: registeredField, net: isNet } = options
  const { table } = layer
  const { areasM2: areas } = sound
  const grouping = groupRows(table, groupBy, layer.rows)
  const registered = registeredField ? registeredM2(layer, registeredField) : null
  const groupCount = grouping.offsets.length - 1

  const figures = emptyFigures(groupCount)
  const perimeterM = options.perimeter ? new Float64Array(groupCount) : null
  const sigmaM2 = options.pointSigmaM ? new Float64Array(groupCount) : null
  for (let group = 0; group < groupCount; group++) {
    const rows = membersOf(grouping, group)
    if (perimeterM) {
      perimeterM[group] = sumOf(Float64Array.from(rows, sound.perimeterM))
    }
    if (sigmaM2) sigmaM2[group] = sound.sigmaM2(rows)
    figures.empty[group] = rows.filter((row) => isRowEmpty(sound.geometry, row)).length
    figures.areaM2[group] = sumOf(Float64Array.from(rows, (row) => areas[row]))
    if (!registered) continue
    const both = rows.filter((row) => !Number.isNaN(registered[row]) && !isRowEmpty(sound.geometry, row))
    const known = rows.filter((row) => !Number.isNaN(registered[row]))
    figures.compared[group] = both.length
    figures.registeredM2[group] = known.length > 0 ? sumOf(Float64Array.from(known, (row) => registered[row])) : Number.NaN
    // only rows that have both figures can differ
    figures.differenceM2[group] =
      both.length > 0 ? sumOf(Float64Array.from(both, (row) => areas[row] - registered[row])) : Number.NaN
  }

  let overlap: SummaryFigures['overlap'] = null
  if (isNet) {
    const netOf = await sound.overlaps()
    const byGroup = new Float64Array(groupCount)
    for (let group = 0; group < groupCount; group++) {
      byGroup[group] = (await netOf(membersOf(grouping, group))).overlapM2
      task.progress(0.85 + (0.1 * group) / groupCount, 'stage.measure')
    }
    const whole = await netOf(grouping.rows)
    overlap = { byGroup, totalM2: whole.overlapM2, pairCount: whole.pairCount }
  }
  return assembleSummary(layer, options, sound, grouping, { ...figures, overlap, perimeterM, sigmaM2 }, task)
}

/** What the longer edges changed, said in the method and a note. */
export function withDensified(result: AnalysisResult, densified: Pick<Densified, 'edges' | 'differenceM2'>): AnalysisResult {
  const { rows } = result.members
  const both = (language: 'zh' | 'en') => `${result.method[language]}${language === 'en' ? ' ' : ''}${DENSIFY_METHOD[language]}`
  const differenceM2 = sumOf(Float64Array.from(rows, (row) => densified.differenceM2[row]))
  const largestM2 = rows.reduce((most, row) => Math.max(most, Math.abs(densified.differenceM2[row])), 0)
  const note: Note = {
    code: 'summary.densified',
    detail: { edges: densified.edges, differenceM2: toCents(differenceM2), largestM2: toCents(largestM2) },
    level: largestM2 > SHOWN_DIFFERENCE_M2 ? 'warning' : 'info',
  }
  return { ...result, method: { zh: both('zh'), en: both('en') }, notes: [...result.notes, note] }
}

/** What is summed, one entry a group; by whichever engine. */
export interface SummaryFigures {
  /** rows without shape */
  readonly empty: Float64Array
  readonly areaM2: Float64Array
  /** what is counted more than once; null: not asked for. The total is over the whole set, where groups can overlap too. */
  readonly overlap: { readonly byGroup: Float64Array; readonly totalM2: number; readonly pairCount: number } | null
  /** of rows that have one; NaN where none has. All three are read only when a registered area was asked for. */
  readonly registeredM2: Float64Array
  /** area − registered over rows with shape and registered area; NaN where there is none */
  readonly differenceM2: Float64Array
  /** how many rows that are */
  readonly compared: Float64Array
  readonly perimeterM?: Float64Array | null
  readonly sigmaM2?: Float64Array | null
}
export function emptyFigures(groupCount: number): Omit<SummaryFigures, 'overlap'> {
  const array = () => new Float64Array(groupCount)
  return { empty: array(), areaM2: array(), registeredM2: array(), differenceM2: array(), compared: array() }
}

/** Columns, totals and notes of the figures: the same report whichever engine summed them. */
export function assembleSummary(
  layer: LayerInput,
  { groupBy, registered: registeredField }: SummaryOptions,
  sound: Pick<SoundTable, 'table' | 'geometry' | 'repaired' | 'meeting'>,
  grouping: Grouping,
  figures: SummaryFigures,
  task: Task,
): AnalysisResult {
  const notes: Note[] = []
  const warn = (code: string, detail: Note['detail']) => notes.push({ code, detail, level: 'warning' })
  const { table } = layer
  if (table.geometry && requireCrs(table.crs).needsParameters) warn('summary.noDatum', { crs: table.crs })
  const registered = registeredField ? registeredM2(layer, registeredField) : null
  noteRows(layer, sound, grouping, registered, notes)
  const { areaM2, empty, overlap, perimeterM, sigmaM2, registeredM2: registeredSum, differenceM2: difference } = figures
  const groupCount = areaM2.length
  const counts = Float64Array.from(areaM2, (_, group) => grouping.offsets[group + 1] - grouping.offsets[group])
  const isComparable = counts.every((count, group) => figures.compared[group] === count)
  const total = sumOf(areaM2)
  if (overlap && overlap.pairCount > 0) {
    warn('summary.overlap', {
      pairs: overlap.pairCount,
      overlapM2: toCents(overlap.totalM2),
      acrossGroupsM2: toCents(overlap.totalM2 - sumOf(overlap.byGroup)),
    })
  }
  if (grouping.rows.length === 0) warn('summary.empty', {})

  const columns: Column[] = []
  const report: ReportColumn[] = []
  const totals: Record<string, number> = {}
  for (const [level, name] of groupBy.entries()) {
    addGroupColumns(layer, name, grouping.values[level], columns, report, notes)
  }
  const add = (name: string, values: Float64Array, sum: number, column: Omit<ReportColumn, 'name' | 'hasTotal'>) => {
    columns.push({ name, type: 'number', values })
    report.push({ name, ...column, hasTotal: true })
    totals[name] = sum
  }
  const area = (zh: string, en: string) => ({ label: { zh, en }, kind: 'area' as const, unit: 'm2' })
  add('count', counts, sumOf(counts), { label: { zh: '个数', en: 'Count' }, kind: 'count' })
  if (sumOf(empty) > 0) add('without_geometry', empty, sumOf(empty), { label: { zh: '无图形', en: 'No shape' }, kind: 'count' })
  add('area_m2', areaM2, total, area('椭球面积', 'Ellipsoidal area'))
  const shares = areaM2.map((value) => (total > 0 ? (value / total) * 100 : Number.NaN))
  add('share', shares, total > 0 ? 100 : Number.NaN, {
    label: { zh: '占比', en: 'Share' },
    kind: 'share',
    unit: '%',
    decimals: 1,
  })
  if (overlap) {
    const netAreaM2 = areaM2.map((value, group) => value - overlap.byGroup[group])
    add('net_area_m2', netAreaM2, total - overlap.totalM2, { ...area('净面积', 'Net area'), minus: ['area_m2', 'overlap_m2'] })
    add('overlap_m2', overlap.byGroup, overlap.totalM2, area('重叠', 'Overlap'))
  }
  if (sigmaM2) {
    // no total: errors of lines are not independent where they share boundary points
    columns.push({ name: 'area_sigma_m2', type: 'number', values: sigmaM2 })
    report.push({ name: 'area_sigma_m2', ...area('面积中误差 ±', 'Area std. dev. ±') })
  }
  if (perimeterM) {
    const label = { zh: '周长', en: 'Perimeter' }
    add('perimeter_m', perimeterM, sumOf(perimeterM), { label, kind: 'number', unit: 'm', decimals: 2 })
  }
  if (registered) {
    const differenceTotal = sumOf(difference.filter((value) => !Number.isNaN(value)))
    const registeredTotal = sumOf(registeredSum.filter((value) => !Number.isNaN(value)))
    const perMille = difference.map((value, group) => (value / registeredSum[group]) * 1000)
    add('registered_m2', registeredSum, registeredTotal, area('登记面积', 'Registered area'))
    add('difference_m2', difference, differenceTotal, {
      ...area('差值', 'Difference'),
      ...(isComparable ? { minus: ['area_m2', 'registered_m2'] as const } : {}),
    })
    add('difference_permille', perMille, registeredTotal > 0 ? (differenceTotal / registeredTotal) * 1000 : Number.NaN, {
      label: { zh: '差值比', en: 'Difference' },
      kind: 'number',
      unit: '‰',
      decimals: 2,
    })
  }
  task.progress(1)
  return {
    table: { name: 'area-summary', crs: table.crs, length: groupCount, columns, geometry: null },
    columns: report,
    totals,
    members: { offsets: grouping.offsets, rows: grouping.rows },
    notes,
    method: METHOD,
  }
}

/** Notes are read, not computed with. */
function toCents(areaM2: number): number {
  return Number(plainNumber(areaM2, 2))
}
function membersOf(grouping: Grouping, group: number): Uint32Array {
  return grouping.rows.subarray(grouping.offsets[group], grouping.offsets[group + 1])
}

/** Registered areas in m²; a field described in another unit is converted. */
function registeredM2({ table, fields }: LayerInput, name: string): Float64Array {
  const column = findColumn(table, name)
  if (column?.type !== 'number') throw new AppError('analysis.noField', { field: name })
  const unit = fields.find((field) => field.name === name)?.unit
  return unit && unit !== 'm2' && unit in AREA_UNITS ? column.values.map((value) => toM2(value, unit as AreaUnit)) : column.values
}

function addGroupColumns(
  layer: LayerInput,
  name: string,
  values: readonly (string | null)[],
  columns: Column[],
  report: ReportColumn[],
  notes: Note[],
): void {
  const made = groupColumns(layer, name, values)
  if (made.unknown.length > 0) {
    const detail = { field: name, count: made.unknown.length, codes: made.unknown.slice(0, 10).join(' ') }
    notes.push({ code: 'summary.unknownCodes', detail, level: 'warning' })
  }
  columns.push(...made.columns)
  report.push(...made.report)
}

function noteRows(
  layer: LayerInput,
  sound: Pick<SoundTable, 'table' | 'geometry' | 'repaired' | 'meeting'>,
  { rows }: Grouping,
  registered: Float64Array | null,
  notes: Note[],
): void {
  const inSet = new Uint8Array(sound.table.length)
  for (const row of rows) inSet[row] = 1
  const withoutShape = rows.reduce((count, row) => count + (isRowEmpty(sound.geometry, row) ? 1 : 0), 0)
  if (withoutShape > 0) notes.push({ code: 'summary.noGeometry', detail: { count: withoutShape }, level: 'warning' })
  const repaired = sound.repaired.filter(({ row }) => inSet[row])
  if (repaired.length > 0) {
    const detail = {
      count: repaired.length,
      rows: repaired
        .slice(0, 10)
        .map(({ row }) => row + 1)
        .join(' '),
      changeM2: toCents(sumOf(repaired.map(({ areaAfterM2, areaBeforeM2 }) => areaAfterM2 - areaBeforeM2))),
    }
    notes.push({ code: 'summary.repaired', detail, level: 'warning' })
  }
  noteMeeting(sound, (row) => inSet[row] === 1, layer, notes)
  const withoutRegistered = registered ? rows.reduce((count, row) => count + (Number.isNaN(registered[row]) ? 1 : 0), 0) : 0
  if (withoutRegistered > 0) {
    notes.push({ code: 'summary.registeredMissing', detail: { count: withoutRegistered }, level: 'warning' })
  }
}
