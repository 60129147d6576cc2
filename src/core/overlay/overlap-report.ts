import { sumOf } from '../adjust.ts'
import type { AnalysisResult, LayerInput, ReportColumn } from '../analysis.ts'
import { AppError, type Note } from '../errors.ts'
import { textColumn } from '../grouping.ts'
import { type Column, findColumn } from '../table.ts'
import { stretchOf, type Task } from '../task.ts'
import type { Text } from '../text.ts'
import { AREA_UNITS, type AreaUnit, toM2 } from '../units.ts'
import { apartNote } from './apart-note.ts'
import { layerNotes, requirePolygons, toCents } from './layer-notes.ts'
import { type OverlapFigures, overlapFigures } from './overlap-figures.ts'
import { overlapPieces } from './overlap-pieces.ts'
import { rowNames } from './row-names.ts'

const METHOD: Text = {
  zh: '压占面积：在 CGCS2000 椭球的等面积平面（PROJ：+proj=cea +lat_ts=37.65 +ellps=GRS80，任取中央经线）上由存储的界址点逐对解析计算，不裁剪、无容差，等于 TD/T 1055—2019 椭球面积；边在该平面内为直线，未加密。对比图斑相互重叠处在合计中只计一次（重叠图斑先在 0.1 mm 格网上合并）；未压占部分列为“其他”。属性面积按图形面积比例分摊；各行取位后与合计闭合。',
  en: 'Overlap areas are computed pair by pair in closed form, without clipping and without tolerance, from the vertices as stored, in the equal-area plane on the CGCS2000 ellipsoid (PROJ: +proj=cea +lat_ts=37.65 +ellps=GRS80, any central meridian), so that they are ellipsoidal areas of TD/T 1055-2019; edges are straight in that plane and not densified. Where comparison features overlap each other a place counts once in totals (they are joined on a 0.1 mm grid first). What is not covered is “other”. Attribute areas are apportioned by the ratio of shapes; printed rows add up to the printed total.',
}

export type OverlapLines = 'pairs' | 'subjects' | 'against' | 'ignored'

const TITLES: Readonly<Record<OverlapLines, Text>> = {
  pairs: { zh: '逐对清单', en: 'Every pair' },
  subjects: { zh: '项目逐个汇总', en: 'One line a subject' },
  against: { zh: '对比对象汇总', en: 'One line a comparison feature' },
  ignored: { zh: '忽略的碎图斑', en: 'Ignored slivers' },
}

export interface OverlapOptions {
  /** the first table; the others follow it. pairs: every pair; subjects: a line a subject; against: a line a comparison feature */
  readonly lines: OverlapLines
  /** field of the subject whose value is apportioned by the ratio of areas; null: none */
  readonly attribute: string | null
  readonly ignoreBelowM2: number
  /** also make the shared pieces as a layer */
  readonly pieces: boolean
}

/**
 * 压占/叠加分析. Totals, whatever the lines are: area_m2 (sum of pairs), net_area_m2 (every place once), rest_m2 (其他), subject_area_m2,
 * subjects (rows touched), pairs.
 * @throws AppError analysis.geometry, analysis.noLayer, analysis.noField, crs.unknown
 */
export async function reportOverlap(
  subject: LayerInput,
  against: readonly LayerInput[],
  options: OverlapOptions,
  task: Task,
): Promise<AnalysisResult> {
  if (against.length === 0) throw new AppError('analysis.noLayer', { parameter: 'against' })
  for (const layer of [subject, ...against]) requirePolygons(layer)
  // a missing field is told before the work
  if (options.attribute) attributeOf(subject, options.attribute)
  const figures = await overlapFigures(subject, against, options.ignoreBelowM2, stretchOf(task, 0, options.pieces ? 0.6 : 0.95))
  return assembleOverlap(subject, figures, options, task)
}

/** Lines, totals, notes and pieces of the figures: the same report whichever engine computed them. */
export async function assembleOverlap(
  subject: LayerInput,
  figures: OverlapFigures,
  options: OverlapOptions,
  task: Task,
): Promise<AnalysisResult> {
  const attributeM2 = options.attribute ? attributeOf(subject, options.attribute) : null
  const notes = await notesOf(subject, figures, options, task)
  const kinds: OverlapLines[] = ['pairs', 'subjects', 'against']
  if (figures.comparisons.some(({ ignored }) => ignored.areaM2.length > 0) || options.lines === 'ignored') kinds.push('ignored')
  const reportOf = (kind: OverlapLines) => ({ title: TITLES[kind], ...new Lines(subject, figures, attributeM2).of(kind) })
  const tables = kinds.filter((kind) => kind !== options.lines).map(reportOf)
  const pieces = options.pieces ? await overlapPieces(subject, figures, stretchOf(task, 0.6, 1)) : null
  task.progress(1)
  return { ...reportOf(options.lines), tables, notes, method: METHOD, ...(pieces ?? {}) }
}

/** The attribute in m² where its field is described as an area in another unit. */
function attributeOf({ table, fields }: LayerInput, name: string): Float64Array {
  const column = findColumn(table, name)
  if (column?.type !== 'number') throw new AppError('analysis.noField', { field: name })
  const unit = fields.find((field) => field.name === name)?.unit
  return unit && unit !== 'm2' && unit in AREA_UNITS ? column.values.map((value) => toM2(value, unit as AreaUnit)) : column.values
}

async function notesOf(
  subject: LayerInput,
  figures: OverlapFigures,
  { ignoreBelowM2 }: OverlapOptions,
  task: Task,
): Promise<Note[]> {
  const notes: Note[] = [...layerNotes(subject, figures.sound)]
  const add = (level: Note['level'], code: string, detail: Note['detail']) => notes.push({ code, detail, level })
  for (const { input, sound } of figures.comparisons) notes.push(...layerNotes(input, sound))
  const found = figures.comparisons.reduce((sum, { pairs }) => sum + pairs.areaM2.length, 0)
  const ignored = figures.comparisons.flatMap((comparison) => Array.from(comparison.ignored.areaM2))
  if (ignored.length > 0) {
    add('info', 'overlap.ignored', { count: ignored.length, areaM2: toCents(sumOf(ignored)), below: ignoreBelowM2 })
  }
  const double = sumOf(figures.sumsM2) - sumOf(figures.netM2)
  if (double > 0.005) add('info', 'overlap.zonesTwice', { doubleM2: toCents(double), netM2: toCents(sumOf(figures.netM2)) })
  if (figures.subjectDoubleM2 > 0.005) {
    const lostM2 = sumOf(figures.netM2) - figures.totalNetM2
    add('warning', 'overlap.subjectsTwice', { doubleM2: toCents(figures.subjectDoubleM2), lostM2: toCents(lostM2) })
  }
  if (found === 0 && ignored.length === 0) {
    for (const { input, zones } of figures.comparisons) {
      notes.push(await apartNote(input, figures.layer, figures.rows, zones, figures.sound.plane, task))
    }
  }
  return notes
}

type Report = Pick<AnalysisResult, 'table' | 'columns' | 'totals' | 'members'>

const SUBJECT_ROLES = ['unitCode', 'id', 'name'] as const
const ZONE_ROLES = ['name', 'unitCode', 'id'] as const
const REST: Text = { zh: '其他（未压占）', en: 'Other (not covered)' }
const TWICE: Text = { zh: '重复部分（减）', en: 'Covered twice (less)' }
const UNTOUCHED: Text = { zh: '未压占的要素', en: 'Features not touched' }

class Lines {
  readonly #subject: LayerInput
  readonly #figures: OverlapFigures
  readonly #attribute: Float64Array | null
  readonly #columns: Column[] = []
  readonly #report: ReportColumn[] = []
  readonly #totals: Record<string, number>
  #length = 0
  #members: number[][] = []

  constructor(subject: LayerInput, figures: OverlapFigures, attribute: Float64Array | null) {
    this.#subject = subject
    this.#figures = figures
    this.#attribute = attribute
    const { comparisons, rows, areasM2, totalNetM2, subjectDoubleM2 } = figures
    const subjectM2 = sumOf(Float64Array.from(rows, (row) => areasM2[row]))
    const touched = new Set(comparisons.flatMap(({ pairs }) => Array.from(pairs.subject)))
    this.#totals = {
      area_m2: sumOf(comparisons.map(({ pairs }) => sumOf(pairs.areaM2))),
      net_area_m2: totalNetM2,
      subject_area_m2: subjectM2,
      rest_m2: subjectM2 - subjectDoubleM2 - totalNetM2,
      subjects: touched.size,
      pairs: comparisons.reduce((sum, { pairs }) => sum + pairs.areaM2.length, 0),
    }
  }

  of(kind: OverlapLines): Report {
    if (kind === 'subjects') this.#addSubjects()
    else if (kind === 'against') this.#addAgainst()
    else this.#addPairs(kind === 'ignored')
    return this.#finish()
  }

  /** One line a pair, by subject row, layer and zone row. */
  #addPairs(isIgnored: boolean): void {
    const { comparisons, areasM2 } = this.#figures
    const lines = comparisons.flatMap(({ pairs, ignored }, k) => {
      const list = isIgnored ? ignored : pairs
      return Array.from(list.areaM2, (area, i) => ({ row: list.subject[i], k, zone: list.zone[i], area }))
    })
    lines.sort((a, b) => a.row - b.row || a.k - b.k || a.zone - b.zone)
    const zoneNames = comparisons.map(({ input }) => rowNames(input, ZONE_ROLES))
    const area = Float64Array.from(lines, (line) => line.area)
    this.#begin(lines.map(({ row }) => [row]))
    this.#subjects(lines.map(({ row }) => row))
    if (comparisons.length > 1) this.#layers(lines.map(({ k }) => comparisons[k].input.source.title))
    this.#text(
      'against',
      { zh: '对比对象', en: 'Against' },
      lines.map(({ k, zone }) => zoneNames[k](zone)),
    )
    this.#area('area_m2', { zh: '压占面积', en: 'Overlap' }, area, sumOf(area))
    this.#share(
      { zh: '占项目比例', en: 'Share of subject' },
      area.map((value, i) => Math.min(100, (value / areasM2[lines[i].row]) * 100)),
    )
    this.#apportion(lines.map(({ row, area: part }) => ({ row, part })))
  }

  /** One line a subject that is touched, and one for all others. */
  #addSubjects(): void {
    const { rows, areasM2, sumsM2, netM2 } = this.#figures
    const touched = rows.filter((row) => sumsM2[row] > 0)
    const others = rows.filter((row) => sumsM2[row] === 0)
    this.#begin([...Array.from(touched, (row) => [row]), ...(others.length > 0 ? [Array.from(others)] : [])])
    const nameOf = rowNames(this.#subject, SUBJECT_ROLES)
    const names = Array.from(touched, nameOf)
    const rest = others.length > 0 ? [UNTOUCHED] : []
    this.#text('subject', this.#subjectLabel(), [...names, ...rest.map(({ zh }) => zh)], [...names, ...rest.map(({ en }) => en)])
    const perLine = (of: (row: number) => number) =>
      Float64Array.from(this.#members, (line) => sumOf(Float64Array.from(line, of)))
    const sum = perLine((row) => sumsM2[row])
    const net = perLine((row) => netM2[row])
    const whole = perLine((row) => areasM2[row])
    const twice = sum.map((value, i) => value - net[i])
    this.#area('area_m2', { zh: '压占面积', en: 'Overlap' }, sum)
    if (sumOf(twice) > 1e-6) {
      this.#area('twice_m2', { zh: '重复部分', en: 'Covered twice' }, twice)
      this.#area('net_m2', { zh: '去重压占', en: 'Covered, once' }, net, sumOf(net), ['area_m2', 'twice_m2'])
    } else this.#area('net_m2', { zh: '去重压占', en: 'Covered, once' }, net)
    this.#area('whole_m2', { zh: '图形面积', en: 'Whole area' }, whole)
    this.#area(
      'rest_m2',
      { zh: '其他（未压占）', en: 'Other (not covered)' },
      whole.map((value, i) => value - net[i]),
      undefined,
      ['whole_m2', 'net_m2'],
    )
    this.#share(
      { zh: '压占比例', en: 'Share covered' },
      net.map((value, i) => (value / whole[i]) * 100),
    )
    this.#apportion(Array.from(touched, (row) => ({ row, part: netM2[row] })))
  }

  /** One line a comparison feature, the double part taken off, and what is left: together the subjects' area. */
  #addAgainst(): void {
    const { comparisons, rows, areasM2, netM2, sumsM2 } = this.#figures
    const lines = comparisons.flatMap(({ pairs }, k) => {
      const byZone = new Map<number, { rows: number[]; areas: number[] }>()
      pairs.zone.forEach((zone, i) => {
        const line = byZone.get(zone) ?? { rows: [], areas: [] }
        line.rows.push(pairs.subject[i])
        line.areas.push(pairs.areaM2[i])
        byZone.set(zone, line)
      })
      return [...byZone].sort((a, b) => a[0] - b[0]).map(([zone, line]) => ({ k, zone, ...line }))
    })
    const zoneNames = comparisons.map(({ input }) => rowNames(input, ZONE_ROLES))
    const twice = sumOf(sumsM2) - sumOf(netM2)
    const left = Array.from(rows).filter((row) => areasM2[row] - netM2[row] > 1e-6)
    const rest = sumOf(left.map((row) => areasM2[row] - netM2[row]))
    const extra: { words: Text; rows: number[]; area: number }[] = []
    if (twice > 1e-6) {
      const doubled = Array.from(rows).filter((row) => sumsM2[row] - netM2[row] > 1e-6)
      extra.push({ words: TWICE, rows: doubled, area: -twice })
    }
    if (rest > 0) extra.push({ words: REST, rows: left, area: rest })
    this.#begin([...lines.map((line) => line.rows), ...extra.map((line) => line.rows)])
    if (comparisons.length > 1) {
      this.#layers([...lines.map(({ k }) => comparisons[k].input.source.title), ...extra.map(() => ({ zh: '—', en: '—' }))])
    }
    const names = lines.map(({ k, zone }) => zoneNames[k](zone))
    const words = (locale: keyof Text) => [...names, ...extra.map((line) => line.words[locale])]
    this.#text('against', { zh: '对比对象', en: 'Against' }, words('zh'), words('en'))
    const counts = Float64Array.from(this.#members, (line) => line.length)
    this.#columns.push({ name: 'count', type: 'number', values: counts })
    this.#report.push({ name: 'count', label: { zh: '涉及要素', en: 'Features' }, kind: 'count' })
    const area = Float64Array.from([...lines.map((line) => sumOf(line.areas)), ...extra.map((line) => line.area)])
    const whole = sumOf(Float64Array.from(rows, (row) => areasM2[row]))
    this.#area('part_m2', { zh: '面积', en: 'Area' }, area, whole)
    this.#share(
      { zh: '占项目总面积', en: 'Share of all subjects' },
      area.map((value) => (value / whole) * 100),
      100,
    )
  }

  #finish(): Report {
    const offsets = new Uint32Array(this.#length + 1)
    this.#members.forEach((line, i) => {
      offsets[i + 1] = offsets[i] + line.length
    })
    const rows = new Uint32Array(offsets[this.#length])
    this.#members.forEach((line, i) => {
      rows.set(line, offsets[i])
    })
    return {
      table: { name: 'overlap', crs: this.#subject.table.crs, length: this.#length, columns: this.#columns, geometry: null },
      columns: this.#report,
      totals: this.#totals,
      members: { offsets, rows },
    }
  }

  #begin(members: number[][]): void {
    this.#members = members
    this.#length = members.length
  }
  #subjectLabel(): Text {
    return this.#subject.source.title ?? { zh: '项目', en: 'Subject' }
  }
  #subjects(rows: readonly number[]): void {
    const nameOf = rowNames(this.#subject, SUBJECT_ROLES)
    this.#text('subject', this.#subjectLabel(), rows.map(nameOf))
  }
  #layers(titles: readonly Text[]): void {
    const label = { zh: '对比图层', en: 'Layer' }
    this.#text('layer', label, titles.map(({ zh }) => zh), titles.map(({ en }) => en)) // biome-ignore format: one row
  }
  #text(name: string, label: Text, zh: readonly string[], en?: readonly string[]): void {
    this.#columns.push(textColumn(name, zh))
    if (en) this.#columns.push(textColumn(`${name}_en`, en))
    this.#report.push({ name, label, kind: 'text', ...(en ? { english: `${name}_en` } : { isCode: true }) })
  }
  #area(name: string, label: Text, values: Float64Array, total = sumOf(values), minus?: readonly [string, string]): void {
    this.#columns.push({ name, type: 'number', values })
    this.#report.push({ name, label, kind: 'area', unit: 'm2', hasTotal: true, ...(minus ? { minus } : {}) })
    this.#totals[name] = total
  }
  #share(label: Text, values: Float64Array, total?: number): void {
    this.#columns.push({ name: 'share', type: 'number', values })
    this.#report.push({ name: 'share', label, kind: 'number', unit: '%', decimals: 2, hasTotal: total !== undefined })
    if (total !== undefined) this.#totals.share = total
  }
  /** Attribute × shape of the part ÷ shape of the whole; nothing where the attribute is missing. */
  #apportion(lines: readonly { readonly row: number; readonly part: number }[]): void {
    if (!this.#attribute) return
    const { areasM2 } = this.#figures
    const values = new Float64Array(this.#length).fill(Number.NaN)
    lines.forEach(({ row, part }, i) => {
      values[i] = (this.#attribute as Float64Array)[row] * (part / areasM2[row])
    })
    this.#area(
      'apportioned_m2',
      { zh: '分摊属性面积', en: 'Attribute area, apportioned' },
      values,
      sumOf(values.filter((value) => !Number.isNaN(value))),
    )
  }
}
