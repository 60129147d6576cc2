import type { AnalysisResult, LayerInput } from '../analysis.ts'
import { pickRows } from '../geometry.ts'
import { textColumn } from '../grouping.ts'
import type { Symbology } from '../symbology.ts'
import { type Column, cellAt, type FieldInfo } from '../table.ts'
import type { Text } from '../text.ts'
import type { Grading } from './grade-layer.ts'
import { usedIndicators } from './model.ts'

/** Columns of the graded rows beside the subject's own. */
export const GRADE = 'GRADE'
export const SCORE = 'SCORE'
export const LIMIT = 'GRADE_LIMIT'
export const valueColumn = (indicator: string) => `V_${indicator}`
export const scoreColumn = (indicator: string) => `F_${indicator}`

/** The rows in use with their shape, their grade and every factor: what the map shows and what explains a grade. */
export function gradedRows(subject: LayerInput, grading: Grading): Pick<AnalysisResult, 'pieces' | 'piecesLook'> {
  const { table } = subject
  const { model, rows, values, scores, score, grade, limit } = grading
  const own = table.columns.map((column) => pickColumn(column, rows))
  const width = String(model.grades.labels.length).length
  const grades = Array.from(grade, (value) => (Number.isNaN(value) ? null : String(value).padStart(width, '0')))
  const factors = usedIndicators(model).flatMap(({ id }, k): Column[] => {
    const found = values[k]
    const value: Column =
      found instanceof Float64Array
        ? { name: valueColumn(id), type: 'number', values: found }
        : textColumn(
            valueColumn(id),
            found.map((each) => (each === null ? null : String(each))),
          )
    return [value, { name: scoreColumn(id), type: 'number', values: scores[k] }]
  })
  const limits = Array.from(limit, (rule) => (rule < 0 ? null : String(rule)))
  const columns: Column[] = [
    textColumn(GRADE, grades),
    { name: SCORE, type: 'number', values: score },
    textColumn(LIMIT, limits),
    ...factors,
  ]
  const taken = new Set(columns.map(({ name }) => name))
  return {
    pieces: {
      name: 'grading',
      crs: table.crs,
      length: rows.length,
      columns: [...own.filter(({ name }) => !taken.has(name)), ...columns],
      geometry: table.geometry && pickRows(table.geometry, rows),
    },
    piecesLook: { symbology: gradeSymbology(model.grades.labels, width), fields: fieldsOf(subject, grading) },
  }
}

function pickColumn(column: Column, rows: Uint32Array): Column {
  if (column.type === 'text') return { ...column, codes: Uint32Array.from(rows, (row) => column.codes[row]) }
  if (column.type === 'boolean') return { ...column, values: Uint8Array.from(rows, (row) => column.values[row]) }
  return { ...column, values: Float64Array.from(rows, (row) => column.values[row]) }
}

/** Best to worst: deep green over straw to brick, of even steps in lightness so that it reads in grey too. */
const RAMP = ['#1b6b52', '#5d9a63', '#a9c47f', '#efe3a6', '#e3b878', '#cf8459', '#a34a3e']

/** Colour of grade i of n. */
export function gradeColor(i: number, n: number): string {
  const at = n > 1 ? (i / (n - 1)) * (RAMP.length - 1) : 0
  const low = Math.floor(at)
  const channel = (hex: string, k: number) => Number.parseInt(hex.slice(1 + 2 * k, 3 + 2 * k), 16)
  const mixed = [0, 1, 2].map((k) => {
    const from = channel(RAMP[low], k)
    const to = channel(RAMP[Math.min(low + 1, RAMP.length - 1)], k)
    return Math.round(from + (to - from) * (at - low))
  })
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

function gradeSymbology(labels: readonly Text[], width: number): Symbology {
  return {
    kind: 'categories',
    field: GRADE,
    classes: labels.map((label, i) => ({
      value: String(i + 1).padStart(width, '0'),
      label,
      style: { fill: gradeColor(i, labels.length), fillOpacity: 0.85, line: '#6f6a58', lineWidth: 0.4 },
    })),
    other: { fill: '#c9c6bd', fillOpacity: 0.6, hatch: 'sparse-dots', line: '#8d8672', lineWidth: 0.4 },
  }
}

function fieldsOf({ fields, table }: LayerInput, { model }: Grading): FieldInfo[] {
  const decimals = model.scale === 1 ? 4 : 2
  const own = fields.filter(({ name }) => table.columns.some((column) => column.name === name))
  const score = (text: Text): Text => ({ zh: `${text.zh} 得分`, en: `${text.en}, score` })
  return [
    { name: GRADE, label: { zh: '等别', en: 'Grade' } },
    { name: SCORE, label: { zh: '总分', en: 'Score' }, decimals },
    { name: LIMIT, label: { zh: '限制规则（从 0 编号）', en: 'Limiting rule (from 0)' } },
    ...usedIndicators(model).flatMap(({ id, label, unit }): FieldInfo[] => [
      { name: valueColumn(id), label, decimals: 3, ...(unit && { unit }) },
      { name: scoreColumn(id), label: score(label), decimals },
    ]),
    ...own,
  ]
}

/** Values, scores and the rule that applied, of one graded row, as explain.ts wants them. */
export function factorsOfRow(pieces: NonNullable<AnalysisResult['pieces']>, model: Grading['model'], row: number) {
  const cell = (name: string) => {
    const column = pieces.columns.find((each) => each.name === name)
    return column ? cellAt(column, row) : null
  }
  const number = (name: string) => (cell(name) === null ? Number.NaN : Number(cell(name)))
  const used = usedIndicators(model)
  return {
    values: used.map(({ id }) => cell(valueColumn(id))),
    scores: used.map(({ id }) => number(scoreColumn(id))),
    score: number(SCORE),
    grade: number(GRADE),
    limit: cell(LIMIT) === null ? null : Number(cell(LIMIT)),
  }
}
