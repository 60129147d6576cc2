/**
 * Walks a Snappy block without unpacking it (format_description.txt of google/snappy): the library trusts its lengths, and one that turns
 * negative sends it backwards without end.
 * @throws Error where an element reaches beyond the block, before the output's start, or beyond `length` bytes of it
 */
export function checkSnappy(input: Uint8Array, length: number): void {
  let at = 0
  const next = (): number => {
    if (at >= input.length) throw new Error('snappy block ends early')
    return input[at++]
  }
  const little = (bytes: number): number => {
    let value = 0
    for (let i = 0; i < bytes; i++) value += next() * 256 ** i
    return value
  }
  // the preamble: the output's length, which the page header has told already
  while (next() >= 0x80);
  let written = 0
  while (at < input.length) {
    const tag = next()
    const kind = tag & 3
    const upper = tag >> 2
    if (kind === 0) {
      const size = (upper < 60 ? upper : little(upper - 59)) + 1
      if (at + size > input.length) throw new Error('snappy literal beyond the block')
      at += size
      written += size
    } else {
      const offset = kind === 1 ? ((tag >> 5) << 8) + next() : little(kind === 2 ? 2 : 4)
      if (offset === 0 || offset > written) throw new Error('snappy copy from before the start')
      written += kind === 1 ? (upper & 7) + 4 : upper + 1
    }
    if (written > length) throw new Error('snappy block larger than told')
  }
  if (written !== length) throw new Error('snappy block smaller than told')
}
