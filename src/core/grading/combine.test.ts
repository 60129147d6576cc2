import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cultivatedLand } from '../../standards/grading-presets/cultivated-land.ts'
import { GRADING_PRESETS } from '../../standards/grading-presets/presets.ts'
import { wetlandHealth } from '../../standards/grading-presets/wetland-health.ts'
import type { Note } from '../errors.ts'
import { combineScores, effectiveWeights, makeGrader } from './combine.ts'
import { explainScore } from './explain.ts'
import type { GradingModel, Indicator } from './model.ts'
import { parseModel } from './parse-model.ts'

const words = (text: string) => ({ zh: text, en: text })
const indicator = (id: string, weight: number): Indicator => ({
  id,
  label: words(id),
  weight,
  source: { kind: 'field', field: id },
  scoring: { kind: 'range', min: 0, max: 100, better: 'high' },
})
const model: GradingModel = {
  version: 1,
  title: words('test'),
  source: words('a study'),
  isExample: false,
  scale: 100,
  indicators: [indicator('a', 0.5), indicator('b', 0.3), indicator('c', 0.2)],
  weights: 'asPrinted',
  combine: 'weightedSum',
  limits: [],
  missing: 'skip',
  grades: { kind: 'fixed', lower: [80, 60], labels: ['1', '2', '3'].map(words) },
}

describe('effectiveWeights', () => {
  it('takes printed weights as they are within the last printed digit, and says so', () => {
    const notes: Note[] = []
    const weights = effectiveWeights(cultivatedLand, notes)
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(0.9999, 9)
    expect(notes).toEqual([{ code: 'grading.weightsAsPrinted', detail: { sum: 0.9999 }, level: 'info' }])
  })

  it('renormalises where the scheme says so: the PSR weights as printed sum to 1.001', () => {
    const printed = wetlandHealth.indicators.reduce((sum, { weight }) => sum + weight, 0)
    expect(printed).toBeCloseTo(1.001, 9)
    const weights = effectiveWeights({
      ...wetlandHealth,
      indicators: wetlandHealth.indicators.map((each) => ({ ...each, isOff: false })),
    })
    expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12)
    expect(weights[0]).toBeCloseTo(0.099 / 1.001, 12)
  })

  it('refuses weights that do not sum to one, and schemes without indicators', () => {
    const lax = { ...model, indicators: [indicator('a', 0.5), indicator('b', 0.3)] }
    expect(() => effectiveWeights(lax)).toThrowError(expect.objectContaining({ code: 'grading.weights', detail: { sum: 0.8 } }))
    expect(effectiveWeights({ ...lax, weights: 'renormalise' })).toEqual([0.625, 0.37499999999999994])
    const off = { ...model, indicators: model.indicators.map((each) => ({ ...each, isOff: true })) }
    expect(() => effectiveWeights(off)).toThrowError(expect.objectContaining({ code: 'grading.noIndicator' }))
  })
})

describe('combineScores', () => {
  const weights = effectiveWeights(model)

  it('sums, or takes the least', () => {
    expect(combineScores(model, [80, 60, 50], weights)).toEqual({ score: 68, limit: null })
    expect(combineScores({ ...model, combine: 'minimum' }, [80, 60, 50], weights).score).toBe(50)
  })

  it('leaves a missing factor out and scales the others up, or grades nothing, as the scheme chooses', () => {
    expect(combineScores(model, [80, Number.NaN, 50], weights).score).toBeCloseTo((80 * 0.5 + 50 * 0.2) / 0.7, 12)
    expect(combineScores({ ...model, missing: 'ungraded' }, [80, Number.NaN, 50], weights).score).toBeNaN()
    expect(combineScores(model, [Number.NaN, Number.NaN, Number.NaN], weights).score).toBeNaN()
  })

  it('lets any indicator below 30 veto whatever the sum (宜建, §3.2)', () => {
    const limited: GradingModel = { ...model, limits: [{ indicator: null, below: 30, score: null }] }
    const grader = makeGrader(limited.grades, [], 100)
    const low = combineScores(limited, [100, 100, 29.9], weights)
    expect(low.limit).toBe(0)
    expect(low.score).toBeCloseTo(85.98, 9)
    expect(grader.gradeOf(low.score, true)).toBe(3)
    expect(combineScores(limited, [100, 100, 30], weights).limit).toBeNull()
  })

  it('caps the score where a rule says how far, for its own indicator only', () => {
    const capped: GradingModel = {
      ...model,
      limits: [
        { indicator: 'b', below: 50, score: 55 },
        { indicator: 'b', below: 20, score: 40 },
      ],
    }
    expect(combineScores(capped, [100, 40, 10], weights)).toEqual({ score: 55, limit: 0 })
    expect(combineScores(capped, [100, 10, 10], weights)).toEqual({ score: 40, limit: 1 })
    expect(combineScores(capped, [10, 100, 10], weights).limit).toBeNull()
    // a cap does not lift
    expect(combineScores(capped, [0, 40, 0], weights)).toEqual({ score: 12, limit: null })
  })

  it('stays between the least and the greatest score', () => {
    const score = fc.double({ min: 0, max: 100, noNaN: true })
    fc.assert(
      fc.property(fc.tuple(score, score, score), (scores) => {
        const combined = combineScores(model, scores, weights).score
        expect(combined).toBeGreaterThanOrEqual(Math.min(...scores) - 1e-9)
        expect(combined).toBeLessThanOrEqual(Math.max(...scores) + 1e-9)
      }),
    )
  })

  it('never falls when one score rises, limits and gaps included', () => {
    const score = fc.oneof(fc.double({ min: 0, max: 100, noNaN: true }), fc.constantFrom(0, 30, 100))
    const limits = [
      { indicator: null, below: 30, score: 45 },
      { indicator: 'b', below: 60, score: 70 },
    ]
    fc.assert(
      fc.property(
        fc.tuple(score, score, score),
        fc.nat(2),
        score,
        fc.constantFrom('weightedSum', 'minimum'),
        (scores, at, other, combine) => {
          const scheme = { ...model, limits, combine } as GradingModel
          const better = scores.map((each, i) => (i === at ? Math.max(each, other) : each))
          const before = combineScores(scheme, scores, weights).score
          expect(combineScores(scheme, better, weights).score).toBeGreaterThanOrEqual(before - 1e-9)
        },
      ),
    )
  })
})

describe('makeGrader', () => {
  it('reaches a lower limit in spite of the rounding of a sum', () => {
    const { gradeOf } = makeGrader(cultivatedLand.grades, [], 1)
    expect([1, 0.8401, 0.8401 - 1e-12, 0.84, 0.6501, 0.65].map((score) => gradeOf(score, false))).toEqual([1, 1, 1, 2, 9, 10])
    expect(gradeOf(Number.NaN, false)).toBeNaN()
  })

  it('gives the best grade to the highest class of breaks that follow the data', () => {
    const grades = { kind: 'natural' as const, labels: ['1', '2', '3'].map(words) }
    const grader = makeGrader(grades, [10, 11, 50, 51, 90, 91], 100)
    expect(grader.lower).toEqual([51.01, 11.01])
    expect([10, 11, 50, 51, 90, 91].map((score) => grader.gradeOf(score, false))).toEqual([3, 3, 2, 2, 1, 1])
    // fewer different scores than grades
    expect([7, 8].map((score) => makeGrader(grades, [7, 8], 100).gradeOf(score, false))).toEqual([2, 1])
  })

  it('names limits by which a reader grades alike, in no more digits than that takes', () => {
    const labels = ['1', '2'].map(words)
    const limitOf = (scores: number[]) => makeGrader({ kind: 'quantile', labels }, scores, 100).lower[0]
    // two decimals would have named 48.71, which both reach
    expect(limitOf([48.7102, 48.7131])).toBe(48.711)
    expect(limitOf([60.4, 60.41])).toBe(60.41)
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 2, maxLength: 40 }),
        fc.constantFrom('natural' as const, 'quantile' as const, 'equal' as const),
        (scores, kind) => {
          const grader = makeGrader({ kind, labels: ['1', '2', '3'].map(words) }, scores, 100)
          for (const score of scores) {
            const reached = grader.lower.findIndex((limit) => score >= limit)
            const { length } = grader.lower
            expect(grader.gradeOf(score, false)).toBe(reached < 0 ? length + 1 : reached + 1)
          }
        },
      ),
    )
  })
})

describe('explainScore', () => {
  it('shares out the obstacle: Aᵢ = Pᵢ·Rᵢ / Σ(P·R)', () => {
    const factors = explainScore(model, [80, 60, 50], effectiveWeights(model))
    // P·R: .2·.5 = .1, .4·.3 = .12, .5·.2 = .1
    expect(factors.map(({ obstacle }) => Number(obstacle.toFixed(2)))).toEqual([31.25, 37.5, 31.25])
    expect(factors.reduce((sum, { contribution }) => sum + contribution, 0)).toBeCloseTo(68, 12)
  })

  it('counts a missing factor neither as strength nor as obstacle', () => {
    const factors = explainScore(model, [80, Number.NaN, 50], effectiveWeights(model))
    expect(factors[1]).toMatchObject({ weight: 0, contribution: 0, obstacle: 0 })
    expect(factors.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12)
    const full = explainScore(model, [100, 100, 100], effectiveWeights(model))
    expect(full.map(({ obstacle }) => obstacle)).toEqual([0, 0, 0])
  })
})

describe('parseModel', () => {
  it.each(Object.entries(GRADING_PRESETS))('takes the preset %s, whose weights it accepts', (_, preset) => {
    expect(parseModel(JSON.stringify(preset))).toEqual(preset)
    expect(() => effectiveWeights(preset)).not.toThrow()
  })

  // biome-ignore lint/suspicious/noExplicitAny: the tests write what the type forbids
  const change = (edit: (copy: any) => void) => {
    const copy = structuredClone(model)
    edit(copy)
    return JSON.stringify(copy)
  }
  it.each([
    ['{', '', 'json'],
    ['[]', '', 'type'],
    [change((m) => delete m.indicators), 'indicators', 'missing'],
    [
      change((m) => {
        m.indicators[1].id = 'a'
      }),
      'indicators[1].id',
      'duplicate',
    ],
    [
      change((m) => {
        m.indicators[2].weight = -1
      }),
      'indicators[2].weight',
      'number',
    ],
    [
      change((m) => {
        m.indicators[0].source = { kind: 'guess' }
      }),
      'indicators[0].source.kind',
      'choice',
    ],
    [
      change((m) => {
        m.indicators[0].scoring = {
          kind: 'bands',
          bands: [
            { from: 5, score: 1 },
            { from: 2, score: 3 },
          ],
        }
      }),
      'indicators[0].scoring.bands[1].from',
      'order',
    ],
    [
      change((m) => {
        m.indicators[0].scoring = { kind: 'bands', bands: [{ from: 5, score: 101 }] }
      }),
      'indicators[0].scoring.bands[0].score',
      'number',
    ],
    [
      change((m) => {
        m.indicators[0].scoring = { kind: 'membership', shape: 'more', a: 0, c: 1, lower: 0, upper: 2 }
      }),
      'indicators[0].scoring.a',
      'number',
    ],
    [
      change((m) => {
        m.limits = [{ indicator: 'z', below: 30, score: null }]
      }),
      'limits[0].indicator',
      'unknown',
    ],
    [
      change((m) => {
        m.grades.lower = [60, 80]
      }),
      'grades.lower[1]',
      'order',
    ],
    [
      change((m) => {
        m.grades.lower = [60]
      }),
      'grades.lower',
      'missing',
    ],
    [
      change((m) => {
        m.title.en = ' '
      }),
      'title.en',
      'empty',
    ],
  ])('names the place of a mistake (%#)', (json, at, problem) => {
    expect(() => parseModel(json)).toThrowError(expect.objectContaining({ code: `grading.model.${problem}`, detail: { at } }))
  })
})
