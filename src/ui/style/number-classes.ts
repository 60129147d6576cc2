import type { App } from '../../app/app.ts'
import type { ClassMethod, NumberClasses } from '../../core/symbology.ts'

/** Of each of two numbers: nine colours are as many as are told apart. */
const PAIR_CLASSES = 3

/** Classes of a number, from all rows; fewer where it has not so many different values. */
export async function numberClasses(
  app: App,
  table: string,
  field: string,
  method: ClassMethod,
  count: number,
): Promise<NumberClasses> {
  const [breaks, { min, max }] = await Promise.all([
    app.tiles.fieldBreaks({ table, field, method, count }),
    app.tiles.fieldNumbers({ table, field, bins: 1 }),
  ])
  return { field, method, breaks, range: [Number.isFinite(min) ? min : 0, Number.isFinite(max) ? max : 0] }
}

/** Classes of two numbers at once. */
export function pairClasses(
  app: App,
  table: string,
  [first, second]: readonly [string, string],
  method: ClassMethod,
): Promise<[NumberClasses, NumberClasses]> {
  return Promise.all([
    numberClasses(app, table, first, method, PAIR_CLASSES),
    numberClasses(app, table, second, method, PAIR_CLASSES),
  ])
}

/** Whether a limit may be typed: limits ascend. */
export function isLimit(breaks: readonly number[], index: number, limit: number): boolean {
  const [below, above] = [breaks[index - 1] ?? Number.NEGATIVE_INFINITY, breaks[index + 1] ?? Number.POSITIVE_INFINITY]
  return limit !== breaks[index] && limit > below && limit < above
}
