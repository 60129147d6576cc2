import { contentMark } from '../content-mark.ts'
import { AppError } from '../errors.ts'
import { formatRows, parseRows } from '../row-ranges.ts'
import type { Text } from '../text.ts'
import type { SpatialQuestion } from './spatial-rows.ts'

type LngLat = readonly [number, number]

/** What a place was, so that it can be asked again when view, drawing and selection have long changed. */
export type FixedPlace =
  | { readonly kind: 'layer'; readonly layer: string; readonly scope: 'all' | 'filter' }
  | { readonly kind: 'rows'; readonly layer: string; readonly rows: string }
  | { readonly kind: 'ring'; readonly was: 'view' | 'drawn'; readonly ring: readonly LngLat[] }

export interface FixedRule extends SpatialQuestion {
  readonly of: FixedPlace
}

/**
 * What a place found, as a condition of a filter: the answer itself, since nothing that draws or counts can ask two layers for each row;
 * and the question, so that it can be asked again when a layer has changed.
 */
export interface PlaceCondition {
  readonly rules: readonly FixedRule[]
  /** the rules as they were asked */
  readonly words: Text
  /** that were found, as core/row-ranges.ts writes them */
  readonly rows: string
  /** of `rows`: a damaged list lets nothing through */
  readonly mark: string
  readonly count: number
  /** rows that the table had: another has other rows, and none of them is let through */
  readonly of: number
  /** the tables that were asked, by layer, its own among them */
  readonly tables: Readonly<Record<string, string>>
}

/** Characters of the list: it is kept in the project, in each step of undo, and sent to the worker. */
const MOST_CHARACTERS = 400_000

/** @param rows ascending @throws AppError query.filterTooLong */
export function placeCondition(
  about: Pick<PlaceCondition, 'rules' | 'words' | 'tables'>,
  rows: ArrayLike<number>,
  of: number,
): PlaceCondition {
  const list = formatRows(rows)
  if (list.length > MOST_CHARACTERS) throw new AppError('query.filterTooLong', { n: rows.length })
  return { ...about, rows: list, mark: contentMark(list), count: rows.length, of }
}

/** Rows that it lets through; none where it is damaged, or of a table with another number of rows. */
export function placeRows(place: PlaceCondition, length: number): readonly number[] {
  if (place.of !== length || contentMark(place.rows) !== place.mark) return []
  const rows = parseRows(place.rows, length + 1)
  return rows?.every((row) => row < length) ? rows : []
}
