import type { Band, GradingModel, Indicator, IndicatorSource, Scoring } from '../core/grading/model.ts'
import type { Condition } from '../core/symbology.ts'
import type { Locale, Text } from '../core/text.ts'
import { gradingText, MEASURE_WORDS, SCORING_WORDS, SHAPE_WORDS, SOURCE_WORDS, STATISTIC_WORDS } from './grading.ts'
import { marks } from './marks.ts'
import { t } from './t.ts'

const BETTER: Readonly<Record<'high' | 'low', Text>> = {
  high: { zh: '越大越好', en: 'higher is better' },
  low: { zh: '越小越好', en: 'lower is better' },
}

/** What a scheme or a condition names, as people call it. */
export interface Names {
  /** of a layer or a raster, by its id */
  readonly layer: (id: string) => Text | undefined
  /** of a field of what is analysed */
  readonly field: (name: string) => Text | undefined
}

/** A grading scheme (分等定级方案) as a person reads it: a line each for its origin, every indicator in use, and how scores become grades. */
export function schemeWords(
  model: GradingModel,
  names: Names,
  locale: Locale,
): readonly (readonly [label: string, words: string])[] {
  const say = (text: Text) => text[locale]
  const list = (words: readonly string[], mark: keyof typeof marks = 'clause') => words.join(say(marks[mark]))
  const used = model.indicators.filter(({ isOff }) => !isOff)
  const labelOf = (id: string | null) => {
    const found = used.find((indicator) => indicator.id === id)
    return say(found ? found.label : gradingText.anyIndicator)
  }
  const limits = model.limits.map(({ indicator, below, score }) =>
    t(gradingText.limitWords, locale, {
      indicator: labelOf(indicator),
      below: String(below),
      most: score === null ? say(gradingText.worst) : t(gradingText.atMost, locale, { score: String(score) }),
    }),
  )
  const { grades } = model
  const labels = grades.labels.map(say)
  const steps = grades.kind === 'fixed' ? grades.lower.map((lower, i) => `${labels[i]} ≥ ${lower}`) : []
  const rest = grades.kind === 'fixed' ? labels.slice(grades.lower.length) : labels
  return [
    [say(gradingText.editor), t(marks.aside, locale, { words: say(model.title), more: say(model.source) })],
    ...used.map(
      (indicator) =>
        [
          t(gradingText.indicatorOf, locale, { name: say(indicator.label) }),
          list([
            `${say(gradingText.weight)} ${indicator.weight}`,
            sourceWords(indicator.source, names, locale),
            scoringWords(indicator, locale),
          ]),
        ] as const,
    ),
    [
      say(gradingText.combine),
      list([
        say(gradingText[model.combine]),
        t(marks.says, locale, { subject: say(gradingText.missing), words: say(gradingText[model.missing]) }),
        ...limits,
      ]),
    ],
    [say(gradingText.breaks), list([say(gradingText[grades.kind]), list([...steps, ...rest], 'list')])],
  ]
}

function sourceWords(source: IndicatorSource, names: Names, locale: Locale): string {
  const say = (text: Text) => text[locale]
  const layer = (id: string) => say(names.layer(id) ?? { zh: id, en: id })
  const where = (condition: Condition | undefined) =>
    condition ? [conditionWords(condition, { ...names, field: () => undefined }, locale)] : []
  const detail = (): readonly string[] => {
    switch (source.kind) {
      case 'field':
        return [say(names.field(source.field) ?? { zh: source.field, en: source.field })]
      case 'geometry':
        return [say(MEASURE_WORDS[source.measure])]
      case 'connectivity':
        return source.same
          ? [`${say(gradingText.sameField)} ${say(names.field(source.same) ?? { zh: source.same, en: source.same })}`]
          : []
      case 'distance':
      case 'share':
        return [layer(source.layer), ...where(source.where)]
      case 'ratio':
        return [layer(source.layer), ...where(source.where), ...where(source.to)]
      case 'loss':
        return [layer(source.before), layer(source.after), ...where(source.where)]
      case 'mix':
        return [layer(source.layer), source.field, say(MEASURE_WORDS[source.measure])]
      case 'raster':
        return [layer(source.raster), say(STATISTIC_WORDS[source.statistic])]
    }
  }
  return t(marks.says, locale, { subject: say(SOURCE_WORDS[source.kind]), words: detail().join(say(marks.list)) }).replace(
    /[：:]\s*$/,
    '',
  )
}

function scoringWords({ scoring, unit }: Indicator, locale: Locale): string {
  const say = (text: Text) => text[locale]
  const list = (words: readonly string[]) => words.join(say(marks.list))
  const end = (value: number | null, whole: Text) => (value === null ? say(whole) : String(value))
  const reach = (from: number | null, next: Band | undefined) =>
    from !== null ? `≥ ${from}` : next ? `< ${next.from}` : say(gradingText.none)
  const detail = (each: Scoring): string => {
    switch (each.kind) {
      case 'codes': {
        const other = each.other === null ? [] : [`${say(gradingText.otherValues)} → ${each.other}`]
        return list([...each.scores.map(({ codes, score }) => `${codes.join('/')} → ${score}`), ...other])
      }
      case 'bands':
        return list(each.bands.map(({ from, score }, i) => `${reach(from, each.bands[i + 1])} → ${score}`))
      case 'membership':
        return `${say(SHAPE_WORDS[each.shape])} 1/(1 + ${each.a}·(u − ${each.c})²)${say(marks.pause)}u ${each.lower}–${each.upper}`
      case 'range':
      case 'logistic':
        return `${end(each.min, gradingText.leastOfData)}–${end(each.max, gradingText.greatestOfData)}${say(marks.pause)}${say(BETTER[each.better])}`
    }
  }
  const kind = unit
    ? t(marks.aside, locale, { words: say(SCORING_WORDS[scoring.kind]), more: unit })
    : say(SCORING_WORDS[scoring.kind])
  return t(marks.says, locale, { subject: kind, words: detail(scoring) })
}

/** A condition of a filter or a scheme; codes stand as they are stored. */
export function conditionWords(
  condition: Omit<Condition, 'place'> & { place?: { words: Text } },
  names: Names,
  locale: Locale,
): string {
  const { field, values, range, expression, written, place } = condition
  if (place) return place.words[locale]
  if (expression !== undefined) return written ?? expression
  const label = names.field(field)?.[locale] ?? field
  if (!range) return `${label} = ${values.join(marks.list[locale])}`
  const { min, max } = range
  return [label, ...(min === null ? [] : [`≥ ${min}`]), ...(max === null ? [] : [`≤ ${max}`])].join(' ')
}
