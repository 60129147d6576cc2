/** Rows, ascending, as text: `0-4~9`, in base 36. */
export function formatRows(rows: ArrayLike<number>): string {
  const ranges: string[] = []
  for (let i = 0; i < rows.length; ) {
    let last = i
    while (rows[last + 1] === rows[last] + 1) last++
    ranges.push(rows[i].toString(36) + (last > i ? `-${rows[last].toString(36)}` : ''))
    i = last + 1
  }
  return ranges.join('~')
}

/** @returns null where the text is no list of rows, or names more than `most` */
export function parseRows(text: string, most: number): number[] | null {
  if (text === '') return []
  if (!/^[0-9a-z~-]+$/.test(text)) return null
  const rows: number[] = []
  for (const range of text.split('~')) {
    const [from, to = from] = range.split('-').map((row) => Number.parseInt(row, 36))
    // beyond safe integers a row has no next one
    if (!(from >= 0 && to >= from && Number.isSafeInteger(to) && to - from + rows.length < most)) return null
    for (let row = from; row <= to; row++) rows.push(row)
  }
  return rows
}
