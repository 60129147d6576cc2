import type { Task } from '../core/task.ts'
import { wholeText } from './whole-names.ts'

/** Names told at most. */
const MOST_NAMES = 5

/** Keys that stand more than once in the properties of a feature: JSON lets the last value count, and its writer may have meant both. */
export class DoubledKeys {
  private readonly inRow = new Set<string>()
  private readonly names = new Set<string>()
  private rows = 0
  private first = 0

  add(name: string): void {
    this.inRow.add(name)
  }
  /** The row is read again. */
  forgetRow(): void {
    this.inRow.clear()
  }
  endRow(row: number): void {
    if (this.inRow.size === 0) return
    if (this.rows++ === 0) this.first = row
    for (const name of this.inRow) this.names.add(name)
    this.inRow.clear()
  }
  tell(notes: Pick<Task, 'note'>): void {
    if (this.rows === 0) return
    const names = [...this.names].map(wholeText)
    const fields = names.slice(0, MOST_NAMES).join(', ') + (names.length > MOST_NAMES ? ', …' : '')
    notes.note('geojson.doubledKeys', { count: this.rows, row: this.first + 1, fields }, 'warning')
  }
}

/** Places of what stands in a list before them already. */
export function placesAgain<T>(list: readonly T[]): readonly number[] {
  const seen = new Set(list)
  if (seen.size === list.length) return []
  seen.clear()
  return list.flatMap((each, place) => (seen.size === seen.add(each).size ? [place] : []))
}
