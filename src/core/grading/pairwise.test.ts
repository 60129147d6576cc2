import { describe, expect, it } from 'vitest'
import type { AppError } from '../errors.ts'
import { CONSISTENT_BELOW, pairwiseWeights } from './pairwise.ts'

describe('pairwiseWeights', () => {
  it('gives the principal eigenvector of a known matrix with its consistency ratio', () => {
    // eigenvalue by numpy.linalg.eigvals: 3.0385110, CI .0192555, RI .58
    const found = pairwiseWeights([
      [1, 3, 5],
      [1 / 3, 1, 3],
      [1 / 5, 1 / 3, 1],
    ])
    expect(found.lambdaMax).toBeCloseTo(3.038511, 6)
    expect(found.weights.map((weight) => Number(weight.toFixed(4)))).toEqual([0.637, 0.2583, 0.1047])
    expect(found.consistencyRatio).toBeCloseTo(0.0332, 4)
    expect(found.consistencyRatio).toBeLessThan(CONSISTENT_BELOW)
  })

  it('gives what Saaty printed for buying a house (How to make a decision, 1990): λmax 9.669, CI .238, CR .169', () => {
    const upper = [
      [5, 3, 7, 6, 6, 1 / 3, 1 / 4],
      [1 / 3, 5, 3, 3, 1 / 5, 1 / 7],
      [6, 3, 4, 6, 1 / 5],
      [1 / 3, 1 / 4, 1 / 7, 1 / 8],
      [1 / 2, 1 / 5, 1 / 6],
      [1 / 5, 1 / 6],
      [1 / 2],
    ]
    const matrix = Array.from({ length: 8 }, (_, i) =>
      Array.from({ length: 8 }, (_, k) => (i === k ? 1 : i < k ? upper[i][k - i - 1] : 1 / upper[k][i - k - 1])),
    )
    const { weights, lambdaMax, consistencyIndex, consistencyRatio } = pairwiseWeights(matrix)
    expect(weights.map((weight) => weight.toFixed(3))).toEqual('0.173 0.054 0.188 0.018 0.031 0.036 0.167 0.333'.split(' '))
    expect([lambdaMax, consistencyIndex, consistencyRatio].map((each) => each.toFixed(3))).toEqual(['9.669', '0.238', '0.169'])
    expect(consistencyRatio).toBeGreaterThan(CONSISTENT_BELOW)
  })

  it('gives exact weights back from a consistent matrix', () => {
    const weights = [0.4, 0.3, 0.2, 0.1]
    const found = pairwiseWeights(weights.map((a) => weights.map((b) => a / b)))
    found.weights.forEach((weight, i) => {
      expect(weight).toBeCloseTo(weights[i], 12)
    })
    expect(found.consistencyRatio).toBeCloseTo(0, 9)
  })

  it('shows judgements that contradict each other', () => {
    const circular = pairwiseWeights([
      [1, 9, 1 / 9],
      [1 / 9, 1, 9],
      [9, 1 / 9, 1],
    ])
    expect(circular.consistencyRatio).toBeGreaterThan(1)
  })

  it.each([
    [
      'reciprocal',
      [
        [1, 2],
        [2, 1],
      ],
    ],
    [
      'positive',
      [
        [1, 0],
        [0, 1],
      ],
    ],
    [
      'size',
      [
        [1, 2, 3],
        [0.5, 1, 2],
      ],
    ],
    ['size', []],
  ])('refuses a matrix that is not %s', (problem, matrix) => {
    expect(() => pairwiseWeights(matrix)).toThrowError(
      expect.objectContaining({ code: 'grading.pairwise', detail: expect.objectContaining({ problem }) }) as AppError,
    )
  })
})
