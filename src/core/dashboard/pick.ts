import type { Condition } from '../symbology.ts'
import { withoutOwn } from './own-conditions.ts'

type Range = NonNullable<Condition['range']>
/** What a press on a bar, sector or bin asks for. */
export type Pick =
  | { readonly kind: 'values'; readonly wanted: readonly { readonly field: string; readonly words: readonly string[] }[] }
  | { readonly kind: 'range'; readonly field: string; readonly range: Range }

/**
 * The filter after a press. A press on what is held alone lets it go; another one takes its place; with `isMore` it is added or, if
 * held, taken out. Sectors of two fields are added within one outer value only: pairs across would let through pairs that nobody pressed.
 * Ranges are widened to hold both.
 * @param fields of the card: their conditions are the card's own
 */
export function afterPick(
  filter: readonly Condition[],
  fields: readonly string[],
  pick: Pick,
  isMore: boolean,
): readonly Condition[] {
  const others = withoutOwn(filter, fields)
  const own = filter.filter((condition) => !others.includes(condition))
  if (pick.kind === 'range') {
    const { field, range } = pick
    const held = own[0]?.range
    if (held && isSameRange(held, range)) return others
    return [...others, { field, values: [], range: isMore && held ? around(held, range) : range }]
  }
  const fresh = pick.wanted.map(({ field, words }) => ({ field, values: words }))
  const held = (field: string) => own.find((condition) => condition.field === field && !condition.range)
  if (own.length === fresh.length && fresh.every(({ field, values }) => isSameSet(held(field)?.values, values))) return others
  if (!isMore) return [...others, ...fresh]
  const last = fresh[fresh.length - 1]
  const fixed = fresh.slice(0, -1)
  if (own.length !== fresh.length || fixed.some(({ field, values }) => !isSameSet(held(field)?.values, values)))
    return [...others, ...fresh]
  const before = held(last.field)?.values ?? []
  const isHeld = last.values.every((word) => before.includes(word))
  const values = isHeld ? before.filter((word) => !last.values.includes(word)) : [...new Set([...before, ...last.values])]
  return [...others, ...fixed, ...(values.length > 0 ? [{ field: last.field, values }] : [])]
}

/** Null: the card holds nothing; else whether what the pick asks for is let through by the card's own conditions. */
export function isPicked(filter: readonly Condition[], fields: readonly string[], pick: Pick): boolean | null {
  const others = withoutOwn(filter, fields)
  const own = filter.filter((condition) => !others.includes(condition))
  if (own.length === 0) return null
  return own.every(({ field, values, range }) => {
    if (pick.kind === 'range') return range !== undefined && isInside(pick.range, range)
    const wanted = pick.wanted.find((each) => each.field === field)
    // an outer sector whose inner ones are narrowed is not held as a whole
    return wanted !== undefined && !range && wanted.words.every((word) => values.includes(word))
  })
}

const low = ({ min }: Range) => min ?? Number.NEGATIVE_INFINITY
const high = ({ max }: Range) => max ?? Number.POSITIVE_INFINITY
const isSameRange = (a: Range, b: Range) => a.min === b.min && a.max === b.max
const isInside = (a: Range, b: Range) => low(a) >= low(b) && high(a) <= high(b)
function around(a: Range, b: Range): Range {
  return {
    min: a.min === null || b.min === null ? null : Math.min(a.min, b.min),
    max: a.max === null || b.max === null ? null : Math.max(a.max, b.max),
  }
}
function isSameSet(a: readonly string[] | undefined, b: readonly string[]): boolean {
  return a !== undefined && a.length === b.length && b.every((word) => a.includes(word))
}
