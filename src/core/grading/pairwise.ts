import { AppError } from '../errors.ts'

/** Saaty's mean consistency of random matrices, by size; below three a matrix is always consistent. */
const RANDOM_INDEX = [0, 0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.54, 1.56, 1.58, 1.59]
/** Judgements that contradict each other more than this should be made again (Saaty 1980). */
export const CONSISTENT_BELOW = 0.1

export interface PairwiseWeights {
  /** sum to one */
  readonly weights: readonly number[]
  readonly lambdaMax: number
  /** CI = (λmax − n)/(n − 1) */
  readonly consistencyIndex: number
  /** CR = CI/RI; 0 for n < 3 */
  readonly consistencyRatio: number
}

/**
 * AHP (层次分析法): weights as the principal eigenvector of a matrix of judgements, m[i][j] = how many times i matters as much as j.
 * @param matrix positive, reciprocal, n × n with n ≤ 15
 * @throws AppError grading.pairwise {row, column, problem}
 */
export function pairwiseWeights(matrix: readonly (readonly number[])[]): PairwiseWeights {
  const n = matrix.length
  if (n === 0 || n >= RANDOM_INDEX.length) throw new AppError('grading.pairwise', { row: 0, column: 0, problem: 'size' })
  matrix.forEach((line, row) => {
    if (line.length !== n) throw new AppError('grading.pairwise', { row, column: line.length, problem: 'size' })
    line.forEach((value, column) => {
      const isPositive = Number.isFinite(value) && value > 0
      if (!isPositive) throw new AppError('grading.pairwise', { row, column, problem: 'positive' })
      const product = value * matrix[column][row]
      if (Math.abs(product - 1) > 1e-6) throw new AppError('grading.pairwise', { row, column, problem: 'reciprocal' })
    })
  })
  let weights = new Array<number>(n).fill(1 / n)
  let lambdaMax = n
  // a positive matrix: the power method always settles (Perron), for judgements up to 9 within a few dozen steps
  for (let step = 0; step < 1000; step++) {
    const next = matrix.map((line) => line.reduce((sum, value, j) => sum + value * weights[j], 0))
    lambdaMax = next.reduce((sum, value) => sum + value, 0)
    const scaled = next.map((value) => value / lambdaMax)
    const change = Math.max(...scaled.map((value, i) => Math.abs(value - weights[i])))
    weights = scaled
    if (change < 1e-15) break
  }
  const consistencyIndex = n > 1 ? Math.max(0, (lambdaMax - n) / (n - 1)) : 0
  return {
    weights,
    lambdaMax,
    consistencyIndex,
    consistencyRatio: n < 3 ? 0 : consistencyIndex / RANDOM_INDEX[n],
  }
}
