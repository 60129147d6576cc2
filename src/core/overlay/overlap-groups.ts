import { sumOf } from '../adjust.ts'
import type { LayerInput } from '../analysis.ts'
import { AppError } from '../errors.ts'
import { codeLabel } from '../group-columns.ts'
import { decodeValues, groupRows } from '../grouping.ts'
import { ReportBuilder } from '../report-builder.ts'
import { findColumn } from '../table.ts'
import type { Text } from '../text.ts'
import { AGAINST_LAYER, type ClosingLine, closingLines, NOTHING, SHARE_DECIMALS } from './overlap-closing.ts'
import type { OverlapFigures } from './overlap-figures.ts'

/** By which fields shares are summed; none of either: a line a comparison layer. */
export interface OverlapGroups {
  /** of the subject */
  readonly subject: readonly string[]
  /** of the comparison layers; of a layer without the field the lines say so */
  readonly against: readonly string[]
}

/** @throws AppError analysis.noField */
export function checkGroups(subject: LayerInput, against: readonly LayerInput[], groups: OverlapGroups): void {
  const demand = (field: string, layers: readonly LayerInput[]) => {
    if (!layers.some(({ table }) => findColumn(table, field))) throw new AppError('analysis.noField', { field })
  }
  for (const field of groups.subject) demand(field, [subject])
  for (const field of groups.against) demand(field, against)
}

/** What the pairs of one group share: rows of the subject and of comparison layer k. */
interface Group {
  readonly k: number
  readonly subjectGroup: number
  readonly zoneGroup: number
  readonly subjects: Set<number>
  readonly zones: Set<number>
  readonly areasM2: number[]
}

/** Values of rows in some fields; `at` gives the row's place in code order. */
interface Values {
  readonly levels: readonly (readonly (string | null)[])[]
  readonly at: ReadonlyMap<number, number>
}

/**
 * 分组汇总: shares summed by fields of both sides (whose, of which kind, of which grade), in code order, then the double part and the
 * rest: together the subjects' area.
 */
export function groupReport(subject: LayerInput, figures: OverlapFigures, by: OverlapGroups): ReportBuilder {
  const { comparisons, rows, areasM2 } = figures
  const ofSubject = valuesOf(
    subject,
    by.subject,
    comparisons.flatMap(({ pairs }) => [...distinct(pairs.subject)]),
  )
  const ofZones = comparisons.map(({ input, pairs }) => valuesOf(input, by.against, distinct(pairs.zone)))
  const groups = groupsOf(figures, ofSubject, ofZones)
  const closing = closingLines(figures)
  const members = [...groups.map(({ subjects }) => [...subjects].sort((a, b) => a - b)), ...closing.map((line) => line.rows)]
  const report = new ReportBuilder('overlap', subject.table.crs, members)
  // the first column of words says what a closing line is
  let words = true
  const close = (value: (line: ClosingLine) => Text) => {
    const texts = closing.map((line) => (words ? value(line) : NOTHING))
    words = false
    return texts
  }
  for (const [i, field] of by.subject.entries()) {
    const values = groups.map((group) => ({ input: subject, value: ofSubject.levels[i][group.subjectGroup] }))
    const title = subject.source.title
    addLevel(report, `subject_${field}`, field, values, close, title)
  }
  if (comparisons.length > 1 || by.subject.length + by.against.length === 0) {
    const titles = groups.map(({ k }) => comparisons[k].input.source.title)
    report.words('layer', AGAINST_LAYER, [...titles, ...close((line) => line.words)])
  }
  for (const [i, field] of by.against.entries()) {
    const values = groups.map(({ k, zoneGroup }) => ({ input: comparisons[k].input, value: ofZones[k].levels[i][zoneGroup] }))
    addLevel(report, `against_${field}`, field, values, close)
  }
  const none = closing.map(() => Number.NaN)
  const areas = [...groups.map((group) => sumOf(group.areasM2)), ...closing.map((line) => line.areaM2)]
  const whole = sumOf(Float64Array.from(rows, (row) => areasM2[row]))
  // a comparison feature stands in one line unless subjects divide the lines
  const isOnce = by.subject.length === 0
  return report
    .areaM2('part_m2', { zh: '面积', en: 'Area' }, areas, whole)
    .number(
      'share',
      { zh: '占项目总面积', en: 'Share of all subjects' },
      areas.map((area) => (area / whole) * 100),
      {
        ...SHARE_DECIMALS,
        total: 100,
      },
    )
    .count(
      'zones',
      { zh: '对比图斑', en: 'Comparison features' },
      [...groups.map(({ zones }) => zones.size), ...none],
      isOnce ? 'sum' : null,
    )
    .count(
      'count',
      { zh: '涉及要素', en: 'Features' },
      members.map((line) => line.length),
      null,
    )
}

function groupsOf({ comparisons }: OverlapFigures, ofSubject: Values, ofZones: readonly Values[]): Group[] {
  const found = new Map<string, Group>()
  for (const [k, { pairs }] of comparisons.entries()) {
    pairs.areaM2.forEach((areaM2, i) => {
      const [row, zone] = [pairs.subject[i], pairs.zone[i]]
      const [subjectGroup, zoneGroup] = [ofSubject.at.get(row) ?? 0, ofZones[k].at.get(zone) ?? 0]
      const key = `${subjectGroup} ${k} ${zoneGroup}`
      let group = found.get(key)
      if (!group) {
        group = { k, subjectGroup, zoneGroup, subjects: new Set(), zones: new Set(), areasM2: [] }
        found.set(key, group)
      }
      group.subjects.add(row)
      group.zones.add(zone)
      group.areasM2.push(areaM2)
    })
  }
  return [...found.values()].sort((a, b) => a.subjectGroup - b.subjectGroup || a.k - b.k || a.zoneGroup - b.zoneGroup)
}

const distinct = (rows: Uint32Array) => new Set(rows)

/** Of fields that the layer lacks there is no value in any row. */
function valuesOf({ table }: LayerInput, fields: readonly string[], used: Iterable<number>): Values {
  const own = fields.filter((field) => findColumn(table, field))
  const { values, offsets, rows } = groupRows(table, own, Uint32Array.from(new Set(used)).sort())
  const at = new Map<number, number>()
  const count = offsets.length - 1
  for (let group = 0; group < count; group++) {
    for (let i = offsets[group]; i < offsets[group + 1]; i++) at.set(rows[i], group)
  }
  const absent = new Array<null>(count).fill(null)
  return { levels: fields.map((field) => (own.includes(field) ? values[own.indexOf(field)] : absent)), at }
}

/** Codes and names of a field as each layer itself decodes them. @param of whose field it is, where that must be said */
function addLevel(
  report: ReportBuilder,
  name: string,
  field: string,
  values: readonly { readonly input: LayerInput; readonly value: string | null }[],
  close: (value: (line: ClosingLine) => Text) => Text[],
  of?: Text,
): void {
  const names = new Array<Text>(values.length)
  let [hasCodes, label, list]: [boolean, Text, string | undefined] = [false, { zh: field, en: field }, undefined]
  for (const input of new Set(values.map((each) => each.input))) {
    const info = input.fields.find((each) => each.name === field)
    const lines = values.flatMap((each, line) => (each.input === input ? [line] : []))
    if (!findColumn(input.table, field)) {
      for (const line of lines) names[line] = NOTHING
      continue
    }
    const decoded = decodeValues(
      lines.map((line) => values[line].value),
      info,
      input.codeLists,
      input.table,
    )
    for (const [i, line] of lines.entries()) names[line] = decoded.names[i]
    if (info) label = info.label
    if (decoded.hasCodes) list = info?.codes
    hasCodes ||= decoded.hasCodes
  }
  if (of) label = { zh: `${of.zh} · ${label.zh}`, en: `${of.en} · ${label.en}` }
  const closing = close((line) => line.words)
  if (!hasCodes) {
    const texts = values.map(({ value }, line) => (value === null && names[line] !== NOTHING ? null : names[line]))
    report.names(name, label, [...texts, ...closing])
    return
  }
  const codes = [...values.map(({ value }) => value), ...closing.map(() => null)]
  report
    .codes(name, codeLabel(label), codes, { ...(list && { codes: list }) })
    .words(`${name}_name`, label, [...names, ...closing])
}
