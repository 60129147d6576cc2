import { createScanner, findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser'

export type JsonPath = readonly (string | number)[]

/** Both count from 1, as editors do. */
export interface Place {
  readonly line: number
  readonly column: number
}

export interface JsonFault extends Place {
  /** what the grammar wanted here: a character, or the parser's name of the fault */
  readonly expected: string
  /** what stands there; null at the end of the file */
  readonly found: string | null
}

export type ParsedJson =
  | { readonly value: unknown; readonly fault: null; readonly placeOf: (path: JsonPath, at?: 'key' | 'value') => Place }
  | { readonly fault: JsonFault }

const WANTED: Readonly<Record<string, string>> = {
  CommaExpected: ',',
  ColonExpected: ':',
  CloseBraceExpected: '}',
  CloseBracketExpected: ']',
  PropertyNameExpected: '"…"',
  ValueExpected: '"…" | 0 | true | false | null | { } | [ ]',
  UnexpectedEndOfString: '"',
  UnexpectedEndOfComment: '*/',
}
const END_OF_FILE = 17
const TRIVIA = new Set([12, 13, 14, 15])

/** Parses JSON with comments and trailing commas, and can say where in the file each value stands. */
export function parseJsonWithPlaces(source: string): ParsedJson {
  const text = source.replace(/^\uFEFF/, '')
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { allowTrailingComma: true })
  if (errors.length > 0 || !root) return { fault: faultOf(text, errors[0]) }
  return {
    value: plainValue(root),
    fault: null,
    placeOf: (path, at = 'value') => placeAt(text, offsetOf(root, path, at)),
  }
}

function faultOf(text: string, error: ParseError | undefined): JsonFault {
  if (!error || text.trim() === '') return { ...placeAt(text, 0), expected: '{', found: null }
  const name = printParseErrorCode(error.error)
  const expected = WANTED[name] ?? name
  const token = tokenAt(text, error.offset)
  // a missing separator belongs behind the token before, which is often a line further up
  const isSeparator = expected === ',' || expected === ':'
  return { ...placeAt(text, isSeparator ? token.endOfPrevious : error.offset), expected, found: token.found }
}

function tokenAt(text: string, offset: number): { found: string | null; endOfPrevious: number } {
  const scanner = createScanner(text, false)
  let endOfPrevious = 0
  for (let kind = scanner.scan(); kind !== END_OF_FILE; kind = scanner.scan()) {
    const end = scanner.getTokenOffset() + scanner.getTokenLength()
    if (end > offset) return { found: text.slice(scanner.getTokenOffset(), end).trim().slice(0, 40) || null, endOfPrevious }
    if (!TRIVIA.has(kind)) endOfPrevious = end
  }
  return { found: null, endOfPrevious }
}

/** As jsonc-parser's getNodeValue, but "__proto__" stays an ordinary key. */
function plainValue(node: Node): unknown {
  if (node.type === 'array') return (node.children ?? []).map(plainValue)
  if (node.type !== 'object') return node.value
  const object: Record<string, unknown> = {}
  for (const property of node.children ?? []) {
    const [key, value] = property.children ?? []
    if (key && value)
      Object.defineProperty(object, String(key.value), {
        value: plainValue(value),
        enumerable: true,
        configurable: true,
        writable: true,
      })
  }
  return object
}

/** Offset of the value or key at `path`; of the nearest thing around it when the path leads nowhere. */
function offsetOf(root: Node, path: JsonPath, at: 'key' | 'value'): number {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length))
    if (!node) continue
    const wantsKey = (at === 'key' || length < path.length) && node.parent?.type === 'property'
    return wantsKey ? node.parent!.offset : node.offset
  }
  return root.offset
}

function placeAt(text: string, offset: number): Place {
  const before = text.slice(0, offset)
  const lineStart = before.lastIndexOf('\n') + 1
  return { line: before.split('\n').length, column: offset - lineStart + 1 }
}
