import { effectiveWeights, ROUNDING } from '../../core/grading/combine.ts'
import {
  type Grades,
  type GradingModel,
  type Indicator,
  type Membership,
  type Scoring,
  usedIndicators,
} from '../../core/grading/model.ts'
import type { Column } from '../../core/table.ts'
import { CliError } from '../cli-error.ts'
import type { Dialect } from './dialect.ts'

/** Scores of core/grading/score.ts and what combine.ts makes of them, as expressions. Columns: v1… values, f1… scores; null: none. */

/** Score of the value `v`. @param type of a field that is scored as it stands; undefined: a number that was measured */
export function scoreExpression(
  v: string,
  { id, scoring }: Indicator,
  scale: number,
  type: Column['type'] | undefined,
  dialect: Dialect,
): string {
  const number = dialect.number
  if (type === 'text' && scoring.kind !== 'codes') throw new CliError('sql.grading.text', { indicator: id })
  switch (scoring.kind) {
    case 'codes': {
      const cases = scoring.scores.flatMap(({ codes, score }) =>
        codes.flatMap((code) => {
          if (type === 'text') return [`when coalesce(${dialect.trimmed(v)}, '') = ${dialect.string(code)} then ${number(score)}`]
          // a number is looked up as it is written
          return String(Number(code)) === code ? [`when ${v} = ${number(Number(code))} then ${number(score)}`] : []
        }),
      )
      const none = type === 'text' ? `${v} is null or ${v} = ''` : `${v} is null`
      const other = scoring.other === null ? '' : ` else ${number(scoring.other)}`
      return `case when ${none} then cast(null as ${dialect.double}) ${cases.join(' ')}${other} end`
    }
    case 'bands': {
      const cases = scoring.bands.toReversed().map(({ from, score }) => {
        const isReached = from === null ? `${v} is not null` : `${v} >= ${number(from)}`
        return `when ${isReached} then ${number(score)}`
      })
      return `case ${cases.join(' ')} end`
    }
    case 'membership':
      return `${number(scale)} * ${membershipExpression(v, scoring, dialect)}`
    default:
      return `${number(scale)} * ${rangeExpression(v, scoring, dialect)}`
  }
}

function membershipExpression(v: string, { shape, a, c, lower, upper }: Membership, { number }: Dialect): string {
  const curve = `1 / (1 + ${number(a)} * (${v} - ${number(c)}) * (${v} - ${number(c)}))`
  const [zero, one] = [number(0), number(1)]
  const cases = {
    more: `when ${v} <= ${number(lower)} then ${zero} when ${v} >= ${number(Math.min(upper, c))} then ${one}`,
    less: `when ${v} >= ${number(upper)} then ${zero} when ${v} <= ${number(Math.max(lower, c))} then ${one}`,
    peak: `when ${v} <= ${number(lower)} or ${v} >= ${number(upper)} then ${zero}`,
  }
  return `case ${cases[shape]} when ${v} is not null then ${curve} end`
}

function rangeExpression(v: string, scoring: Extract<Scoring, { kind: 'range' | 'logistic' }>, { number }: Dialect): string {
  const min = scoring.min === null ? `(min(${v}) over ())` : number(scoring.min)
  const max = scoring.max === null ? `(max(${v}) over ())` : number(scoring.max)
  const isSpread = `${max} - ${min} > ${number(1e-9)} * greatest(abs(${max}), abs(${min}))`
  const share = `case when ${v} is null then null when ${isSpread} then least(${number(1)}, greatest(${number(0)}, (${v} - ${min}) / (${max} - ${min}))) else ${number(0.5)} end`
  const good = scoring.kind === 'range' ? `(${share})` : `(1 / (1 + exp(${number(4.595)} - ${number(9.19)} * (${share}))))`
  return scoring.better === 'high' ? good : `(1 - ${good})`
}

/** The combined score before the limiting rules. */
export function combinedExpression(model: GradingModel, { number }: Dialect): string {
  const weights = effectiveWeights(model)
  const scores = weights.map((_, k) => `f${k + 1}`)
  const present = weights.map((weight, k) => `case when f${k + 1} is null then ${number(0)} else ${number(weight)} end`)
  const has = `${present.join(' + ')} > 0`
  const isMissing = scores.map((f) => `${f} is null`).join(' or ')
  const sum = weights.map((weight, k) => `${number(weight)} * coalesce(f${k + 1}, ${number(0)})`).join(' + ')
  const all = number(weights.reduce((total, weight) => total + weight, 0))
  const combined = model.combine === 'minimum' ? (scores.length > 1 ? `least(${scores.join(', ')})` : scores[0]) : null
  if (model.missing === 'ungraded') return `case when ${isMissing} or not (${has}) then null else ${combined ?? sum} end`
  const scaled = `case when ${isMissing} then (${sum}) * ${all} / (${present.join(' + ')}) else ${sum} end`
  return `case when ${has} then ${combined ?? scaled} end`
}

/** Columns score and rule (−1: none) from `combined`; columns veto… are true where a rule vetoes. */
export function limitExpressions(
  model: GradingModel,
  { number }: Dialect,
): { readonly score: string; readonly rule: string; readonly isVetoed: string } {
  const used = usedIndicators(model)
  const rules = model.limits.map(({ indicator, below, score }, i) => {
    const isMet = used.flatMap(({ id }, k) => (indicator === null || indicator === id ? [`f${k + 1} < ${number(below)}`] : []))
    return { i, score, isMet: isMet.length > 0 ? `(combined is not null and coalesce(${isMet.join(' or ')}, false))` : 'false' }
  })
  const vetoes = rules.filter(({ score }) => score === null)
  const caps = rules.filter(({ score }) => score !== null)
  const isVetoed = vetoes.length > 0 ? vetoes.map(({ isMet }) => isMet).join(' or ') : 'false'
  const capped = caps.map(({ isMet, score }) => `case when ${isMet} then ${number(score as number)} end`)
  const lowest = capped.length > 0 ? `least(combined, ${capped.join(', ')})` : 'combined'
  const rule = [
    ...vetoes.map(({ i, isMet }) => `when ${isMet} then ${i}`),
    // of two that lower as much the first is named
    ...caps.map(
      ({ i, isMet, score }) =>
        `when ${isMet} and ${number(score as number)} < combined and ${number(score as number)} = ${lowest} then ${i}`,
    ),
  ]
  return {
    score: isVetoed === 'false' ? lowest : `case when ${isVetoed} then combined else ${lowest} end`,
    rule: rule.length > 0 ? `case ${rule.join(' ')} else -1 end` : '-1',
    isVetoed,
  }
}

/**
 * Grade 1 (best) … n of `score`, n where `is_vetoed`.
 * @throws CliError sql.grading.breaks: natural breaks are a search over all scores, which SQL cannot do
 */
export function gradeExpression(grades: Grades, scale: number, { number }: Dialect): string {
  const count = grades.labels.length
  const head = `when score is null then null when is_vetoed then ${count}`
  if (grades.kind === 'fixed') {
    const cases = grades.lower.map((limit, i) => `when score >= ${number(limit - ROUNDING * scale)} then ${i + 1}`)
    return `case ${head} ${cases.join(' ')} else ${count} end`
  }
  if (grades.kind === 'natural') throw new CliError('sql.grading.breaks')
  const limits = Array.from({ length: count - 1 }, (_, i) => `break${i + 1}`)
  // limits that fall together, or on the best score, make no class of their own
  const above = limits.map(
    (limit, i) => `case when ${limit} >= score and ${limit} < ${limits[i + 1] ?? 'best'} then 1 else 0 end`,
  )
  return `case ${head} else 1 + ${above.join(' + ')} end`
}

/** select of one row, break1 … and best, of the scores in `table`; null where the limits are fixed. */
export function breaksSelect(grades: Grades, table: string, { number }: Dialect): string | null {
  if (grades.kind === 'fixed') return null
  const count = grades.labels.length
  const names = Array.from({ length: count - 1 }, (_, i) => i + 1)
  if (grades.kind === 'equal') {
    const limits = names.map((i) => `min(score) + (max(score) - min(score)) * ${number(i)} / ${number(count)} as break${i}`)
    return `select ${limits.join(',\n  ')}, max(score) as best\nfrom ${table}`
  }
  const limits = names.map(
    (i) => `max(case when place = greatest(1, ceil(scores * ${number(i)} / ${number(count)})) then score end) as break${i}`,
  )
  return [
    `select ${limits.join(',\n  ')}, max(score) as best`,
    `from (select score, row_number() over (order by score) as place, count(*) over () as scores from ${table} where score is not null) as ranked`,
  ].join('\n')
}
