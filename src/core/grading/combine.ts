import { classBreaks, classOf } from '../classify.ts'
import { AppError, type Note } from '../errors.ts'
import { type Grades, type GradingModel, type Indicator, usedIndicators, WEIGHT_TOLERANCE } from './model.ts'

/** What a row's factors come to. NaN: not graded. */
export interface Combined {
  readonly score: number
  /** index of the rule of the model that lowered it; null: none */
  readonly limit: number | null
}

/**
 * Weights of the indicators in use as they are multiplied with scores.
 * @throws AppError grading.weights when they do not sum to one and the scheme does not allow renormalising
 */
export function effectiveWeights(model: GradingModel, notes: Note[] = []): number[] {
  const weights = usedIndicators(model).map(({ weight }) => weight)
  const sum = weights.reduce((total, weight) => total + weight, 0)
  if (weights.length === 0) throw new AppError('grading.noIndicator')
  const isOne = Math.abs(sum - 1) < 1e-9
  if (model.weights === 'renormalise' ? !(sum > 0) : Math.abs(sum - 1) > WEIGHT_TOLERANCE)
    throw new AppError('grading.weights', { sum: Number(sum.toFixed(6)) })
  if (isOne) return weights
  const code = model.weights === 'renormalise' ? 'grading.renormalised' : 'grading.weightsAsPrinted'
  notes.push({ code, detail: { sum: Number(sum.toFixed(6)) }, level: 'info' })
  return model.weights === 'renormalise' ? weights.map((weight) => weight / sum) : weights
}

/** @param scores of the indicators in use, NaN without value @param weights from effectiveWeights */
export function combineScores(model: GradingModel, scores: ArrayLike<number>, weights: readonly number[]): Combined {
  const used = usedIndicators(model)
  let sum = 0
  let present = 0
  let all = 0
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < weights.length; i++) {
    all += weights[i]
    if (Number.isNaN(scores[i])) {
      if (model.missing === 'ungraded') return { score: Number.NaN, limit: null }
      continue
    }
    present += weights[i]
    sum += weights[i] * scores[i]
    if (scores[i] < least) least = scores[i]
  }
  if (!(present > 0)) return { score: Number.NaN, limit: null }
  const score = model.combine === 'minimum' ? least : present === all ? sum : (sum * all) / present
  return applyLimits(model, used, scores, score)
}

/** The rule that lowers the score most; one that vetoes goes before all others. */
function applyLimits(model: GradingModel, used: readonly Indicator[], scores: ArrayLike<number>, score: number): Combined {
  let lowest = score
  let limit: number | null = null
  for (const [i, rule] of model.limits.entries()) {
    const isMet = used.some(({ id }, k) => (rule.indicator === null || rule.indicator === id) && scores[k] < rule.below)
    if (!isMet) continue
    if (rule.score === null) return { score, limit: i }
    if (rule.score < lowest) {
      lowest = rule.score
      limit = i
    }
  }
  return { score: lowest, limit }
}

/** How scores become grades 1 (best) … n. */
export interface Grader {
  /** lower limits of grades 1 … n − 1, descending, each reached by the scores of its grade and by no lower one: what the report prints */
  readonly lower: readonly number[]
  readonly count: number
  gradeOf(score: number, isVetoed: boolean): number
}

/** A score that misses a limit by the rounding of its sum has reached it; by share of the scale. */
export const ROUNDING = 1e-9

/** @param scores of all rows in use, for breaks that follow the data */
export function makeGrader(grades: Grades, scores: ArrayLike<number>, scale: number): Grader {
  const count = grades.labels.length
  if (grades.kind === 'fixed') {
    const { lower } = grades
    return {
      lower,
      count,
      gradeOf(score, isVetoed) {
        if (Number.isNaN(score)) return Number.NaN
        const reached = lower.findIndex((limit) => score >= limit - ROUNDING * scale)
        return isVetoed || reached < 0 ? count : reached + 1
      },
    }
  }
  const upper = classBreaks(scores, count, grades.kind)
  return {
    lower: upper.map((limit) => limitAbove(limit, scores)).toReversed(),
    count,
    gradeOf(score, isVetoed) {
      if (Number.isNaN(score)) return Number.NaN
      return isVetoed ? count : upper.length + 1 - classOf(score, upper)
    },
  }
}

/** As scores are read. */
const USUAL_DECIMALS = 2
/** As a double tells apart numbers of this size. */
const MOST_DECIMALS = 13

/** The number of fewest decimals that lies above `below` and that the next higher score reaches: a limit by which a reader grades alike. */
function limitAbove(below: number, scores: ArrayLike<number>): number {
  let next = Number.POSITIVE_INFINITY
  for (let i = 0; i < scores.length; i++) if (scores[i] > below && scores[i] < next) next = scores[i]
  for (let decimals = USUAL_DECIMALS; decimals <= MOST_DECIMALS; decimals++) {
    const power = 10 ** decimals
    const limit = Number(((Math.floor(below * power) + 1) / power).toFixed(decimals))
    if (limit > below && limit <= next) return limit
  }
  return next
}
