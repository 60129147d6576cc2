/** What a row of the tree shows of the whole tree. Of one moment: the library's own state answers with what is so now. */
export interface RowFacts {
  /** the rows, made anew where one comes, goes or is changed, and where a group is opened or closed */
  readonly collection: unknown
  readonly hasFocus: boolean
  readonly isDragging: boolean
}

/** Whether a row looks and answers as before; the row with the focus hears of everything. */
export function isSteadyRow(before: RowFacts, now: RowFacts): boolean {
  return before.collection === now.collection && ![before, now].some(({ hasFocus, isDragging }) => hasFocus || isDragging)
}
