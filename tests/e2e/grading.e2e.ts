import type { Polygon } from 'geojson'
import grading from '../../src/analyses/grading.ts'
import type { Text } from '../../src/core/text.ts'
import { gradingText, SCORING_WORDS, SHAPE_WORDS } from '../../src/i18n/grading.ts'
import { cultivatedLand } from '../../src/standards/grading-presets/cultivated-land.ts'
import { farmlandConsolidation } from '../../src/standards/grading-presets/farmland-consolidation.ts'
import { Analyses } from './analysis-driver.ts'
import type { Driver } from './driver.ts'
import { expect, test } from './guard.ts'

/** Organic matter (g/kg) and pH of a dozen squares. */
const SOIL = [
  [6, 7.1],
  [12, 8.9],
  [14, 7.6],
  [18, 6.2],
  [21, 9.7],
  [24, 7],
  [27, 8.2],
  [30, 5.1],
  [33, 7.3],
  [36, 3.8],
  [41, 7.9],
  [55, 6.9],
] as const

function soilFile() {
  const features = SOIL.map(([OM, PH], i) => {
    const [x, y] = [118.6 + 0.002 * (i % 4), 37.6 + 0.002 * Math.floor(i / 4)]
    const ring = [
      [x, y],
      [x + 0.0015, y],
      [x + 0.0015, y + 0.0015],
      [x, y + 0.0015],
      [x, y],
    ]
    return { type: 'Feature', properties: { NO: i, OM, PH }, geometry: { type: 'Polygon', coordinates: [ring] } }
  })
  const json = JSON.stringify({ type: 'FeatureCollection', features })
  return { name: 'soil.geojson', mimeType: 'application/geo+json', buffer: Buffer.from(json) }
}

/** A scheme as a colleague hands it over: min–max of both fields, four grades. */
const HANDED = {
  version: 1,
  title: { zh: '土壤', en: 'Soil' },
  source: { zh: '同事', en: 'A colleague' },
  isExample: false,
  scale: 100,
  weights: 'asPrinted',
  combine: 'weightedSum',
  limits: [],
  missing: 'skip',
  indicators: [
    ['OM', '有机质', 0.6],
    ['PH', '酸碱度', 0.4],
  ].map(([field, name, weight]) => ({
    id: field,
    label: { zh: name, en: field },
    weight,
    source: { kind: 'field', field },
    scoring: { kind: 'range', min: null, max: null, better: 'high' },
  })),
  grades: { kind: 'fixed', lower: [80, 60, 40], labels: ['一等', '二等', '三等', '四等'].map((zh) => ({ zh, en: zh })) },
}

// the formulas of GB/T 33469-2016, written down once more
const rising = (u: number) => (u <= 10 ? 0 : u >= 40 ? 1 : 1 / (1 + 0.002 * (u - 40) ** 2))
const peak = (u: number) => (u <= 4 || u >= 10 ? 0 : 1 / (1 + 0.5 * (u - 7) ** 2))
const falling = (u: number) => (u <= 7.5 ? 1 : u >= 10 ? 0 : 1 / (1 + 0.8 * (u - 7.5) ** 2))
const fixedGrade = (score: number) => [80, 60, 40].filter((lower) => score < lower).length + 1

class Scheme {
  constructor(readonly driver: Driver) {}
  async open(): Promise<void> {
    await this.driver.page.getByRole('button', { name: this.driver.say(gradingText.edit) }).click()
    await expect(this.driver.dialog).toBeVisible()
  }
  async done(): Promise<void> {
    await this.driver.dialog.getByRole('button', { name: this.driver.say(gradingText.done), exact: true }).click()
    await expect(this.driver.dialog).toHaveCount(0)
  }
  async pick(label: string, option: string): Promise<void> {
    const { dialog, page } = this.driver
    await dialog
      .getByRole('button', { name: new RegExp(`(^|\\s)${label}$`) })
      .first()
      .click()
    await page.getByRole('option', { name: option, exact: true }).click()
  }
  async type(label: string, value: number | ''): Promise<void> {
    const field = this.driver.dialog.getByRole('textbox', { name: label, exact: true }).first()
    await field.fill(String(value))
    await field.press('Tab')
  }
  /** 隶属函数 for an indicator. */
  async membership(name: string, shape: keyof typeof SHAPE_WORDS, [a, c, lower, upper]: readonly number[]): Promise<void> {
    const { dialog, page } = this.driver
    const say = this.driver.say.bind(this.driver)
    await dialog.getByRole('button', { name: say(gradingText.editIndicator, { name }) }).click()
    const own = dialog.getByRole('region', { name: say(gradingText.editIndicator, { name }) })
    if (!(await own.getByText('y = 1 / [1 + a (u − c)²]').isVisible())) {
      await own.getByRole('button', { name: new RegExp(`${say(gradingText.scoring)}$`) }).click()
      await page.getByRole('option', { name: say(SCORING_WORDS.membership), exact: true }).click()
    }
    await own.getByText(say(SHAPE_WORDS[shape]), { exact: true }).click()
    await this.type('a', a)
    await this.type('c', c)
    await this.type(say(gradingText.lower), lower)
    await this.type(say(gradingText.upper), upper)
  }
  async breaks(kind: 'fixed' | 'equal' | 'quantile' | 'natural'): Promise<void> {
    await this.open()
    await this.driver.dialog.getByText(this.driver.say(gradingText[kind]), { exact: true }).click()
    await this.done()
  }
}

/** Grades of parts of the ascending scores: 1 is the best. */
function gradesOf(scores: readonly number[], upper: readonly number[]): number[] {
  return scores.map((score) => upper.filter((limit) => score <= limit).length + 1)
}

/** Every way to cut the scores in four: the one with the least squares inside. */
function naturalLimits(scores: readonly number[]): number[] {
  const sorted = scores.toSorted((a, b) => a - b)
  const squares = (from: number, to: number) => {
    const part = sorted.slice(from, to)
    const mean = part.reduce((sum, value) => sum + value, 0) / part.length
    return part.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  }
  let best: { readonly cost: number; readonly cuts: readonly number[] } = { cost: Number.POSITIVE_INFINITY, cuts: [] }
  for (let a = 1; a < 10; a++)
    for (let b = a + 1; b < 11; b++)
      for (let c = b + 1; c < 12; c++) {
        const cost = squares(0, a) + squares(a, b) + squares(b, c) + squares(c, 12)
        if (cost < best.cost) best = { cost, cuts: [a, b, c] }
      }
  return best.cuts.map((cut) => sorted[cut - 1])
}

test('a scheme by hand: membership functions, veto and limit, lowest factor, and four ways to part grades', {
  tag: '@long',
}, async ({ driver, page }) => {
  const app = new Analyses(driver)
  const scheme = new Scheme(driver)
  await app.open()
  await driver.importFiles([soilFile()], SOIL.length)
  await app.choose(grading)
  await driver.choose(grading.params.layer.label, 'soil')

  /** Runs, and reads grade and score of each square from the exported layer. */
  const graded = async () => {
    await app.run(grading)
    const features = await app.layer<Polygon>()
    const found = features.map(({ properties }) => properties).toSorted((a, b) => Number(a.NO) - Number(b.NO))
    expect(found).toHaveLength(SOIL.length)
    return {
      scores: found.map(({ SCORE }) => Number(SCORE)),
      grades: found.map(({ GRADE }) => Number(GRADE)),
      limits: found.map(({ GRADE_LIMIT }) => GRADE_LIMIT ?? null),
    }
  }
  const expectScores = (scores: readonly number[], expected: readonly number[]) =>
    expected.forEach((value, i) => {
      expect(scores[i], `square ${i}`).toBeCloseTo(value, 5)
    })

  await test.step('a scheme handed over as text is taken', async () => {
    await scheme.open()
    await driver.dialog.getByRole('button', { name: driver.say(gradingText.json) }).click()
    await driver.dialog.getByRole('textbox', { name: driver.say(gradingText.json) }).fill(JSON.stringify(HANDED))
    await driver.dialog.getByRole('button', { name: driver.say(gradingText.takeJson) }).click()
    await scheme.done()
    const { scores } = await graded()
    expectScores(
      scores,
      SOIL.map(([om, ph]) => (60 * (om - 6)) / 49 + (40 * (ph - 3.8)) / 5.9),
    )
  })

  const sums = SOIL.map(([om, ph]) => 60 * rising(om) + 40 * peak(ph))
  await test.step('戒上 and 峰型', async () => {
    await scheme.open()
    await scheme.membership('有机质', 'more', [0.002, 40, 10, 40])
    await scheme.membership('酸碱度', 'peak', [0.5, 7, 4, 10])
    await scheme.done()
    const { scores, grades, limits } = await graded()
    expectScores(scores, sums)
    expect(grades).toEqual(sums.map(fixedGrade))
    expect(limits.every((limit) => limit === null)).toBe(true)
  })

  for (const [kind, limitsOf] of [
    ['equal', (all: number[]) => [1, 2, 3].map((k) => Math.min(...all) + ((Math.max(...all) - Math.min(...all)) * k) / 4)],
    ['quantile', (all: number[]) => [2, 5, 8].map((at) => all.toSorted((a, b) => a - b)[at])],
    ['natural', naturalLimits],
  ] as const) {
    await test.step(driver.say(gradingText[kind]), async () => {
      await scheme.breaks(kind)
      const { grades } = await graded()
      expect(grades).toEqual(gradesOf(sums, limitsOf([...sums])))
    })
  }
  await scheme.breaks('fixed')

  await test.step('戒下, a veto and a limit', async () => {
    await scheme.open()
    // even limits of four grades were set anew
    for (const [i, lower] of [80, 60, 40].entries()) await scheme.type(driver.say(gradingText.gradeLower, { n: i + 1 }), lower)
    await scheme.membership('酸碱度', 'less', [0.8, 7.5, 7.5, 10])
    const add = driver.dialog.getByRole('button', { name: driver.say(gradingText.addRow) }).last()
    await add.click()
    await scheme.pick(driver.say(gradingText.limitOf), '酸碱度')
    await scheme.type(driver.say(gradingText.limitBelow), 50)
    await scheme.done()
    const expected = SOIL.map(([om, ph]) => 60 * rising(om) + 40 * falling(ph))
    const vetoed = SOIL.map(([, ph]) => 100 * falling(ph) < 50)
    const first = await graded()
    expectScores(first.scores, expected)
    expect(vetoed.filter(Boolean).length).toBeGreaterThan(0)
    expect(first.grades).toEqual(expected.map((score, i) => (vetoed[i] ? 4 : fixedGrade(score))))
    expect(first.limits.map((limit) => limit !== null)).toEqual(vetoed)
    // the explanation names what vetoed it
    await page.getByRole('tab', { name: driver.say(gradingText.explain) }).click()
    const explained = page.getByRole('region', { name: driver.say(gradingText.explain) })
    for (let n = 1; n < SOIL.length; n++) {
      if (await explained.getByText(driver.say(gradingText.limited, { name: '酸碱度' })).isVisible()) break
      await explained.getByRole('button', { name: driver.say(gradingText.next) }).click()
    }
    await expect(explained).toContainText(driver.say(gradingText.limited, { name: '酸碱度' }))
    // the explained square is marked on the map, and the next run is still of all
    await expect(page.getByTestId('selection-chip')).toContainText('1')
    await expect(page.getByRole('form').getByRole('radio', { name: /^全部/ }).first()).toBeChecked()

    await scheme.open()
    await scheme.type(driver.say(gradingText.limitScore), 30)
    await scheme.done()
    const second = await graded()
    const lowered = expected.map((score, i) => (vetoed[i] ? Math.min(score, 30) : score))
    expectScores(second.scores, lowered)
    expect(second.grades).toEqual(lowered.map(fixedGrade))
  })

  await test.step('最小因子', async () => {
    await scheme.open()
    await scheme.pick(driver.say(gradingText.combine), driver.say(gradingText.minimum))
    await driver.dialog
      .getByRole('button', { name: driver.say(gradingText.removeRow, { n: 1 }) })
      .last()
      .click()
    await scheme.done()
    const least = SOIL.map(([om, ph]) => 100 * Math.min(rising(om), falling(ph)))
    const { scores, grades } = await graded()
    expectScores(scores, least)
    expect(grades).toEqual(least.map(fixedGrade))
  })

  await app.putOnMap(grading)
  await page.waitForTimeout(1500)
  await page.reload()
  await driver.whenReady()
  await expect(app.drawer(grading).getByRole('grid')).toBeVisible()
  await expect(app.drawer(grading).getByRole('grid')).toContainText('四等')
})

test('what a refused run said goes when another scheme is chosen: it was not said of that one', async ({ driver, page }) => {
  const app = new Analyses(driver)
  await app.open()
  await driver.importFiles([soilFile()], SOIL.length)
  await app.choose(grading)
  await driver.choose(grading.params.layer.label, 'soil')
  const scheme = ({ title }: { readonly title: Text }) => driver.choose(grading.params.model.label, driver.say(title))
  const alert = page.getByRole('form').getByRole('alert')
  await scheme(cultivatedLand)
  await driver.run()
  // squares of soil have no field of that scheme
  await expect(alert).toContainText('soil')
  await scheme(farmlandConsolidation)
  await expect(alert).toHaveCount(0)
  await driver.run()
  await expect(alert).toContainText('soil')
})
