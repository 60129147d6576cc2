import type { Column, Geometry, Table } from './table.ts'

/**
 * Puts together a column of rows that pass by. Rows that do not come have no value.
 * @param count of rows, where it is known: nothing then grows
 */
export function columnCollector(type: Column['type'], count = 0) {
  let numbers =
    type === 'boolean' ? new Uint8Array(count).fill(255) : new Float64Array(type === 'text' ? 0 : count).fill(Number.NaN)
  let codes = new Uint32Array(type === 'text' ? count : 0)
  const dictionary: (string | null)[] = [null]
  const codeOf = new Map<string | null, number>([[null, 0]])
  const codeFor = (word: string | null) => {
    const known = codeOf.get(word)
    if (known !== undefined) return known
    codeOf.set(word, dictionary.length)
    return dictionary.push(word) - 1
  }
  const grown = <A extends Uint8Array | Uint32Array | Float64Array>(values: A, wanted: number, none: number): A => {
    if (wanted <= values.length) return values
    const larger = new (values.constructor as new (length: number) => A)(Math.max(wanted, 2 * values.length))
    larger.fill(none).set(values)
    return larger
  }
  return {
    /** @param rows of `column` to take, and the place that each gets; null: all of them */
    take(column: Column, rows: ArrayLike<number> | null, places: ArrayLike<number>): void {
      const { length } = places
      if (length === 0) return
      const end = places[length - 1] + 1
      if (column.type === 'text') {
        codes = grown(codes, end, 0)
        const codeHere = new Int32Array(column.dictionary.length).fill(-1)
        for (let i = 0; i < length; i++) {
          const code = column.codes[rows ? rows[i] : i]
          if (codeHere[code] < 0) codeHere[code] = codeFor(column.dictionary[code])
          codes[places[i]] = codeHere[code]
        }
        return
      }
      numbers = grown(numbers, end, type === 'boolean' ? 255 : Number.NaN)
      for (let i = 0; i < length; i++) numbers[places[i]] = column.values[rows ? rows[i] : i]
    },
    finish(name: string, length: number): Column {
      if (type === 'text') return { name, type, codes: grown(codes, length, 0).subarray(0, length), dictionary }
      const values = grown(numbers, length, type === 'boolean' ? 255 : Number.NaN).subarray(0, length)
      return type === 'boolean' ? { name, type, values: values as Uint8Array } : { name, type, values: values as Float64Array }
    },
  }
}

/** Whether each row has a shape, as a geometry without vertices. */
export function rowsWithoutShapes(isFilled: Uint8Array): Geometry {
  const rows = new Uint32Array(isFilled.length + 1)
  for (let row = 0; row < isFilled.length; row++) rows[row + 1] = rows[row] + isFilled[row]
  const none = new Uint32Array(0)
  return { kind: 'polygon', xy: new Float64Array(0), rings: none, parts: none, rows }
}

/** Named columns of rows that pass by. */
export function columnsCollector(columns: readonly Pick<Column, 'name' | 'type'>[], count = 0) {
  const collectors = columns.map(({ name, type }) => ({ name, type, own: columnCollector(type, count) }))
  return {
    /** @param rows of the table to take, and the place that each gets; null: all of them */
    take(table: Table, rows: ArrayLike<number> | null, places: ArrayLike<number>): void {
      const byName = new Map(table.columns.map((column) => [column.name, column]))
      for (const { name, type, own } of collectors) {
        const column = byName.get(name)
        if (column?.type === type) own.take(column, rows, places)
      }
    },
    finish: (length: number): Column[] => collectors.map(({ name, own }) => own.finish(name, length)),
  }
}
