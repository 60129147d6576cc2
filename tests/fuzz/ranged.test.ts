import { readFileSync } from 'node:fs'
import { quietTask } from '../../src/core/task.ts'
import { openCodeIndex } from '../../src/formats/code-index.ts'
import { openFlatGeobuf } from '../../src/formats/flatgeobuf-ranges.ts'
import { byteSource } from '../../src/formats/geotiff-source.ts'
import { flawOf } from './check-table.ts'
import { fuzzBytes } from './damaged-bytes.ts'

const task = quietTask()

/** An index of codes as cli/publish/code-spool.ts writes it. */
function codeFile(codes: readonly string[]): Uint8Array {
  const entries = codes.map((code, row) => {
    const entry = Buffer.alloc(code.length + 6)
    entry.writeUInt16LE(code.length, 0)
    entry.write(code, 2, 'latin1')
    entry.writeUInt32LE(row, code.length + 2)
    return entry
  })
  const blocks = [Buffer.concat(entries.slice(0, 20)), Buffer.concat(entries.slice(20))]
  const starts = [0, blocks[0].length, blocks[0].length + blocks[1].length]
  const header = Buffer.from(JSON.stringify({ fields: [{ name: 'CODE', starts, firsts: [codes[0], codes[20]] }] }))
  const start = Buffer.alloc(12)
  start.write('OMCODES1', 0, 'latin1')
  start.writeUInt32LE(header.length, 8)
  return new Uint8Array(Buffer.concat([start, header, ...blocks]))
}

/** As formats.test.ts: files that are read by ranges, where a wrong offset leads anywhere. */
fuzzBytes({
  ranges: {
    bytes: new Uint8Array(readFileSync('tests/fixtures/second-district/layers/plots.fgb')),
    async read(bytes: Uint8Array) {
      const layer = await openFlatGeobuf(byteSource(new Blob([bytes as BlobPart]), 'f'), 'f', task.signal, 700)
      const { rows } = await layer.rowsWhere((box) => box[0] < 104, task.signal)
      const flaws = [flawOf(await layer.read(rows.subarray(0, 9), task, 1 << 20))]
      for await (const { table } of layer.pieces(task)) flaws.push(flawOf(table))
      return flaws.find((flaw) => flaw !== null) ?? null
    },
  },
  codes: {
    bytes: codeFile(Array.from({ length: 40 }, (_, i) => `99000100${10 + i}`)),
    async read(bytes: Uint8Array) {
      const index = await openCodeIndex(byteSource(new Blob([bytes as BlobPart]), 'f'), 'f', task.signal)
      const rows = await index.find('CODE', '990001002', 30, task.signal)
      return rows.length > 30 ? 'more rows than asked for' : null
    },
  },
})
