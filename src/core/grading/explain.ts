import { type GradingModel, usedIndicators } from './model.ts'

/** One factor of a row's grade. */
export interface FactorShare {
  /** index among the indicators in use */
  readonly indicator: number
  /** NaN: no value, weight 0 */
  readonly score: number
  /** as it entered the sum: of the factors that have a score */
  readonly weight: number
  /** weight × score; these sum to the weighted score */
  readonly contribution: number
  /** 障碍度 Aᵢ = Pᵢ·Rᵢ / Σ(P·R), P = 1 − score/scale, R = weight; percent; they sum to 100 unless every score is full */
  readonly obstacle: number
}

/** Why a row has its score: the factors in the scheme's order. Obstacle degree as in the farmland study of the 卢龙 preset. */
export function explainScore(model: GradingModel, scores: ArrayLike<number>, weights: readonly number[]): FactorShare[] {
  const isPresent = (i: number) => !Number.isNaN(scores[i])
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const present = weights.reduce((sum, weight, i) => sum + (isPresent(i) ? weight : 0), 0)
  const factors = usedIndicators(model).map((_, i) => {
    const weight = isPresent(i) && present > 0 ? (weights[i] * all) / present : 0
    const score = scores[i]
    return { indicator: i, score, weight, lack: isPresent(i) ? (1 - score / model.scale) * weight : 0 }
  })
  const lacks = factors.reduce((sum, { lack }) => sum + lack, 0)
  return factors.map(({ indicator, score, weight, lack }) => ({
    indicator,
    score,
    weight,
    contribution: Number.isNaN(score) ? 0 : weight * score,
    obstacle: lacks > 0 ? (100 * lack) / lacks : 0,
  }))
}
