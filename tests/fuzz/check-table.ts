import type { Table } from '../../src/core/table.ts'

/** What is wrong with a table by its contract (src/core/table.ts); null: nothing. */
export function flawOf({ columns, geometry, length }: Table): string | null {
  if (new Set(columns.map(({ name }) => name)).size !== columns.length) return 'column names repeat'
  for (const column of columns) {
    const cells = column.type === 'text' ? column.codes : column.values
    if (cells.length !== length) return `${column.name}: ${cells.length} cells for ${length} rows`
    if (column.type === 'text' && column.codes.some((code) => code >= column.dictionary.length))
      return `${column.name}: code without text`
  }
  if (!geometry) return null
  const { xy, z, rings, parts, rows, kind } = geometry
  if (rows.length !== length + 1) return `${rows.length} row ends for ${length} rows`
  for (const [name, ends, total] of [
    ['rows', rows, parts.length - 1],
    ['parts', parts, rings.length - 1],
    ['rings', rings, xy.length / 2],
  ] as const) {
    if (ends[0] !== 0 || ends[ends.length - 1] !== total) return `${name} do not span what is below them`
    for (let i = 1; i < ends.length; i++) if (ends[i] < ends[i - 1]) return `${name} run backwards`
  }
  if (z && z.length !== xy.length / 2) return 'heights for other vertices'
  if (!xy.every(Number.isFinite)) return 'a vertex is no number'
  if (kind !== 'polygon') return null
  for (let ring = 0; ring + 1 < rings.length; ring++) {
    const [first, last] = [rings[ring] * 2, rings[ring + 1] * 2 - 2]
    if (last - first < 6) return 'a ring of fewer than three corners'
    if (xy[first] !== xy[last] || xy[first + 1] !== xy[last + 1]) return 'an open ring'
  }
  return null
}
