export interface GridCell {
  /** −1 is the header */
  readonly row: number
  readonly column: number
}

/** Where a key leads in a grid of `rows` × `columns` (WAI-ARIA grid pattern); null: the key does not move. */
export function cellAfterKey(
  key: string,
  isMod: boolean,
  from: GridCell,
  size: { readonly rows: number; readonly columns: number; readonly page: number },
): GridCell | null {
  const to = (row: number, column: number): GridCell => ({
    row: Math.min(size.rows - 1, Math.max(-1, row)),
    column: Math.min(size.columns - 1, Math.max(0, column)),
  })
  switch (key) {
    case 'ArrowDown':
      return to(from.row + 1, from.column)
    case 'ArrowUp':
      return to(from.row - 1, from.column)
    case 'ArrowRight':
      return to(from.row, from.column + 1)
    case 'ArrowLeft':
      return to(from.row, from.column - 1)
    case 'PageDown':
      return to(from.row + size.page, from.column)
    case 'PageUp':
      return to(from.row - size.page, from.column)
    case 'Home':
      return to(isMod ? 0 : from.row, 0)
    case 'End':
      return to(isMod ? size.rows - 1 : from.row, size.columns - 1)
    default:
      return null
  }
}
