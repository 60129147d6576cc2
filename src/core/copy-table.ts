import type { Column, Table } from './table.ts'

/** Copied at once; a few milliseconds, most of them for memory that is touched for the first time. */
const SLICE_BYTES = 4 << 20

/** Texts of a longer dictionary do not travel one by one: that is a task of their number, on both sides (lift-texts.ts). */
export const LONG_DICTIONARY = 1000

export function hasLongTexts(table: Table): boolean {
  return table.columns.some((column) => column.type === 'text' && column.dictionary.length > LONG_DICTIONARY)
}

/**
 * The same table in buffers of its own, to be moved to another thread. Posting the table itself would copy it too, but in one go:
 * 1.3 s for a million parcels, in which a page does not answer.
 * @param pause called after every few megabytes; lets others do their work when it is their turn
 */
export async function copyTable(table: Table, pause: () => Promise<void>): Promise<Table> {
  const { geometry } = table
  const columns: Column[] = []
  for (const column of table.columns)
    columns.push(
      column.type === 'text'
        ? { ...column, codes: await copyArray(column.codes, pause) }
        : column.type === 'boolean'
          ? { ...column, values: await copyArray(column.values, pause) }
          : { ...column, values: await copyArray(column.values, pause) },
    )
  return {
    ...table,
    columns,
    geometry: geometry && {
      kind: geometry.kind,
      xy: await copyArray(geometry.xy, pause),
      rings: await copyArray(geometry.rings, pause),
      parts: await copyArray(geometry.parts, pause),
      rows: await copyArray(geometry.rows, pause),
      ...(geometry.z ? { z: await copyArray(geometry.z, pause) } : {}),
      ...(geometry.m ? { m: await copyArray(geometry.m, pause) } : {}),
    },
  }
}

/** @param pause called after every few megabytes */
export async function copyArray<A extends Float64Array | Float32Array | Uint32Array | Uint16Array | Uint8Array>(
  source: A,
  pause: () => Promise<void>,
): Promise<A> {
  const copy = new (source.constructor as new (length: number) => A)(source.length)
  const step = SLICE_BYTES / source.BYTES_PER_ELEMENT
  for (let at = 0; at < source.length; at += step) {
    copy.set(source.subarray(at, at + step), at)
    await pause()
  }
  return copy
}
