import { sumOf } from '../adjust.ts'
import type { AnalysisResult, LayerInput } from '../analysis.ts'
import { AppError, type Note } from '../errors.ts'
import { type Report, ReportBuilder } from '../report-builder.ts'
import { findColumn } from '../table.ts'
import { stretchOf, type Task } from '../task.ts'
import type { Text } from '../text.ts'
import { AREA_UNITS, type AreaUnit, toM2 } from '../units.ts'
import { apartNote } from './apart-note.ts'
import { layerNames, layerNotes, requirePolygons, toCents } from './layer-notes.ts'
import { AGAINST_LAYER, closingLines, NOTHING, SHARE_DECIMALS } from './overlap-closing.ts'
import { type OverlapFigures, overlapFigures } from './overlap-figures.ts'
import { checkGroups, groupReport, type OverlapGroups } from './overlap-groups.ts'
import { overlapPieces } from './overlap-pieces.ts'
import { rowTexts, subjectTexts } from './row-names.ts'

const METHOD: Text = {
  zh: '压占面积：在 CGCS2000 椭球的等面积平面（PROJ：+proj=cea +lat_ts=37.65 +ellps=GRS80，任取中央经线）上由存储的界址点逐对解析计算，不裁剪、无容差，等于 TD/T 1055—2019 椭球面积；边在该平面内为直线，未加密。对比图斑相互重叠处在合计中只计一次（重叠图斑先合并：拓扑在 0.1 mm 格网上判定，界线取存储的界址点及其真实交点）；未压占部分列为“其他”。属性面积按图形面积比例分摊；各行取位后与合计闭合。',
  en: 'Overlap areas are computed pair by pair in closed form, without clipping and without tolerance, from the vertices as stored, in the equal-area plane on the CGCS2000 ellipsoid (PROJ: +proj=cea +lat_ts=37.65 +ellps=GRS80, any central meridian), so that they are ellipsoidal areas of TD/T 1055-2019; edges are straight in that plane and not densified. Where comparison features overlap each other a place counts once in totals (they are joined first: a 0.1 mm grid decides what lies where, borders run through the vertices as stored and their true crossings). What is not covered is “other”. Attribute areas are apportioned by the ratio of shapes; printed rows add up to the printed total.',
}

/** of the layer of pieces, which is computed apart from the figures */
const PIECES_METHOD: Text = {
  zh: '结果图形另在该平面切出：位置关系在 0.1 mm 格网上判定，存储的界址点坐标不变，新增的点取存储界线的真实交点（界线近于格网处除外）；各图形的“图形面积”与表中面积若有末位之差，以表中面积为准。',
  en: 'The shapes of the result are cut apart from that in the same plane: a 0.1 mm grid decides what lies where, stored vertices keep every digit, new points stand where the stored borders cross (on the grid where they are too close). Should their “piece area” differ from the table in the last digit, the table holds.',
}

export type OverlapLines = 'pairs' | 'groups' | 'subjects' | 'against' | 'ignored'

const TITLES: Readonly<Record<OverlapLines, Text>> = {
  pairs: { zh: '逐对清单', en: 'Every pair' },
  groups: { zh: '分组汇总', en: 'By fields' },
  subjects: { zh: '项目逐个汇总', en: 'By subject' },
  against: { zh: '对比对象汇总', en: 'By comparison feature' },
  ignored: { zh: '忽略的碎图斑', en: 'Ignored slivers' },
}

export interface OverlapOptions {
  /** the first table; the others follow it. pairs: every pair; subjects: a line a subject; against: a line a comparison feature; groups: a line for each value of some fields */
  readonly lines: OverlapLines
  readonly groups: OverlapGroups
  /** field of the subject whose value is apportioned by the ratio of areas; null: none */
  readonly attribute: string | null
  readonly ignoreBelowM2: number
  /** also make the shared pieces as a layer */
  readonly pieces: boolean
}

/** What is wrong with a question is told before the work. @throws AppError analysis.noLayer, analysis.geometry, analysis.noField */
export function checkOverlap(subject: LayerInput, against: readonly LayerInput[], { attribute, groups }: OverlapOptions): void {
  if (against.length === 0) throw new AppError('analysis.noLayer', { parameter: 'against' })
  for (const layer of [subject, ...against]) requirePolygons(layer)
  if (attribute) attributeOf(subject, attribute)
  checkGroups(subject, against, groups)
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
  checkOverlap(subject, against, options)
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
  const { groups } = options
  const isGrouped = groups.subject.length + groups.against.length > 0 || options.lines === 'groups'
  const kinds: OverlapLines[] = ['pairs', ...(isGrouped ? (['groups'] as const) : []), 'subjects', 'against']
  if (figures.comparisons.some(({ ignored }) => ignored.areaM2.length > 0) || options.lines === 'ignored') kinds.push('ignored')
  const reportOf = (kind: OverlapLines) => ({ title: TITLES[kind], ...new Lines(subject, figures, attributeM2, groups).of(kind) })
  const tables = kinds.filter((kind) => kind !== options.lines).map(reportOf)
  const { shapes, comparisons } = figures
  const pieces = options.pieces && shapes ? await overlapPieces(shapes, comparisons, stretchOf(task, 0.6, 1)) : null
  task.progress(1)
  const method = pieces ? { zh: METHOD.zh + PIECES_METHOD.zh, en: `${METHOD.en} ${PIECES_METHOD.en}` } : METHOD
  return { ...reportOf(options.lines), tables, notes, method, ...(pieces ?? {}) }
}

/** The attribute in m² where its field is described as an area in another unit. */
export function attributeOf({ table, fields }: LayerInput, name: string): Float64Array {
  const column = findColumn(table, name)
  if (column?.type !== 'number') throw new AppError('analysis.noField', { field: name })
  const unit = fields.find((field) => field.name === name)?.unit
  return unit && unit !== 'm2' && unit in AREA_UNITS ? column.values.map((value) => toM2(value, unit as AreaUnit)) : column.values
}

async function notesOf(
  subject: LayerInput,
  figures: OverlapFigures,
  { ignoreBelowM2, pieces }: OverlapOptions,
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
  if (double > 0.005) add('info', 'overlap.zonesTwice', { doubleM2: toCents(double) })
  if (figures.subjectDoubleM2 > 0.005) {
    const lostM2 = sumOf(figures.netM2) - figures.totalNetM2
    const doubleM2 = toCents(figures.subjectDoubleM2)
    if (lostM2 > 0.005) {
      add('warning', 'overlap.subjectsTwice', { doubleM2, lostM2: toCents(lostM2) })
      add('info', 'overlap.countedOnce', { netM2: toCents(figures.totalNetM2) })
    } else add('info', 'overlap.subjectsOutside', { doubleM2 })
  }
  if (pieces && !figures.shapes) add('warning', 'overlap.noPieces', {})
  if (found === 0 && ignored.length === 0) {
    for (const { input, zones } of figures.comparisons) {
      // what does not meet the subject was not read: how far it is nobody knows
      if (input.numbers || !figures.layer) {
        add('info', 'overlap.noneMeets', layerNames(input))
        continue
      }
      notes.push(await apartNote(input, figures.layer, figures.rows, zones, figures.sound.plane, task))
    }
  }
  return notes
}

const ZONE_ROLES = ['name', 'unitCode', 'id'] as const
const AGAINST: Text = { zh: '对比对象', en: 'Against' }
const UNTOUCHED: Text = { zh: '未压占的要素', en: 'Features not touched' }

/** Every table holds these totals beside its own. */
function commonTotals({ comparisons, rows, areasM2, totalNetM2, subjectDoubleM2 }: OverlapFigures): Record<string, number> {
  const subjectM2 = sumOf(Float64Array.from(rows, (row) => areasM2[row]))
  const touched = new Set(comparisons.flatMap(({ pairs }) => Array.from(pairs.subject)))
  return {
    area_m2: sumOf(comparisons.map(({ pairs }) => sumOf(pairs.areaM2))),
    net_area_m2: totalNetM2,
    subject_area_m2: subjectM2,
    // sums of a different order: where all is covered the last digits can fall below nothing
    rest_m2: Math.max(0, subjectM2 - subjectDoubleM2 - totalNetM2),
    subjects: touched.size,
    pairs: comparisons.reduce((sum, { pairs }) => sum + pairs.areaM2.length, 0),
  }
}

class Lines {
  readonly #subject: LayerInput
  readonly #figures: OverlapFigures
  readonly #attribute: Float64Array | null
  readonly #groups: OverlapGroups

  constructor(subject: LayerInput, figures: OverlapFigures, attribute: Float64Array | null, groups: OverlapGroups) {
    this.#subject = subject
    this.#figures = figures
    this.#attribute = attribute
    this.#groups = groups
  }

  of(kind: OverlapLines): Report {
    const { totals, ...rest } = this.#lines(kind).finish()
    return { ...rest, totals: { ...commonTotals(this.#figures), ...totals } }
  }

  #lines(kind: OverlapLines): ReportBuilder {
    if (kind === 'subjects') return this.#subjects()
    if (kind === 'against') return this.#against()
    if (kind === 'groups') return groupReport(this.#subject, this.#figures, this.#groups)
    return this.#pairs(kind === 'ignored')
  }

  /** One line a pair, by subject row, layer and zone row. */
  #pairs(isIgnored: boolean): ReportBuilder {
    const { comparisons, areasM2 } = this.#figures
    const lines = comparisons.flatMap(({ pairs, ignored }, k) => {
      const list = isIgnored ? ignored : pairs
      return Array.from(list.areaM2, (area, i) => ({ row: list.subject[i], k, zone: list.zone[i], area }))
    })
    lines.sort((a, b) => a.row - b.row || a.k - b.k || a.zone - b.zone)
    const zoneNames = comparisons.map(({ input }) => rowTexts(input, ZONE_ROLES))
    const report = this.#begin(lines.map(({ row }) => [row]))
    const subjects = lines.map(({ row }) => row)
    report.names('subject', this.#subjectLabel(), subjectTexts(this.#subject, subjects))
    const layers = lines.map(({ k }) => comparisons[k].input.source.title)
    if (comparisons.length > 1) report.words('layer', AGAINST_LAYER, layers)
    const zones = lines.map(({ k, zone }) => zoneNames[k](zone))
    const shares = lines.map(({ row, area }) => Math.min(100, (area / areasM2[row]) * 100))
    const areas = lines.map(({ area }) => area)
    report
      .names('against', AGAINST, zones)
      .areaM2('area_m2', { zh: '压占面积', en: 'Overlap' }, areas)
      .number('share', { zh: '占项目比例', en: 'Share of subject' }, shares, SHARE_DECIMALS)
    const parts = lines.map(({ row, area: part }) => ({ row, part }))
    return this.#apportion(report, parts, lines.length)
  }

  /** By subject that is touched, and one for all others. */
  #subjects(): ReportBuilder {
    const { rows, areasM2, sumsM2, netM2 } = this.#figures
    const touched = rows.filter((row) => sumsM2[row] > 0)
    const others = rows.filter((row) => sumsM2[row] === 0)
    const members = [...Array.from(touched, (row) => [row]), ...(others.length > 0 ? [Array.from(others)] : [])]
    const names = subjectTexts(this.#subject, touched)
    const perLine = (of: (row: number) => number) => members.map((line) => sumOf(Float64Array.from(line, of)))
    const sum = perLine((row) => sumsM2[row])
    const net = perLine((row) => netM2[row])
    const whole = perLine((row) => areasM2[row])
    const twice = sum.map((value, i) => value - net[i])
    const rest = whole.map((value, i) => value - net[i])
    const shares = net.map((value, i) => (value / whole[i]) * 100)
    const report = this.#begin(members)
      .words('subject', this.#subjectLabel(), [...names, ...(others.length > 0 ? [UNTOUCHED] : [])])
      .areaM2('area_m2', { zh: '压占面积', en: 'Overlap' }, sum)
    const hasTwice = sumOf(twice) > 1e-6
    if (hasTwice) report.areaM2('twice_m2', { zh: '重复部分', en: 'Covered twice' }, twice)
    report
      .areaM2('net_m2', { zh: '去重压占', en: 'Covered, once' }, net, 'sum', hasTwice ? ['area_m2', 'twice_m2'] : undefined)
      .areaM2('whole_m2', { zh: '图形面积', en: 'Whole area' }, whole)
      .areaM2('rest_m2', { zh: '其他（未压占）', en: 'Other (not covered)' }, rest, 'sum', ['whole_m2', 'net_m2'])
      .number('share', { zh: '压占比例', en: 'Share covered' }, shares, SHARE_DECIMALS)
    const parts = Array.from(touched, (row) => ({ row, part: netM2[row] }))
    return this.#apportion(report, parts, members.length)
  }

  /** By comparison feature, the double part taken off, and what is left: together the subjects' area. */
  #against(): ReportBuilder {
    const { comparisons, rows, areasM2 } = this.#figures
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
    const zoneNames = comparisons.map(({ input }) => rowTexts(input, ZONE_ROLES))
    const extra = closingLines(this.#figures)
    const members = [...lines.map((line) => line.rows), ...extra.map((line) => line.rows)]
    const report = this.#begin(members)
    const layers = [...lines.map(({ k }) => comparisons[k].input.source.title), ...extra.map(() => NOTHING)]
    if (comparisons.length > 1) report.words('layer', AGAINST_LAYER, layers)
    const names = lines.map(({ k, zone }) => zoneNames[k](zone))
    const counts = members.map((line) => line.length)
    const areas = [...lines.map((line) => sumOf(line.areas)), ...extra.map((line) => line.areaM2)]
    const whole = sumOf(Float64Array.from(rows, (row) => areasM2[row]))
    const shares = areas.map((area) => (area / whole) * 100)
    return report
      .words('against', AGAINST, [...names, ...extra.map((line) => line.words)])
      .count('count', { zh: '涉及要素', en: 'Features' }, counts, null)
      .areaM2('part_m2', { zh: '面积', en: 'Area' }, areas, whole)
      .number('share', { zh: '占项目总面积', en: 'Share of all subjects' }, shares, { ...SHARE_DECIMALS, total: 100 })
  }

  #begin(members: readonly (readonly number[])[]): ReportBuilder {
    return new ReportBuilder('overlap', this.#subject.table.crs, members)
  }
  #subjectLabel(): Text {
    return this.#subject.source.title ?? { zh: '项目', en: 'Subject' }
  }
  /** Attribute × shape of the part ÷ shape of the whole; nothing where the attribute is missing. */
  #apportion(
    report: ReportBuilder,
    parts: readonly { readonly row: number; readonly part: number }[],
    lineCount: number,
  ): ReportBuilder {
    const attribute = this.#attribute
    if (!attribute) return report
    const { areasM2 } = this.#figures
    const values = new Float64Array(lineCount).fill(Number.NaN)
    parts.forEach(({ row, part }, i) => {
      values[i] = attribute[row] * (part / areasM2[row])
    })
    return report.areaM2('apportioned_m2', { zh: '分摊属性面积', en: 'Attribute area, apportioned' }, values)
  }
}
