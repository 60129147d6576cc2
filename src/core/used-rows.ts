/** Rows in use, ascending. @param rows null: all */
export function usedRows(rows: Uint32Array | null, length: number): Uint32Array {
  return rows ?? Uint32Array.from({ length }, (_, row) => row)
}
