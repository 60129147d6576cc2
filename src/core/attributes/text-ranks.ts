import { wordOrder } from './word-order.ts'

/** Rank of words without value: after all others. */
export const BLANK_RANK = 0xffffffff

type Breathe = () => Promise<void>

/** Longer keys are compared instead of dealt. */
const MAX_KEY = 80
const PIECE = 4096

const known = new WeakMap<readonly (string | null)[], Map<string, Promise<Uint32Array>>>()

/**
 * Place of each word in the order of the language, digits as numbers (2 before 10), blank last; words that are equal in it share
 * a rank. Reckoned once a dictionary.
 */
export function rankWords(words: readonly (string | null)[], language: string, breathe: Breathe): Promise<Uint32Array> {
  const byLanguage = known.get(words) ?? new Map<string, Promise<Uint32Array>>()
  known.set(words, byLanguage)
  const present = byLanguage.get(language)
  if (present) return present
  const work = makeRanks(words, language, breathe)
  byLanguage.set(language, work)
  // a cancelled reckoning must not stand for the next
  work.catch(() => byLanguage.delete(language))
  return work
}

async function makeRanks(words: readonly (string | null)[], language: string, breathe: Breathe): Promise<Uint32Array> {
  const filled = new Uint32Array(words.length)
  let count = 0
  for (let i = 0; i < words.length; i++) if (words[i]) filled[count++] = i
  const used = filled.subarray(0, count)
  const ranks = new Uint32Array(words.length).fill(BLANK_RANK)
  const keys = plainKeys(words, used)
  await breathe()
  if (keys) {
    const order = await dealKeys(keys, breathe)
    let rank = -1
    let last: string | null = null
    for (const place of order) {
      if (keys[place] !== last) rank++
      last = keys[place]
      ranks[used[place]] = rank
    }
    return ranks
  }
  const compare = wordOrder(language)
  const order = await mergeSort(used, (a, b) => compare(words[a] as string, words[b] as string), breathe)
  let rank = -1
  for (let i = 0; i < order.length; i++) {
    if (i === 0 || compare(words[order[i - 1]] as string, words[order[i]] as string) !== 0) rank++
    ranks[order[i]] = rank
  }
  return ranks
}

/**
 * Keys whose order by code unit is the natural one, where all words are plain ASCII (codes and numbers, the longest dictionaries);
 * null: a language has to compare them.
 */
function plainKeys(words: readonly (string | null)[], used: Uint32Array): string[] | null {
  const keys: string[] = new Array(used.length)
  let shape: string | null = null
  let isUniform = true
  for (let i = 0; i < used.length; i++) {
    const word = words[used[i]] as string
    if (word.length > MAX_KEY || !/^[\x20-\x7e]*$/.test(word)) return null
    keys[i] = word
    if (!isUniform) continue
    // digits of all words at the same places: their order is that of the plain text
    const own = word.replace(/\d/g, '0')
    shape ??= own
    isUniform = own === shape
  }
  if (isUniform) return keys
  for (let i = 0; i < keys.length; i++) keys[i] = naturalKey(keys[i])
  return keys.every((key) => key.length <= MAX_KEY) ? keys : null
}

/**
 * Small letters; before each number how many digits it has, so that longer ones come later. A word that begins with 0 and a digit is a
 * code (0508, 05H1), whose digits say a class and its classes within, not a number.
 */
function naturalKey(word: string): string {
  return word
    .toLowerCase()
    .replace(/^0\d+|0*(\d+)/g, (all, digits: string | undefined) =>
      digits === undefined ? `0${all}` : String.fromCharCode(0x30 + Math.min(32, digits.length)) + digits,
    )
}

/** Places of the keys in their order, dealt two characters at a time from the end: no comparison at all. */
async function dealKeys(keys: readonly string[], breathe: Breathe): Promise<Uint32Array> {
  const width = keys.reduce((most, { length }) => Math.max(most, length), 0)
  const bytes = new Uint8Array(keys.length * width)
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]
    for (let at = 0; at < key.length; at++) bytes[i * width + at] = key.charCodeAt(at)
    if (i % PIECE === 0) await breathe()
  }
  let order = Uint32Array.from({ length: keys.length }, (_, i) => i)
  let next = new Uint32Array(keys.length)
  const counts = new Uint32Array(129 * 128)
  for (let at = width % 2 === 0 ? width - 2 : width - 1; at >= 0; at -= 2) {
    const hasSecond = at + 1 < width
    const digit = (i: number) => bytes[i * width + at] * 128 + (hasSecond ? bytes[i * width + at + 1] : 0)
    counts.fill(0)
    for (let i = 0; i < order.length; i++) counts[digit(i)]++
    if (counts[digit(0)] === order.length) continue
    let sum = 0
    for (let d = 0; d < counts.length; d++) {
      const count = counts[d]
      counts[d] = sum
      sum += count
    }
    for (let k = 0; k < order.length; k++) next[counts[digit(order[k])]++] = order[k]
    ;[order, next] = [next, order]
    await breathe()
  }
  return order
}

/** Stable; lets messages in between runs. */
async function mergeSort(items: Uint32Array, compare: (a: number, b: number) => number, breathe: Breathe): Promise<Uint32Array> {
  let from = items.slice()
  for (let at = 0; at < from.length; at += PIECE) {
    from.subarray(at, at + PIECE).sort((a, b) => compare(a, b) || a - b)
    await breathe()
  }
  let to = new Uint32Array(from.length)
  for (let width = PIECE; width < from.length; width *= 2) {
    for (let at = 0; at < from.length; at += 2 * width) {
      const middle = Math.min(at + width, from.length)
      const end = Math.min(at + 2 * width, from.length)
      let [left, right] = [at, middle]
      for (let k = at; k < end; k++) {
        const isLeft = left < middle && (right >= end || compare(from[left], from[right]) <= 0)
        to[k] = isLeft ? from[left++] : from[right++]
        if (k % PIECE === 0) await breathe()
      }
    }
    ;[from, to] = [to, from]
  }
  return from
}
