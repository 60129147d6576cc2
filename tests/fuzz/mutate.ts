/** Numbers from a seed, the same on every machine (mulberry32). */
export class Random {
  private state: number
  constructor(seed: number) {
    this.state = seed >>> 0
  }
  /** whole number below `limit` */
  below(limit: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0
    let t = this.state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * limit)
  }
  pick<T>(list: readonly T[]): T {
    return list[this.below(list.length)]
  }
}

const EDGES_8 = [0, 1, 0x7f, 0x80, 0xff]
const EDGES_32 = [0, 1, 0xff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff]
const EDGES_64 = [Number.NaN, Infinity, -Infinity, 1e308, -1e308, 5e-324, 0, -0, 2 ** 53, 180, -1e10]
const WORDS = [
  '-1',
  '0',
  '99999999999999999999',
  '1e999',
  'NaN',
  'null',
  '"',
  '{',
  ']',
  ',',
  '\\',
  '\0',
  '<',
  '&lol;',
  '垦',
  '\ud800',
  ' ',
  '\n',
]

/** One to six changes of the kinds that damage, careless programs and ill will leave behind. @param others to splice from */
export function mutate(bytes: Uint8Array, random: Random, others: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  let out = new Uint8Array(bytes)
  for (let rounds = 1 + random.below(6); rounds > 0 && out.length > 0; rounds--) out = once(out, random, others)
  return out
}

function once(bytes: Uint8Array<ArrayBuffer>, random: Random, others: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  // heads hold counts and offsets: half of the changes go there
  const at = random.below(random.below(2) ? bytes.length : Math.min(bytes.length, 200))
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const room = bytes.length - at
  const length = 1 + random.below(Math.min(room, random.pick([4, 64, 1024])))
  switch (random.below(10)) {
    case 0:
      bytes[at] ^= 1 << random.below(8)
      return bytes
    case 1:
      bytes[at] = random.pick(EDGES_8)
      return bytes
    case 2:
      if (room >= 4) view.setUint32(at, random.pick(EDGES_32), random.below(2) === 0)
      return bytes
    case 3:
      if (room >= 8) view.setFloat64(at, random.pick(EDGES_64), random.below(2) === 0)
      return bytes
    case 4:
      return bytes.slice(0, at)
    case 5:
      return joined(bytes.subarray(0, at), bytes.subarray(at + length))
    case 6:
      return joined(bytes.subarray(0, at + length), bytes.subarray(at))
    case 7:
      return joined(
        bytes.subarray(0, at),
        new TextEncoder().encode(random.pick(WORDS)),
        bytes.subarray(at + random.below(2) * length),
      )
    case 8: {
      const other = random.pick(others)
      const from = random.below(Math.max(1, other.length))
      return joined(bytes.subarray(0, at), other.subarray(from, from + length), bytes.subarray(at + length))
    }
    default:
      for (let i = 0; i < length; i++) bytes[at + i] = random.below(256)
      return bytes
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}
