/** Which characters each slice of the typeface holds, as its maker writes them: "U+4e00-4e07,U+4e0a". */
export type SliceRanges = Readonly<Record<string, string>>

type Range = readonly [slice: string, from: number, to: number]
let parsed: {
  readonly of: SliceRanges
  readonly ranges: readonly Range[]
  readonly found: Map<string, readonly string[]>
} | null = null

/** Names of the slices that a text needs, in a fixed order; always the one with digits and Latin letters. */
export function slicesFor(text: string, slices: SliceRanges): readonly string[] {
  if (parsed?.of !== slices) parsed = { of: slices, ranges: parse(slices), found: new Map() }
  const { ranges, found } = parsed
  const needed = new Set(['latin'])
  for (const char of new Set(text)) {
    const code = char.codePointAt(0) ?? 0
    if (code <= 0x7f) continue
    // the Latin slice claims whole blocks of signs of which it lacks some, ‰ among them: the numbered slice has it then
    const mine = found.get(char) ?? ranges.flatMap(([slice, from, to]) => (code >= from && code <= to ? [slice] : []))
    found.set(char, mine)
    for (const slice of mine) needed.add(slice)
  }
  return [...needed].sort((a, b) => (a === 'latin' ? -1 : b === 'latin' ? 1 : a < b ? -1 : 1))
}

function parse(slices: SliceRanges): Range[] {
  // the numbered slices first: the named ones repeat a few of their characters in other alphabets
  const names = [
    'latin',
    ...Object.keys(slices).filter((name) => name.startsWith('[')),
    'latin-ext',
    'greek',
    'cyrillic',
    'vietnamese',
  ]
  return names.flatMap((name) =>
    (slices[name] ?? '').split(',').flatMap((range) => {
      const match = /^U\+([0-9a-f]+)(?:-([0-9a-f]+))?$/i.exec(range.trim())
      if (!match) return []
      const from = Number.parseInt(match[1], 16)
      return [[name.replace(/[[\]]/g, ''), from, match[2] ? Number.parseInt(match[2], 16) : from] as const]
    }),
  )
}
