import { AppError } from '../errors.ts'
import type { Band, CodeScore, GradingModel } from './model.ts'

/**
 * A scheme from JSON text. Every mistake names its place in the text, like indicators[3].scoring.a.
 * @throws AppError grading.model.json, .missing, .type, .number, .choice, .empty, .order, .duplicate, .unknown, each with {at}
 */
export function parseModel(json: string): GradingModel {
  let value: unknown
  try {
    value = JSON.parse(json)
  } catch {
    throw wrong('', 'json')
  }
  return checkModel(value)
}

type Fields = Readonly<Record<string, unknown>>

function checkModel(value: unknown): GradingModel {
  const model = fields(value, '')
  choice(model, '', 'version', [1])
  text(model.title, 'title')
  text(model.source, 'source')
  boolean(model.isExample, 'isExample')
  const scale = choice(model, '', 'scale', [1, 100]) as number
  choice(model, '', 'weights', ['asPrinted', 'renormalise'])
  choice(model, '', 'combine', ['weightedSum', 'minimum'])
  choice(model, '', 'missing', ['skip', 'ungraded'])
  const ids = new Set<string>()
  const indicators = list(model.indicators, 'indicators')
  if (indicators.length === 0) throw wrong('indicators', 'empty')
  indicators.forEach((each, i) => {
    const at = `indicators[${i}]`
    const id = checkIndicator(fields(each, at), at, scale)
    if (ids.has(id)) throw wrong(`${at}.id`, 'duplicate')
    ids.add(id)
  })
  list(model.limits, 'limits').forEach((each, i) => {
    const at = `limits[${i}]`
    const rule = fields(each, at)
    if (rule.indicator !== null && !ids.has(String(rule.indicator))) throw wrong(`${at}.indicator`, 'unknown')
    score(rule.below, `${at}.below`, scale)
    if (rule.score !== null) score(rule.score, `${at}.score`, scale)
  })
  checkGrades(fields(model.grades, 'grades'), scale)
  return value as GradingModel
}

function checkIndicator(indicator: Fields, at: string, scale: number): string {
  if (typeof indicator.id !== 'string' || !/^\w{1,24}$/.test(indicator.id)) throw wrong(`${at}.id`, 'type')
  text(indicator.label, `${at}.label`)
  if (indicator.group !== undefined) text(indicator.group, `${at}.group`)
  if (indicator.unit !== undefined) word(indicator.unit, `${at}.unit`)
  if (indicator.isOff !== undefined) boolean(indicator.isOff, `${at}.isOff`)
  if (number(indicator.weight, `${at}.weight`) < 0) throw wrong(`${at}.weight`, 'number')
  checkSource(fields(indicator.source, `${at}.source`), `${at}.source`)
  checkScoring(fields(indicator.scoring, `${at}.scoring`), `${at}.scoring`, scale)
  return indicator.id
}

const SOURCES = ['field', 'geometry', 'connectivity', 'distance', 'share', 'ratio', 'loss', 'mix', 'raster']
function checkSource(source: Fields, at: string): void {
  choice(source, at, 'kind', SOURCES)
  if ('where' in source && source.where !== undefined) condition(source.where, `${at}.where`)
  switch (source.kind) {
    case 'field':
      word(source.field, `${at}.field`)
      break
    case 'geometry':
      choice(source, at, 'measure', ['areaHa', 'perimeterM', 'shapeIndex', 'compactness'])
      break
    case 'connectivity':
      if (source.same !== undefined) word(source.same, `${at}.same`)
      break
    case 'ratio':
      word(source.layer, `${at}.layer`)
      condition(source.where, `${at}.where`)
      condition(source.to, `${at}.to`)
      break
    case 'loss':
      word(source.before, `${at}.before`)
      word(source.after, `${at}.after`)
      condition(source.where, `${at}.where`)
      break
    case 'mix':
      word(source.layer, `${at}.layer`)
      word(source.field, `${at}.field`)
      choice(source, at, 'measure', ['diversity', 'evenness', 'dominance', 'meanPatchHa', 'patchDensity'])
      break
    case 'raster':
      word(source.raster, `${at}.raster`)
      if (!Number.isInteger(source.band) || Number(source.band) < 0) throw wrong(`${at}.band`, 'number')
      choice(source, at, 'statistic', ['mean', 'min', 'max'])
      break
    default:
      word(source.layer, `${at}.layer`)
  }
}

function checkScoring(scoring: Fields, at: string, scale: number): void {
  const kind = choice(scoring, at, 'kind', ['codes', 'bands', 'membership', 'range', 'logistic'])
  if (kind === 'codes') {
    const scores = list(scoring.scores, `${at}.scores`)
    if (scores.length === 0) throw wrong(`${at}.scores`, 'empty')
    scores.forEach((each, i) => {
      const entry = fields(each, `${at}.scores[${i}]`) as unknown as CodeScore
      list(entry.codes, `${at}.scores[${i}].codes`).forEach((code, k) => {
        word(code, `${at}.scores[${i}].codes[${k}]`)
      })
      score(entry.score, `${at}.scores[${i}].score`, scale)
    })
    if (scoring.other !== null) score(scoring.other, `${at}.other`, scale)
  } else if (kind === 'bands') {
    const bands = list(scoring.bands, `${at}.bands`)
    if (bands.length === 0) throw wrong(`${at}.bands`, 'empty')
    let before = Number.NEGATIVE_INFINITY
    bands.forEach((each, i) => {
      const band = fields(each, `${at}.bands[${i}]`) as unknown as Band
      score(band.score, `${at}.bands[${i}].score`, scale)
      if (band.from === null && i === 0) return
      const from = number(band.from, `${at}.bands[${i}].from`)
      if (!(from > before)) throw wrong(`${at}.bands[${i}].from`, 'order')
      before = from
    })
  } else if (kind === 'membership') {
    choice(scoring, at, 'shape', ['more', 'less', 'peak'])
    if (!(number(scoring.a, `${at}.a`) > 0)) throw wrong(`${at}.a`, 'number')
    number(scoring.c, `${at}.c`)
    const lower = number(scoring.lower, `${at}.lower`)
    if (!(number(scoring.upper, `${at}.upper`) > lower)) throw wrong(`${at}.upper`, 'order')
  } else {
    choice(scoring, at, 'better', ['high', 'low'])
    const [min, max] = [scoring.min, scoring.max]
    if (min !== null) number(min, `${at}.min`)
    if (max !== null) number(max, `${at}.max`)
    if (min !== null && max !== null && !(Number(max) > Number(min))) throw wrong(`${at}.max`, 'order')
  }
}

function checkGrades(grades: Fields, scale: number): void {
  const kind = choice(grades, 'grades', 'kind', ['fixed', 'equal', 'quantile', 'natural'])
  const labels = list(grades.labels, 'grades.labels')
  if (labels.length < 2 || labels.length > 20) throw wrong('grades.labels', 'empty')
  labels.forEach((label, i) => {
    text(label, `grades.labels[${i}]`)
  })
  if (kind !== 'fixed') return
  const lower = list(grades.lower, 'grades.lower')
  if (lower.length !== labels.length - 1) throw wrong('grades.lower', 'missing')
  lower.forEach((limit, i) => {
    score(limit, `grades.lower[${i}]`, scale)
    if (i > 0 && !(Number(limit) < Number(lower[i - 1]))) throw wrong(`grades.lower[${i}]`, 'order')
  })
}

type Problem = 'json' | 'missing' | 'type' | 'number' | 'choice' | 'empty' | 'order' | 'duplicate' | 'unknown'
function wrong(at: string, problem: Problem): AppError {
  return new AppError(`grading.model.${problem}`, { at })
}
function fields(value: unknown, at: string): Fields {
  if (value === undefined) throw wrong(at, 'missing')
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrong(at, 'type')
  return value as Fields
}
function list(value: unknown, at: string): readonly unknown[] {
  if (value === undefined) throw wrong(at, 'missing')
  if (!Array.isArray(value)) throw wrong(at, 'type')
  return value
}
function number(value: unknown, at: string): number {
  if (value === undefined) throw wrong(at, 'missing')
  if (typeof value !== 'number' || !Number.isFinite(value)) throw wrong(at, 'number')
  return value
}
function score(value: unknown, at: string, scale: number): void {
  const given = number(value, at)
  if (given < 0 || given > scale) throw wrong(at, 'number')
}
function word(value: unknown, at: string): void {
  if (value === undefined) throw wrong(at, 'missing')
  if (typeof value !== 'string') throw wrong(at, 'type')
  if (value.trim() === '') throw wrong(at, 'empty')
}
function boolean(value: unknown, at: string): void {
  if (typeof value !== 'boolean') throw wrong(at, value === undefined ? 'missing' : 'type')
}
function text(value: unknown, at: string): void {
  const pair = fields(value, at)
  word(pair.zh, `${at}.zh`)
  word(pair.en, `${at}.en`)
}
function choice(owner: Fields, at: string, name: string, allowed: readonly unknown[]): unknown {
  const place = at ? `${at}.${name}` : name
  if (owner[name] === undefined) throw wrong(place, 'missing')
  if (!allowed.includes(owner[name])) throw wrong(place, 'choice')
  return owner[name]
}
function condition(value: unknown, at: string): void {
  const { field, values } = fields(value, at)
  word(field, `${at}.field`)
  list(values, `${at}.values`).forEach((each, i) => {
    word(each, `${at}.values[${i}]`)
  })
}
