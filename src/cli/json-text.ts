/** A long list whose elements are made one by one while they are written. */
export class JsonList {
  constructor(
    readonly length: number,
    readonly at: (index: number) => unknown,
  ) {}
}

/** Characters of a piece, about. */
const PIECE = 1 << 16

/**
 * What `JSON.stringify(value, null, 2)` gives, piece by piece: of a million pairs the whole would be longer than the longest string, and
 * their objects many times as large.
 */
export function* jsonText(value: unknown): Generator<string> {
  let piece = ''
  for (const part of parts(value, '')) {
    piece += part
    if (piece.length < PIECE) continue
    yield piece
    piece = ''
  }
  yield piece
}

function* parts(value: unknown, indent: string): Generator<string> {
  const inner = `${indent}  `
  if (value instanceof JsonList) {
    for (let i = 0; i < value.length; i++) {
      yield `${i === 0 ? '[\n' : ',\n'}${inner}`
      yield whole(value.at(i), inner)
    }
    yield value.length === 0 ? '[]' : `\n${indent}]`
  } else if (holdsList(value)) {
    const isArray = Array.isArray(value)
    const [open, close] = isArray ? '[]' : '{}'
    let separator = `${open}\n`
    for (const [key, each] of Object.entries(value)) {
      if (each === undefined) continue
      yield `${separator}${inner}${isArray ? '' : `${JSON.stringify(key)}: `}`
      yield* parts(each, inner)
      separator = ',\n'
    }
    yield `\n${indent}${close}`
  } else yield whole(value, indent)
}

function holdsList(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false
  return Object.values(value).some((each) => each instanceof JsonList || holdsList(each))
}

/** A line break inside a text is written \\n: each that stands in JSON is one of the layout. */
function whole(value: unknown, indent: string): string {
  return (JSON.stringify(value, null, 2) ?? 'null').replaceAll('\n', `\n${indent}`)
}
