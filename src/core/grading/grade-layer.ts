import type { AnalysisResult, LayerInput } from '../analysis.ts'
import { AppError, type Note } from '../errors.ts'
import { isRowEmpty } from '../geometry.ts'
import { soundAreasM2 } from '../net-area.ts'
import { makeSound, type SoundTable } from '../repair.ts'
import { stretchOf, type Task } from '../task.ts'
import { usedRows } from '../used-rows.ts'
import { combineScores, effectiveWeights, makeGrader } from './combine.ts'
import { gradedRows } from './graded-rows.ts'
import { gradingTable } from './grading-table.ts'
import { type GradingInputs, indicatorValues } from './indicator-values.ts'
import { type GradingModel, usedIndicators } from './model.ts'
import { type IndicatorValues, scoreValues } from './score.ts'

/** All that was found for the rows in use; position i of every array is rows[i]. */
export interface Grading {
  readonly model: GradingModel
  /** in use, ascending */
  readonly rows: Uint32Array
  /** by row in use */
  readonly areasM2: Float64Array
  /** values[k], scores[k]: of the k-th indicator in use */
  readonly values: readonly IndicatorValues[]
  readonly scores: readonly Float64Array[]
  /** combined; NaN: not graded */
  readonly score: Float64Array
  /** 1 best … n; NaN: not graded */
  readonly grade: Float64Array
  /** index among model.limits; −1: none */
  readonly limit: Int16Array
  readonly lower: readonly number[]
}

/**
 * 分等定级: scores every row in use by the scheme and sums areas by group and grade. Rows without shape keep their grade and count no
 * area; what is missing is said in notes.
 * @param groupBy up to two fields, the outer level first
 * @throws AppError grading.*, analysis.groupCount, analysis.geometry, analysis.noField, crs.unknown
 */
export async function gradeLayer(
  subject: LayerInput,
  model: GradingModel,
  groupBy: readonly string[],
  inputs: GradingInputs,
  task: Task,
): Promise<AnalysisResult> {
  requireGradable(subject, groupBy)
  const { table } = subject
  const weights = effectiveWeights(model)
  const used = usedIndicators(model)
  const sound = await makeSound(table, stretchOf(task, 0, 0.1))
  const allAreas = soundAreasM2(sound)
  const rows = usedRows(subject.rows, table.length)
  const values = await indicatorValues(used, subject, sound, allAreas, rows, inputs, stretchOf(task, 0.1, 0.9))
  const scores = used.map(({ scoring }, k) => scoreValues(values[k], scoring, model.scale))

  const score = new Float64Array(rows.length)
  const limit = new Int16Array(rows.length).fill(-1)
  const own = new Float64Array(used.length)
  for (let i = 0; i < rows.length; i++) {
    for (let k = 0; k < used.length; k++) own[k] = scores[k][i]
    const combined = combineScores(model, own, weights)
    score[i] = combined.score
    if (combined.limit !== null) limit[i] = combined.limit
  }
  const grader = makeGrader(model.grades, score, model.scale)
  const grade = score.map((value, i) => grader.gradeOf(value, limit[i] >= 0 && model.limits[limit[i]].score === null))

  const grading: Grading = {
    model,
    rows,
    areasM2: Float64Array.from(rows, (row) => allAreas[row]),
    values,
    scores,
    score,
    grade,
    limit,
    lower: grader.lower,
  }
  task.progress(1)
  return assembleGrading(subject, sound, grading, groupBy)
}

/** @throws AppError analysis.groupCount, analysis.geometry */
export function requireGradable({ table }: LayerInput, groupBy: readonly string[]): void {
  if (groupBy.length > 2) throw new AppError('analysis.groupCount', { count: groupBy.length })
  if (table.geometry?.kind !== 'polygon') throw new AppError('analysis.geometry', { expected: 'polygon' })
}

/** Table, graded rows, notes and method from what was found, wherever it was computed. */
export function assembleGrading(
  subject: LayerInput,
  sound: SoundTable,
  grading: Grading,
  groupBy: readonly string[],
): AnalysisResult {
  const { model, rows } = grading
  const notes: Note[] = []
  effectiveWeights(model, notes)
  noteMissing(grading, notes)
  const withoutShape = rows.reduce((count, row) => count + (isRowEmpty(sound.geometry, row) ? 1 : 0), 0)
  if (withoutShape > 0) warn(notes, 'summary.noGeometry', { count: withoutShape })
  const inUse = new Uint8Array(subject.table.length)
  for (const row of rows) inUse[row] = 1
  const repaired = sound.repaired.filter(({ row }) => inUse[row] === 1).length
  if (repaired > 0) warn(notes, 'grading.repaired', { count: repaired })
  if (rows.length === 0) warn(notes, 'summary.empty', {})
  if (model.isExample) warn(notes, 'grading.example', { ...model.source })
  return { ...gradingTable(subject, grading, groupBy, notes), ...gradedRows(subject, grading), notes, method: methodOf(grading) }
}

function noteMissing({ model, rows, scores, grade, values }: Grading, notes: Note[]): void {
  for (const [k, { label }] of usedIndicators(model).entries()) {
    let without = 0
    let unscored = 0
    for (let i = 0; i < rows.length; i++) {
      const value = values[k][i]
      const isMissing = value === null || value === '' || Number.isNaN(value)
      if (isMissing) without++
      else if (Number.isNaN(scores[k][i])) unscored++
    }
    const policy = model.missing
    if (without > 0) warn(notes, `grading.missing.${policy}`, { count: without, zh: label.zh, en: label.en })
    if (unscored > 0) warn(notes, `grading.unscored.${policy}`, { count: unscored, zh: label.zh, en: label.en })
  }
  const ungraded = grade.reduce((count, value) => count + (Number.isNaN(value) ? 1 : 0), 0)
  if (ungraded > 0) warn(notes, 'grading.ungraded', { count: ungraded })
}

function warn(notes: Note[], code: string, detail: Note['detail']): void {
  notes.push({ code, detail, level: 'warning' })
}

const BREAKS = {
  fixed: { zh: '固定界限', en: 'fixed limits' },
  equal: { zh: '等间距', en: 'equal intervals' },
  quantile: { zh: '分位数', en: 'quantiles' },
  natural: { zh: '自然间断（Jenks，精确解）', en: 'natural breaks (Jenks, exact)' },
}

/** With all its digits, two decimals at least. */
function wholeLimit(limit: number): string {
  return limit.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 15, useGrouping: false })
}

function methodOf({ model, lower }: Grading) {
  const limits = lower.map(wholeLimit).join(' / ')
  const of = BREAKS[model.grades.kind]
  const count = usedIndicators(model).length
  const zhCombine = model.combine === 'minimum' ? '取各指标最低分' : '加权求和 S = Σ wᵢ·fᵢ'
  const enCombine = model.combine === 'minimum' ? 'the lowest score counts' : 'weighted sum S = Σ wᵢ·fᵢ'
  const zhLimit = model.limits.length > 0 ? '，并按限制性因子规则降等' : ''
  const enLimit = model.limits.length > 0 ? ', lowered by the limiting rules' : ''
  const zhMissing = model.missing === 'skip' ? '缺值指标不计，其余权重归一' : '任一指标缺值即不定级'
  const enMissing =
    model.missing === 'skip'
      ? 'a missing indicator is left out and the other weights scaled up'
      : 'a row that lacks a value is not graded'
  return {
    zh: `按“${model.title.zh}”（${model.source.zh}）对 ${count} 项指标逐宗评分（0–${model.scale}），${zhCombine}${zhLimit}；分等界限：${of.zh} ${limits}，得分达到界限者入该等；${zhMissing}。面积为 CGCS2000 椭球面积（TD/T 1055—2019）；面积加权平均等 = Σ(等×面积)/Σ面积。`,
    en: `Scheme “${model.title.en}” (${model.source.en}): ${count} indicators scored 0–${model.scale} per row; ${enCombine}${enLimit}. Grade limits: ${of.en} ${limits}, and a score that reaches a limit is in its grade; ${enMissing}. Areas are ellipsoidal (TD/T 1055-2019, CGCS2000). Mean grade = Σ(grade × area)/Σ area.`,
  }
}
