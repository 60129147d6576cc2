import type { Note } from '../core/errors.ts'

/** rows that are looked at */
const SAMPLE = 1000
const NUMBER = /^[+-]?\d+(\.\d+)?$/
/** of degrees: 118.55 may be anything, 118.5512 is hardly a count */
const PRECISE = /\.\d{4}/

type Column = readonly (string | null)[]
type Kind = 'east' | 'north' | 'lng' | 'lat' | 'number' | 'other'
const NAMES: Partial<Record<Kind, string>> = { east: '东坐标', north: '北坐标', lng: '经度', lat: '纬度' }

export interface BareHeading {
  /** of each column; '' where nothing tells */
  readonly names: readonly string[]
  readonly notes: readonly Note[]
}

/**
 * Names for a table that has no heading, as survey programs write it: two neighbouring columns can be a place in China by their numbers, in
 * metres or degrees, and no others. CASS writes 点号,编码,Y,X,H (.dat).
 */
export function bareHeading(columns: readonly Column[]): BareHeading {
  const kinds = columns.map(kindOf)
  const pairs = kinds.flatMap((kind, c) => (isPair(kind, kinds[c + 1]) ? [c] : []))
  const names = columns.map(() => '')
  if (pairs.length !== 1) return { names, notes: [{ code: 'sheet.noHeading', detail: {}, level: 'warning' }] }
  const [at] = pairs
  for (const c of [at, at + 1]) names[c] = NAMES[kinds[c]] ?? ''
  if (kinds[at] === 'east' || kinds[at] === 'north') {
    if (at > 0) names[0] = '点号'
    if (at === 2) names[1] = '编码'
    if (at + 3 === columns.length && kinds[at + 2] === 'number') names[at + 2] = '高程'
  }
  const detail = { first: at + 1, second: at + 2, a: names[at], b: names[at + 1] }
  return { names, notes: [{ code: 'sheet.placesByNumbers', detail, level: 'warning' }] }
}

function isPair(a: Kind, b: Kind | undefined): boolean {
  return [a, b].sort().join(' ') === 'east north' || [a, b].sort().join(' ') === 'lat lng'
}

function kindOf(texts: Column): Kind {
  const filled = texts.slice(0, SAMPLE).filter((text): text is string => text !== null && text.trim() !== '')
  if (filled.length === 0 || !filled.every((text) => NUMBER.test(text.trim()))) return 'other'
  const isIn = (...ranges: readonly (readonly [number, number])[]) =>
    filled.every((text) => ranges.some(([from, to]) => Number(text) >= from && Number(text) < to))
  // the equator is 0, 500 km the meridian of a zone, whose number may stand before it
  if (isIn([1.5e6, 6.5e6])) return 'north'
  if (isIn([1e5, 9e5]) || isIn([1.3e7, 4.6e7])) return 'east'
  if (filled.every((text) => PRECISE.test(text))) {
    if (isIn([73, 136])) return 'lng'
    if (isIn([3, 54])) return 'lat'
  }
  return 'number'
}
