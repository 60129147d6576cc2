const NUMBER = /^[+-]?\d+(\.\d+)?$/

/** Whether lines are cut into the same number of cells by blanks, two of them coordinates: J1 4162979.69 371933.62. Prose is not. */
export function isBlankSeparated(lines: readonly string[]): boolean {
  const rows = lines.filter((line) => line.trim() !== '').map((line) => line.trim().split(/\s+/))
  const width = rows.at(-1)?.length ?? 0
  // the first may be a heading
  const data = rows.slice(1)
  if (width < 2 || data.length < 2 || rows.some((row) => row.length !== width)) return false
  const numbers = data[0].map((_, c) => data.every((row) => NUMBER.test(row[c]) && row[c].includes('.')))
  return numbers.filter(Boolean).length >= 2
}

/** Runs of blanks as one, none at the ends of lines. @param isLast what is left open at the end of a piece stays */
export function withSingleBlanks(text: string, isLast: boolean): string {
  const single = text
    .replace(/[ \t\u3000]+/g, ' ')
    .replace(/ (?=\r?\n)/g, '')
    .replace(/(^|\n) /g, '$1')
  return isLast ? single.trimEnd() : single
}
