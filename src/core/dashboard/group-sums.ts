import { sumOf } from '../adjust.ts'
import { cellText } from '../cell-text.ts'
import { type Column, findColumn, type Table } from '../table.ts'
import type { Task } from '../task.ts'
import type { CardsQuestion, Group, Groups, Level, Unanswered } from './card.ts'

/** Groups that are told apart; the smallest beyond them are one. */
export const MOST_GROUPS = 500
/** Different numbers that still are categories. */
const MOST_NUMBERS = 20_000
/** Pairs that have a place each, whether they occur or not. */
const MOST_PLACES = 1 << 18
const PIECE = 65_536

/** A column as codes into words. */
interface Worded {
  readonly codes: ArrayLike<number>
  readonly words: readonly (string | null)[]
}
/** Which group each row is in, per level. */
interface Grouped {
  readonly codes: ArrayLike<number>
  readonly groupOf: Uint32Array
  readonly names: readonly (string | null)[]
  readonly words: readonly (readonly string[])[]
}

/**
 * Counts rows by one or two levels and adds up a measure; sums are those of the area summary to the last digit.
 * @param measure a value a row, NaN: none; null: rows are counted @param mask rows that count; null: all
 */
export async function groupSums(
  table: Table,
  levels: readonly Level[],
  measure: Float64Array | null,
  mask: Uint8Array | null,
  parents: CardsQuestion['parents'],
  task: Task,
): Promise<Groups | Unanswered> {
  const grouped: Grouped[] = []
  for (const level of levels) {
    const column = findColumn(table, level.field)
    if (!column) return { kind: 'none', field: level.field, reason: 'missing' }
    const worded = wordsOf(column)
    if (!worded) return { kind: 'none', field: level.field, reason: 'tooMany' }
    grouped.push(groupWords(worded, level.isParent ? parents[level.field] : undefined))
  }
  const [first, second] = grouped
  const inner = second?.names.length ?? 1
  const isDense = first.names.length * inner <= MOST_PLACES
  const placeOf = new Map<number, number>()
  const places = isDense ? first.names.length * inner : 0
  const counts = isDense ? new Float64Array(places) : ([] as number[])
  const sums = isDense ? new Float64Array(places) : ([] as number[])
  const lost = isDense ? new Float64Array(places) : ([] as number[])
  for (let row = 0; row < table.length; row++) {
    if (row % PIECE === 0) await task.breathe()
    if (mask && !mask[row]) continue
    const pair = first.groupOf[first.codes[row]] * inner + (second ? second.groupOf[second.codes[row]] : 0)
    let place = pair
    if (!isDense) {
      const known = placeOf.get(pair)
      place = known ?? placeOf.size
      if (known === undefined) {
        placeOf.set(pair, place)
        counts[place] = sums[place] = lost[place] = 0
      }
    }
    counts[place]++
    const value = measure ? measure[row] : 1
    if (!Number.isFinite(value)) continue
    const sum = sums[place]
    const next = sum + value
    lost[place] += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum
    sums[place] = next
  }
  const found: Group[] = []
  const keep = (pair: number, place: number) => {
    if (counts[place] === 0) return
    const at = [Math.floor(pair / inner), pair % inner].slice(0, grouped.length)
    found.push({
      path: at.map((group, level) => grouped[level].names[group]),
      words: at.map((group, level) => grouped[level].words[group]),
      count: counts[place],
      value: sums[place] + lost[place],
    })
  }
  if (isDense) for (let pair = 0; pair < places; pair++) keep(pair, pair)
  else for (const [pair, place] of placeOf) keep(pair, place)
  return inOrder(found)
}

function inOrder(found: readonly Group[]): Groups {
  const groups = [...found].sort((a, b) => b.value - a.value || b.count - a.count || comparePaths(a.path, b.path))
  const beyond = groups.slice(MOST_GROUPS)
  const sumOfGroups = (list: readonly Group[]) => sumOf(list.map(({ value }) => value))
  const countOf = (list: readonly Group[]) => list.reduce((sum, { count }) => sum + count, 0)
  return {
    kind: 'groups',
    groups: groups.slice(0, MOST_GROUPS),
    rest: beyond.length > 0 ? { groups: beyond.length, count: countOf(beyond), value: sumOfGroups(beyond) } : null,
    count: countOf(groups),
    value: sumOfGroups(groups),
  }
}
function comparePaths(a: Group['path'], b: Group['path']): number {
  for (let i = 0; i < a.length; i++) {
    const [x, y] = [a[i], b[i]]
    if (x === y) continue
    if (x === null || y === null) return x === null ? 1 : -1
    return x < y ? -1 : 1
  }
  return 0
}

/** Words that differ only by blanks around them are one group, those of blanks alone no value; a code without a parent is its own. */
function groupWords({ codes, words }: Worded, parents: Readonly<Record<string, string>> | undefined): Grouped {
  const groups = new Map<string | null, number>()
  const members: string[][] = []
  const groupOf = new Uint32Array(words.length)
  words.forEach((word, code) => {
    const value = word?.trim() || null
    const name = value !== null && parents && Object.hasOwn(parents, value) ? parents[value] : value
    let group = groups.get(name)
    if (group === undefined) {
      group = groups.size
      groups.set(name, group)
      members.push([])
    }
    const own = word ?? ''
    if (!members[group].includes(own)) members[group].push(own)
    groupOf[code] = group
  })
  return { codes, groupOf, names: [...groups.keys()], words: members }
}

const worded = new WeakMap<Column, Worded | null>()

/** Kept as long as the column; null: too many different numbers. */
function wordsOf(column: Column): Worded | null {
  if (column.type === 'text') return { codes: column.codes, words: column.dictionary }
  const known = worded.get(column)
  if (known !== undefined) return known
  const made = wordsOfNumbers(column)
  worded.set(column, made)
  return made
}
function wordsOfNumbers(column: Exclude<Column, { type: 'text' }>): Worded | null {
  const codes = new Uint32Array(column.values.length)
  const codeOf = new Map<number, number>()
  const words: string[] = []
  for (let row = 0; row < codes.length; row++) {
    const value = column.values[row]
    let code = codeOf.get(value)
    if (code === undefined) {
      code = codeOf.size
      if (code === MOST_NUMBERS) return null
      codeOf.set(value, code)
      words.push(cellText(column, row))
    }
    codes[row] = code
  }
  return { codes, words }
}
