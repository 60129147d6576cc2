import type { Table } from '../core/table.ts'
import type { FlatGeobufExtra } from './flatgeobuf-feature.ts'
import { defineFormat } from './format.ts'

/** A table as FlatGeobuf 3 with spatial index, for scripts; the product goes through the format. @param rows null: all */
export async function encodeFlatGeobuf(
  table: Table,
  rows: Uint32Array | null = null,
  extra: FlatGeobufExtra = {},
): Promise<Uint8Array> {
  const { encodeFlatGeobuf: encode } = await import('./flatgeobuf-encode.ts')
  return encode(table, rows, extra)
}

export default defineFormat({
  id: 'flatgeobuf',
  title: { zh: 'FlatGeobuf', en: 'FlatGeobuf' },
  extensions: ['fgb'],
  sniff: (head) => (head[0] === 0x66 && head[1] === 0x67 && head[2] === 0x62 && head[4] === 0x66 ? 1 : 0),
  readsPieces: true,
  async decode(files, options, task) {
    const { decodeFlatGeobuf } = await import('./flatgeobuf-decode.ts')
    return decodeFlatGeobuf(files, options, task)
  },
  async sample([file], options, task) {
    const { sampleFlatGeobuf } = await import('./flatgeobuf-decode.ts')
    return sampleFlatGeobuf(file, options, task)
  },
  async encode({ table, rows, fields, metadata }, task) {
    const { encodeFlatGeobuf: encode } = await import('./flatgeobuf-encode.ts')
    const bytes = await encode(table, rows, { fields, metadata }, task)
    return { name: `${table.name}.fgb`, mime: 'application/flatgeobuf', bytes }
  },
  async encodeInto({ table, rows, fields, metadata }, file, task) {
    const { writeFlatGeobuf } = await import('./flatgeobuf-encode.ts')
    await writeFlatGeobuf(table, rows, { fields, metadata }, file, task)
  },
  async stream(input, task) {
    const { streamFlatGeobuf } = await import('./flatgeobuf-encode.ts')
    return { name: `${input.schema.name}.fgb`, mime: 'application/flatgeobuf', content: await streamFlatGeobuf(input, task) }
  },
})
