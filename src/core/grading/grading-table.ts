import { sumOf } from '../adjust.ts'
import type { AnalysisResult, LayerInput, ReportColumn } from '../analysis.ts'
import type { Note } from '../errors.ts'
import { codeLabel, groupColumns } from '../group-columns.ts'
import { groupRows, textColumn } from '../grouping.ts'
import type { Column, Table } from '../table.ts'
import type { Text } from '../text.ts'
import type { Grading } from './grade-layer.ts'
import { GRADE } from './graded-rows.ts'

const UNGRADED: Text = { zh: '未定级', en: 'Not graded' }

/**
 * 分等定级表: one line a group and grade, grade 1 first and rows that have none last. Areas add up to the total; the mean score of a line
 * and the mean grade of a group are weighted by area, over graded rows.
 */
export function gradingTable(
  subject: LayerInput,
  grading: Grading,
  groupBy: readonly string[],
  notes: Note[],
): Pick<AnalysisResult, 'table' | 'columns' | 'totals' | 'members'> {
  const { rows, areasM2, score, grade, model } = grading
  const { table, fields, codeLists } = subject
  const gradeByRow = new Float64Array(table.length).fill(Number.NaN)
  const position = new Uint32Array(table.length)
  rows.forEach((row, i) => {
    gradeByRow[row] = grade[i]
    position[row] = i
  })
  const withGrade: Table = {
    ...table,
    columns: [...table.columns.filter(({ name }) => name !== GRADE), { name: GRADE, type: 'number', values: gradeByRow }],
  }
  const grouping = groupRows(withGrade, [...groupBy, GRADE], rows)
  const lines = grouping.offsets.length - 1
  const membersOf = (line: number) => grouping.rows.subarray(grouping.offsets[line], grouping.offsets[line + 1])
  const grades = grouping.values[groupBy.length].map((value) => (value === null ? Number.NaN : Number(value)))

  const counts = new Float64Array(lines)
  const areaM2 = new Float64Array(lines)
  const scored = new Float64Array(lines)
  for (let line = 0; line < lines; line++) {
    const members = membersOf(line)
    counts[line] = members.length
    areaM2[line] = sumOf(Float64Array.from(members, (row) => areasM2[position[row]]))
    scored[line] = sumOf(Float64Array.from(members, (row) => score[position[row]] * areasM2[position[row]]))
  }
  const total = sumOf(areaM2)
  const graded = Array.from({ length: lines }, (_, line) => line).filter((line) => !Number.isNaN(grades[line]))
  const mean = (of: readonly number[], weighted: (line: number) => number) =>
    sumOf(of.map(weighted)) / sumOf(of.map((line) => areaM2[line]))
  const groupOf = (line: number) => JSON.stringify(groupBy.map((_, level) => grouping.values[level][line]))
  const inGroup = new Map<string, number[]>()
  for (const line of graded) inGroup.set(groupOf(line), [...(inGroup.get(groupOf(line)) ?? []), line])
  const meanGrade = Float64Array.from({ length: lines }, (_, line) => {
    const of = inGroup.get(groupOf(line))
    return of ? mean(of, (each) => grades[each] * areaM2[each]) : Number.NaN
  })

  const columns: Column[] = []
  const report: ReportColumn[] = []
  for (const [level, name] of groupBy.entries()) {
    const made = groupColumns({ table, fields, codeLists }, name, grouping.values[level])
    if (made.unknown.length > 0) {
      const detail = { field: name, count: made.unknown.length, codes: made.unknown.slice(0, 10).join(' ') }
      notes.push({ code: 'summary.unknownCodes', detail, level: 'warning' })
    }
    columns.push(...made.columns)
    report.push(...made.report)
  }
  const width = String(model.grades.labels.length).length
  const label = { zh: '等别', en: 'Grade' }
  columns.push(
    textColumn(
      GRADE,
      grades.map((value) => (Number.isNaN(value) ? null : String(value).padStart(width, '0'))),
    ),
  )
  report.push({ name: GRADE, label: codeLabel(label), kind: 'text', isCode: true })
  const gradeNames = grades.map((value) => (Number.isNaN(value) ? UNGRADED : model.grades.labels[value - 1]))
  addNames(GRADE, label, gradeNames, columns, report)

  const totals: Record<string, number> = {}
  const add = (name: string, values: Float64Array, sum: number, column: Omit<ReportColumn, 'name' | 'hasTotal'>) => {
    columns.push({ name, type: 'number', values })
    report.push({ name, ...column, hasTotal: true })
    totals[name] = sum
  }
  add('count', counts, rows.length, { label: { zh: '个数', en: 'Count' }, kind: 'count' })
  add('area_m2', areaM2, total, { label: { zh: '面积', en: 'Area' }, kind: 'area', unit: 'm2' })
  const shares = areaM2.map((value) => (total > 0 ? (value / total) * 100 : Number.NaN))
  add('share', shares, total > 0 ? 100 : Number.NaN, {
    label: { zh: '占比', en: 'Share' },
    kind: 'share',
    unit: '%',
    decimals: 1,
  })
  const meanScores = scored.map((value, line) => value / areaM2[line])
  const scoreDecimals = model.scale === 1 ? 4 : 2
  add('mean_score', meanScores, graded.length > 0 ? mean(graded, (line) => scored[line]) : Number.NaN, {
    label: { zh: '平均分', en: 'Mean score' },
    kind: 'number',
    decimals: scoreDecimals,
  })
  add('mean_grade', meanGrade, graded.length > 0 ? mean(graded, (line) => grades[line] * areaM2[line]) : Number.NaN, {
    label: groupBy.length > 0 ? { zh: '组内加权平均等', en: 'Mean grade of the group' } : { zh: '加权平均等', en: 'Mean grade' },
    kind: 'number',
    decimals: 2,
  })
  return {
    table: { name: 'grading', crs: table.crs, length: lines, columns, geometry: null },
    columns: report,
    totals,
    members: { offsets: grouping.offsets, rows: grouping.rows },
  }
}

function addNames(name: string, label: Text, names: readonly Text[], columns: Column[], report: ReportColumn[]): void {
  columns.push(
    textColumn(
      `${name}_name`,
      names.map(({ zh }) => zh),
    ),
    textColumn(
      `${name}_name_en`,
      names.map(({ en }) => en),
    ),
  )
  report.push({ name: `${name}_name`, label, kind: 'text', english: `${name}_name_en` })
}
