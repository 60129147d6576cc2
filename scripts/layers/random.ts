/** A seeded stream of numbers (sfc32): the same on every machine, so that the built layers have the same bytes. */
export interface Random {
  /** 0 ≤ x < 1 */
  next(): number
  between(low: number, high: number): number
  /** low … high, both included */
  int(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(items: readonly T[]): T
  /** one of the entries, by weight */
  weigh<T>(entries: readonly (readonly [T, number])[]): T
}

/** @param name each part of the data draws from its own stream, so that a change in one leaves the others alone */
export function random(name: string): Random {
  let h = 0x811c9dc5
  for (const character of name) h = Math.imul(h ^ character.codePointAt(0)!, 0x01000193)
  let a = 0x9e3779b9
  let b = 0x243f6a88
  let c = h | 0
  let counter = 1
  const next = () => {
    const t = (a + b + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + t
    return (t >>> 0) / 4294967296
  }
  for (let i = 0; i < 16; i++) next()
  const between = (low: number, high: number) => low + (high - low) * next()
  return {
    next,
    between,
    int: (low, high) => low + Math.floor(next() * (high - low + 1)),
    chance: (probability) => next() < probability,
    pick: (items) => items[Math.floor(next() * items.length)],
    weigh(entries) {
      let at = next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
      for (const [item, weight] of entries) {
        at -= weight
        if (at < 0) return item
      }
      return entries[entries.length - 1][0]
    },
  }
}

/** Smooth value noise, about −1 … 1, with one feature every `sizeM` metres; a pure function of the place. */
export function noise(seed: number, sizeM: number): (x: number, y: number) => number {
  const at = (i: number, j: number) => {
    let h = Math.imul(i, 0x27d4eb2d) ^ Math.imul(j, 0x165667b1) ^ Math.imul(seed, 0x9e3779b1)
    h = Math.imul(h ^ (h >>> 15), 0x85ebca6b)
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
    return ((h ^ (h >>> 16)) >>> 0) / 2147483648 - 1
  }
  const ease = (t: number) => t * t * (3 - 2 * t)
  return (x, y) => {
    const u = x / sizeM
    const v = y / sizeM
    const i = Math.floor(u)
    const j = Math.floor(v)
    const s = ease(u - i)
    const t = ease(v - j)
    const low = at(i, j) * (1 - s) + at(i + 1, j) * s
    const high = at(i, j + 1) * (1 - s) + at(i + 1, j + 1) * s
    return low * (1 - t) + high * t
  }
}
