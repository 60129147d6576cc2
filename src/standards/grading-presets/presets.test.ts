import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { combineScores, effectiveWeights, makeGrader } from '../../core/grading/combine.ts'
import { explainScore } from '../../core/grading/explain.ts'
import type { GradingModel } from '../../core/grading/model.ts'
import { scoreValues } from '../../core/grading/score.ts'
import { cultivatedLand } from './cultivated-land.ts'
import { farmlandConsolidation } from './farmland-consolidation.ts'
import { GRADING_PRESETS } from './presets.ts'
import { salineBuilding } from './saline-building.ts'
import { salineCoast } from './saline-coast.ts'
import { tidalFlat } from './tidal-flat.ts'

/** One feature, its values by indicator. */
function grade(model: GradingModel, values: Readonly<Record<string, string | number>>) {
  const scores = model.indicators.map(({ id, scoring }) => {
    const value = values[id]
    return scoreValues(typeof value === 'number' ? Float64Array.of(value) : [value], scoring, model.scale)[0]
  })
  const weights = effectiveWeights(model)
  const { score, limit } = combineScores(model, scores, weights)
  const isVetoed = limit !== null && model.limits[limit].score === null
  return { score, grade: makeGrader(model.grades, [], model.scale).gradeOf(score, isVetoed), scores, weights }
}

/** What numpy makes of the tables of the studies. */
const { cases, tolerance } = JSON.parse(readFileSync('tests/golden/presets.json', 'utf8')) as {
  readonly cases: Readonly<
    Record<
      string,
      readonly {
        readonly values: Readonly<Record<string, string | number>>
        readonly score: number
        readonly grade: number
        readonly obstacle: Readonly<Record<string, number>>
      }[]
    >
  >
  readonly tolerance: { readonly relative: number }
}

const COAST = { BCZD: '壤土', TTGX: 80, DXSMS: 3, DXSKC: '无', KHD: 1.5, YZH: '轻度', ZBFG: 60 }

describe('presets', () => {
  it('have units that both languages read', () => {
    const units = Object.values(GRADING_PRESETS).flatMap(({ indicators }) => indicators.flatMap(({ unit }) => unit ?? []))
    expect(units.filter((unit) => /\p{Script=Han}/u.test(unit))).toEqual([])
  })

  it('grades saline coast as worked by hand', () => {
    // 18 + 11.2 + 8.4 + 10 + 11.2 + 16.2 + 9.6
    expect(grade(salineCoast, COAST)).toMatchObject({ score: expect.closeTo(84.6, 9), grade: 1 })
    // 限制 70: 3 less
    expect(grade(salineCoast, { ...COAST, DXSKC: '限制' })).toMatchObject({ score: expect.closeTo(81.6, 9), grade: 2 })
    expect(grade(salineCoast, { ...COAST, DXSKC: '禁止' })).toMatchObject({ score: expect.closeTo(74.6, 9), grade: 4 })
  })

  it('rules building out by one factor below 30', () => {
    const good = { DZZH: 90, DJCZL: 90, DS: 90, DXSF: 90, JT: 90, HL: 90 }
    expect(grade(salineBuilding, good)).toMatchObject({ score: expect.closeTo(90, 9), grade: 1 })
    expect(grade(salineBuilding, { ...good, JT: 29 }).grade).toBe(4)
    expect(grade(salineBuilding, { ...good, JT: 30 }).grade).toBe(2)
  })

  it('weighs tidal flats as printed', () => {
    // 16.2 + 24·.9 + 28·.5 + 15·.6 + 15·.8
    const flat = { BCZD: '砂土', DXSMS: 7, TTGX: 50, TYLX: 60, TYJL: 700 }
    expect(grade(tidalFlat, flat).score).toBeCloseTo(16.2 + 21.6 + 14 + 9 + 12, 9)
  })

  it('grades cultivated land by the index IFI', () => {
    const best = {
      DXBW: '冲积平原',
      GGNL: '充分满足',
      YZHCD: '无',
      GCZD: '中壤',
      YJZ: 40,
      PSNL: '充分满足',
      YXL: 50,
      ZDGX: '上松下紧',
      ZAYS: '无',
      NTLWH: '高',
      YXTCHD: 150,
      SXJ: 400,
      DXSMS: 60,
      TRRZ: 1.310488,
      SWDYX: '丰富',
      QJCD: '清洁',
    }
    expect(grade(cultivatedLand, best)).toMatchObject({ score: expect.closeTo(0.9999, 9), grade: 1 })
    // the printed memberships of domain checks: .5628, .6363, .1476, .9513, .8200
    const lower = { ...best, YJZ: 15, YXL: 20, SXJ: 150, TRRZ: 1.4, YXTCHD: 100 }
    const lost = 0.0715 * (1 - 0.5628) + 0.0625 * (1 - 0.6363) + 0.0393 * (1 - 0.1476) + 0.0364 * (1 - 0.9513) + 0.0462 * 0.18
    expect(grade(cultivatedLand, lower)).toMatchObject({ score: expect.closeTo(0.9999 - lost, 4), grade: 1 })
    // 重度盐渍化 −.045, 不满足 −.07242, 盐碱 −.0214
    const salty = { ...lower, YZHCD: '重度', GGNL: '不满足', ZAYS: '盐碱' }
    expect(grade(cultivatedLand, salty)).toMatchObject({ score: expect.closeTo(0.9999 - lost - 0.13882, 4), grade: 5 })
    expect(grade(cultivatedLand, { ...best, GCZD: '火星土' }).grade).toBeNaN()
  })

  it('finds what limits a field most', () => {
    const field = {
      PD: 90,
      TCHD: 160,
      BTZD: '壤土',
      PMGX: 80,
      YJZ: 18,
      GGBZ: 40,
      FHL: 60,
      GZBL: 80,
      DLTD: 100,
      PZ: 70,
      GZD: 1.15,
      LPD: 30,
    }
    const { score, grade: found, scores, weights } = grade(farmlandConsolidation, field)
    // .874·(22.77 + 24.8 + 9.2 + 6.8 + 5.28 + 9.36) + .126·(14.1 + 9.04 + 24.8 + 11.48 + 11.12 + 8.08)
    expect(score).toBeCloseTo(0.874 * 78.21 + 0.126 * 78.62, 6)
    expect(found).toBe(2)
    const worst = explainScore(farmlandConsolidation, scores, weights).toSorted((a, b) => b.obstacle - a.obstacle)[0]
    expect(farmlandConsolidation.indicators[worst.indicator].id).toBe('GGBZ')
    expect(worst.obstacle).toBeCloseTo((100 * 0.874 * 0.234 * 0.6) / (1 - score / 100), 6)
  })

  it.each(Object.keys(cases))('%s: scores, grades and obstacle degrees are those of an independent computation', (scheme) => {
    const model = GRADING_PRESETS[scheme]
    expect(cases[scheme]).toHaveLength(40)
    for (const { values, score, grade: wanted, obstacle } of cases[scheme]) {
      const found = grade(model, values)
      expect(Math.abs(found.score / score - 1)).toBeLessThan(tolerance.relative)
      expect(found.grade).toBe(wanted)
      const shares = explainScore(model, found.scores, found.weights)
      expect(shares.map(({ indicator }) => model.indicators[indicator].id)).toEqual(Object.keys(obstacle))
      for (const { indicator, obstacle: share } of shares)
        expect(Math.abs(share - obstacle[model.indicators[indicator].id])).toBeLessThan(100 * tolerance.relative)
    }
  })

  it.each(Object.entries(GRADING_PRESETS))('%s says its source and that it is an example', (_, preset) => {
    expect(Math.min(preset.source.zh.length, preset.source.en.length)).toBeGreaterThan(10)
    expect(preset.isExample).toBe(true)
  })
})
