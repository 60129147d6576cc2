import type { Dialect } from './dialect.ts'

/** Below a square centimetre nothing counts as an overlap: the threshold of core/net-area.ts and core/overlay/pair-areas.ts. */
export const SMALLEST_M2 = '0.0001'

/**
 * What larger rows of a table cover of each row already: rows are taken from the largest to the smallest, so that every place counts
 * once (core/net-area.ts). Gives id, the columns of both rows in `extra`, and the shared piece, however small.
 * @param table with id, shape and area_m2 @param extra expressions over `later` and `earlier`, each with its name
 */
export function countedTwice(dialect: Dialect, table: string, extra: readonly string[] = []): string {
  return [
    `select later.id, ${extra.map((each) => `${each}, `).join('')}ST_Intersection(later.shape, earlier.shape) as piece`,
    `from ${pairsOfTwice(dialect, table)}`,
  ].join('\n')
}
/** Whether a statement gave as many rows as there are pairs: an engine that lost some says nothing of it. */
export function countCheck(expected: string, found: string): string {
  return `select (select count(*) from ${expected}) as expected, (select count(*) from ${found}) as found`
}
export function pairsOfTwice(dialect: Dialect, table: string): string {
  const isBefore = '(earlier.area_m2 > later.area_m2 or (earlier.area_m2 = later.area_m2 and earlier.id < later.id))'
  return `${table} later join ${table} earlier on ${dialect.near('later.shape', 'earlier.shape')} and ${isBefore}`
}
