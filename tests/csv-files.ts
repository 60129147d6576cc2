import { expect } from 'vitest'
import { cellAt, findColumn, type Table } from '../src/core/table.ts'
import { quietTask } from '../src/core/task.ts'
import type { DecodedLayer, DecodeOptions } from '../src/formats/format.ts'
import { decodeFiles } from '../src/formats/registry.ts'

export const KENLI: DecodeOptions = {
  extent: [118.2, 37.3, 119.4, 38],
  likelyCrs: ['EPSG:4490', 'EPSG:4528', 'EPSG:4527', 'EPSG:4549', 'EPSG:4548'],
}
export async function readCsv(text: string | Uint8Array, options = KENLI, name = '宗地.csv'): Promise<DecodedLayer> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text
  const { layers, failures } = await decodeFiles([{ name, bytes }], options, quietTask())
  expect(failures).toEqual([])
  return layers[0]
}
/** Codes of the notes on the receipt. */
export const codes = ({ receipt }: DecodedLayer) => receipt.notes.map(({ code }) => code)
export const column = ({ table }: { readonly table: Table }, name: string) =>
  Array.from({ length: table.length }, (_, row) => cellAt(findColumn(table, name)!, row))
export const types = ({ table }: DecodedLayer) => table.columns.map(({ name, type }) => `${name} ${type}`)
