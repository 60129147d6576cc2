import { sumOf } from '../adjust.ts'
import type { AnalysisResult, GridInput, LayerInput, ReportColumn } from '../analysis.ts'
import { requireCrs } from '../crs.ts'
import { englishTwin, twinColumn } from '../english-twin.ts'
import { AppError, type Note } from '../errors.ts'
import { isRowEmpty } from '../geometry.ts'
import { textColumn } from '../grouping.ts'
import { makeSound } from '../repair.ts'
import { type Column, cellAt, findColumn, type Table } from '../table.ts'
import { stretchOf, type Task } from '../task.ts'
import type { Text } from '../text.ts'
import { usedRows } from '../used-rows.ts'
import { type GridMeta, isIntegerType } from './grid.ts'
import { zonalFigures } from './zonal.ts'
import { cellSize, methodOf } from './zonal-method.ts'
import { zoneLayer } from './zone-layer.ts'
import type { CellValue, ZoneFigures } from './zone-sums.ts'

export interface ZonalReportOptions {
  /** at most one field that names a zone */
  readonly name: readonly string[]
  readonly value: CellValue['kind']
  /** 1 is the first */
  readonly band: number
  readonly bandB: number
  readonly rule: 'area' | 'centre'
  readonly percentiles: boolean
  readonly majority: boolean
  readonly classes: boolean
  /** 0: full resolution */
  readonly level: number
  /** also make a layer of the zones */
  readonly pieces: boolean
}

const SHARES = [0.1, 0.25, 0.5, 0.75, 0.9]
/** More classes than a table can show: the raster is not one of classes. */
const MOST_CLASSES = 64

/**
 * 分区统计: one line a zone in the order of the rows. The polygons are brought into the raster's CRS, never the raster into theirs;
 * a cell that lies in two zones counts in both.
 * @throws AppError analysis.geometry, analysis.noField, raster.*, crs.unknown
 */
export async function zonalReport(
  zones: LayerInput,
  raster: GridInput,
  options: ZonalReportOptions,
  task: Task,
): Promise<AnalysisResult> {
  const { table } = zones
  if (table.geometry && table.geometry.kind !== 'polygon') throw new AppError('analysis.geometry', { expected: 'polygon' })
  const rows = usedRows(zones.rows, table.length)
  const reader = await raster.open(task.signal)
  const { meta } = reader
  const sound = await makeSound(table, stretchOf(task, 0, 0.2))
  const value: CellValue =
    options.value === 'band'
      ? { kind: 'band', band: options.band - 1 }
      : { kind: options.value, a: options.band - 1, b: options.bandB - 1 }
  const { figures, unplaced } = await zonalFigures(
    sound,
    rows,
    reader,
    {
      rule: options.rule,
      level: options.level,
      value,
      quantiles: options.percentiles ? SHARES : [],
      majority: options.majority,
      classes: options.classes,
    },
    stretchOf(task, 0.2, 0.98),
  )

  const notes: Note[] = [...meta.notes]
  const note = (code: string, detail: Note['detail'], level: Note['level'] = 'warning') => notes.push({ code, detail, level })
  if (table.crs !== meta.crs) note('zonal.transformed', { from: table.crs, to: meta.crs }, 'info')
  if (requireCrs(table.crs).needsParameters) note('summary.noDatum', { crs: table.crs })
  if (requireCrs(meta.crs).needsParameters) note('summary.noDatum', { crs: meta.crs })
  const inUse = new Set(rows)
  const repaired = sound.repaired.filter(({ row }) => inUse.has(row))
  if (repaired.length > 0) note('zonal.repaired', { count: repaired.length, rows: firstRows(repaired.map(({ row }) => row)) })
  if (options.level > 0) note('zonal.level', { level: options.level, ...cellSize(meta, options.level) }, 'info')
  noteZones(figures, rows, unplaced, (row) => isRowEmpty(sound.geometry, row), note)

  const { columns, report, totals } = tabulate(zones, rows, figures, meta, raster.unit, options, note)
  const lines: Table = { name: 'zonal-stats', crs: table.crs, length: rows.length, columns, geometry: null }
  task.progress(1)
  return {
    table: lines,
    columns: report,
    totals,
    members: { offsets: Uint32Array.from({ length: rows.length + 1 }, (_, i) => i), rows: rows.slice() },
    notes,
    method: methodOf(meta, options),
    ...(options.pieces && zoneLayer(zones, rows, lines, report)),
  }
}

function noteZones(
  figures: readonly ZoneFigures[],
  rows: Uint32Array,
  unplaced: readonly number[],
  isEmpty: (row: number) => boolean,
  note: (code: string, detail: Note['detail'], level?: Note['level']) => void,
): void {
  const where = (test: (figure: ZoneFigures, row: number) => boolean) => [...rows].filter((row, i) => test(figures[i], row))
  const tell = (code: string, found: readonly number[], level?: Note['level']) => {
    if (found.length > 0) note(code, { count: found.length, rows: firstRows(found) }, level)
  }
  tell(
    'zonal.noGeometry',
    where((_, row) => isEmpty(row)),
  )
  tell(
    'zonal.unplaced',
    unplaced.map((zone) => rows[zone]),
  )
  tell(
    'zonal.small',
    where((figure, row) => figure.isSmall && figure.count > 0 && !isEmpty(row)),
    'info',
  )
  tell(
    'zonal.noValue',
    where((figure, row) => figure.count === 0 && !isEmpty(row)),
  )
  tell(
    'zonal.partial',
    where((figure) => figure.count > 0 && figure.nodata + figure.outside > 1e-6 * figure.count),
  )
  tell(
    'zonal.coarse',
    where((figure) => figure.isCoarse),
  )
  if (rows.length === 0) note('summary.empty', {})
}

/** 1-based, as a table counts; at most ten. */
function firstRows(rows: readonly number[]): string {
  return rows
    .slice(0, 10)
    .map((row) => row + 1)
    .join(' ')
}

function tabulate(
  zones: LayerInput,
  rows: Uint32Array,
  figures: readonly ZoneFigures[],
  meta: GridMeta,
  ownUnit: string | null,
  options: ZonalReportOptions,
  note: (code: string, detail: Note['detail']) => void,
) {
  const columns: Column[] = []
  const report: ReportColumn[] = []
  const totals: Record<string, number> = {}
  const isWhole = options.value === 'band' && isIntegerType(meta.sampleType)
  // a quotient has none
  const unit = options.value === 'normalisedDifference' ? undefined : (ownUnit ?? undefined)
  const add = (
    name: string,
    pick: (figure: ZoneFigures) => number,
    zh: string,
    en: string,
    more: Partial<ReportColumn> & { readonly kind: ReportColumn['kind'] },
  ) => {
    const values = Float64Array.from(figures, pick)
    columns.push({ name, type: 'number', values })
    report.push({ name, label: { zh, en }, ...more })
    if (more.hasTotal) totals[name] = sumOf(values.filter((each) => !Number.isNaN(each)))
  }
  addName(zones, rows, options.name[0], columns, report)
  const number = (decimals: number) => ({ kind: 'number' as const, unit, decimals })
  add('count', ({ count }) => count, '像元数', 'Cells', {
    kind: 'number',
    decimals: options.rule === 'area' ? 3 : 0,
    hasTotal: true,
  })
  add('area_m2', ({ areaM2 }) => areaM2, '有值面积', 'Area with values', { kind: 'area', unit: 'm2', hasTotal: true })
  add('mean', ({ mean }) => mean, '均值', 'Mean', number(4))
  add('sd', ({ sd }) => sd, '标准差', 'Standard deviation', number(4))
  add('min', ({ min }) => min, '最小值', 'Minimum', number(isWhole ? 0 : 4))
  add('max', ({ max }) => max, '最大值', 'Maximum', number(isWhole ? 0 : 4))
  add('sum', ({ sum }) => sum, '总和', 'Sum', { ...number(2), hasTotal: true })
  if (options.percentiles)
    SHARES.forEach((share, i) => {
      const percent = Math.round(share * 100)
      const [name, zh, en] =
        percent === 50 ? ['median', '中位数', 'Median'] : [`p${percent}`, `${percent}% 分位数`, `${percent}th percentile`]
      add(name, ({ quantiles }) => quantiles[i], zh, en, number(isWhole ? 1 : 4))
    })
  if (options.majority) add('majority', ({ majority }) => majority, '众数', 'Majority', number(isWhole ? 0 : 4))
  if (options.classes) addClasses(figures, isWhole, add, note)
  const share = (part: (figure: ZoneFigures) => number) => (figure: ZoneFigures) => {
    const whole = figure.count + figure.nodata + figure.outside
    return whole > 0 ? (part(figure) / whole) * 100 : Number.NaN
  }
  const percent = { kind: 'number' as const, unit: '%', decimals: 2 }
  add(
    'covered_percent',
    share(({ count }) => count),
    '有值',
    'With value',
    percent,
  )
  add(
    'nodata_percent',
    share(({ nodata }) => nodata),
    '无数据',
    'No data',
    percent,
  )
  // by the centre rule nobody knows what lies beyond the last cell
  if (options.rule === 'area')
    add(
      'outside_percent',
      share(({ outside }) => outside),
      '栅格外',
      'Outside the raster',
      percent,
    )
  const remarks = figures.map((figure) => remarkOf(figure))
  if (remarks.some((each) => each !== null)) {
    columns.push(
      textColumn(
        'remark',
        remarks.map((each) => each?.zh ?? null),
      ),
      textColumn(
        'remark_en',
        remarks.map((each) => each?.en ?? null),
      ),
    )
    report.push({ name: 'remark', label: { zh: '备注', en: 'Remark' }, kind: 'text', english: 'remark_en', isRemark: true })
  }
  return { columns, report, totals }
}

function remarkOf({ count, isSmall }: ZoneFigures): Text | null {
  if (count === 0) return { zh: '无有效像元', en: 'No cell with a value' }
  return isSmall ? { zh: '小于一个像元', en: 'Smaller than a cell' } : null
}

function addName(
  { table, fields }: LayerInput,
  rows: Uint32Array,
  field: string | undefined,
  columns: Column[],
  report: ReportColumn[],
): void {
  if (!field) {
    columns.push({ name: 'zone', type: 'number', values: Float64Array.from(rows, (row) => row + 1) })
    report.push({ name: 'zone', label: { zh: '行号', en: 'Row' }, kind: 'text', isCode: true })
    return
  }
  const column = findColumn(table, field)
  if (!column) throw new AppError('analysis.noField', { field })
  const textsOf = (from: Column) =>
    Array.from(rows, (row) => {
      const cell = cellAt(from, row)
      return cell === null ? null : String(cell)
    })
  const values = textsOf(column)
  const name = NAMES.has(field) ? `zone_${field}` : field
  columns.push(textColumn(name, values))
  const twin = twinColumn(table, field)
  const english = englishTwin(name)
  if (twin)
    columns.push(
      textColumn(
        english,
        textsOf(twin).map((words, i) => words?.trim() || values[i]),
      ),
    )
  const label = fields.find((each) => each.name === field)?.label ?? { zh: field, en: field }
  report.push({ name, label, kind: 'text', isCode: true, ...(twin && { english }) })
}
/** Names that the figures themselves have. */
const NAMES = new Set(['count', 'area_m2', 'mean', 'sd', 'min', 'max', 'sum', 'median', 'majority', 'remark', 'remark_en'])

function addClasses(
  figures: readonly ZoneFigures[],
  isWhole: boolean,
  add: (
    name: string,
    pick: (figure: ZoneFigures) => number,
    zh: string,
    en: string,
    more: Pick<ReportColumn, 'kind' | 'unit' | 'hasTotal'>,
  ) => void,
  note: (code: string, detail: Note['detail']) => void,
): void {
  if (!isWhole) return void note('zonal.noClasses', {})
  const values = [...new Set(figures.flatMap(({ classes }) => classes.map(([value]) => value)))].sort((a, b) => a - b)
  if (values.length > MOST_CLASSES) return void note('zonal.manyClasses', { classes: values.length, limit: MOST_CLASSES })
  const areas = figures.map(({ classes }) => new Map(classes))
  const indexOf = new Map(figures.map((figure, i) => [figure, i]))
  for (const value of values)
    add(
      `class_${value}_m2`.replace('-', 'minus_'),
      (figure) => areas[indexOf.get(figure) ?? 0].get(value) ?? 0,
      `类 ${value} 面积`,
      `Area of class ${value}`,
      { kind: 'area', unit: 'm2', hasTotal: true },
    )
}
