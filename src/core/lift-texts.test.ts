import { expect, test, vi } from 'vitest'
import type { AnalysisResult } from './analysis.ts'
import { buffersOfTexts, liftAll, liftTexts, placeAll, placeTexts, toLend } from './lift-texts.ts'
import { packValue } from './pack-value.ts'
import type { Column, Table } from './table.ts'

const many = Array.from({ length: 5000 }, (_, i) => (i % 1000 === 7 ? null : `宗地 ${i} \u{2000B}\ud800`))
const few = ['永安镇', null, '']
const text = (name: string, dictionary: readonly (string | null)[]): Column => ({
  name,
  type: 'text',
  codes: Uint32Array.of(0, 1),
  dictionary,
})
const table = (...columns: Column[]): Table => ({ name: 't', crs: 'EPSG:4490', length: 2, columns, geometry: null })
const number: Column = { name: 'area_m2', type: 'number', values: Float64Array.of(1, Number.NaN) }
const result: AnalysisResult = {
  table: table(text('a', many), number, text('b', few)),
  columns: [],
  totals: {},
  members: { offsets: Uint32Array.of(0, 1, 2), rows: Uint32Array.of(0, 1) },
  notes: [],
  method: { zh: '', en: '' },
  tables: [
    {
      title: { zh: '', en: '' },
      table: table(text('c', [...many, 'x'])),
      columns: [],
      totals: {},
      members: { offsets: Uint32Array.of(0), rows: new Uint32Array() },
    },
  ],
  pieces: table(text('d', many)),
}

test('long dictionaries leave as buffers, each once, and come back text by text', async () => {
  const breathe = vi.fn(async () => {})
  const lifted = await liftTexts(result, breathe)
  expect(breathe.mock.calls.length).toBeGreaterThanOrEqual(10)
  breathe.mockClear()
  expect(lifted.texts).toHaveLength(2)
  expect(buffersOfTexts(lifted.texts)).toHaveLength(6)
  // what is left to be copied is short
  expect(packValue({ ...lifted.result }).length).toBeLessThan(4000)
  const back = await placeTexts(structuredClone(lifted), breathe)
  expect(back).toEqual(result)
  expect(breathe.mock.calls.length).toBeGreaterThanOrEqual(10)
  expect(back.pieces?.columns[0]).toHaveProperty('dictionary', (back.table.columns[0] as { dictionary: unknown }).dictionary)
})

test('short ones stay where they are', async () => {
  const short = { ...result, table: table(text('b', few)), tables: [], pieces: undefined }
  const lifted = await liftTexts(short, async () => {})
  expect(lifted.texts).toEqual([])
  expect((lifted.result.table.columns[0] as { dictionary: unknown }).dictionary).toBe(few)
})

test('tables of a file share what they share, and a text may be longer than a call takes arguments', async () => {
  const long = [...many, 'é'.repeat(20_000), '', 'z']
  const tables = [table(text('a', long), text('b', few)), table(text('c', long))]
  const lifted = await liftAll(tables, async () => {})
  expect(lifted.texts).toHaveLength(1)
  const back = await placeAll(structuredClone(lifted), async () => {})
  expect(back).toEqual(tables)
  expect((back[0].columns[0] as { dictionary: unknown }).dictionary).toBe(
    (back[1].columns[0] as { dictionary: unknown }).dictionary,
  )
})

test('codes leave as a byte a letter, and what only looks like them does not', async () => {
  const codes = Array.from({ length: 2500 }, (_, i) => (i % 1200 === 5 ? null : `370505001001JB${String(i).padStart(5, '0')}`))
  for (const [dictionary, bytes] of [
    [codes, 1],
    // its two bytes would stand for the two letters of a text that is one letter longer than the buffer
    [[...codes, 'é'], 2],
    [['é', ...codes], 2],
    [[...codes, '\u{2000B}'], 2],
  ] as const) {
    const lifted = await liftAll([table(text('a', dictionary))], async () => {})
    expect(lifted.texts[0].units.BYTES_PER_ELEMENT).toBe(bytes)
    const [back] = await placeAll(structuredClone(lifted), async () => {})
    expect(back.columns[0]).toHaveProperty('dictionary', dictionary)
  }
})

test('what is lent stays: large arrays are copied and moved, once each, and nothing else is taken apart', async () => {
  const xy = Float64Array.from({ length: 100_000 }, (_, i) => i)
  const views = new Uint32Array(xy.buffer, 8, 2)
  const geometry = { kind: 'point', xy, rings: views, parts: Uint32Array.of(0), rows: Uint32Array.of(0) } as const
  const subject = { ...table(text('a', many)), geometry }
  const blob = new Blob(['x'])
  const argument = { subject, source: subject, blob, numbers: new Map([[1, 2]]), nothing: undefined }
  const { sent, transfer } = await toLend(argument, async () => {})
  expect(transfer).toHaveLength(5)
  expect(transfer).not.toContain(xy.buffer)
  expect(sent.subject.geometry?.rings.buffer.byteLength).toBe(8)
  expect(sent.subject).toBe(sent.source)
  expect(sent.blob).toBe(blob)
  const { texts = [], ...message } = sent
  expect(await placeAll({ message, texts }, async () => {})).toEqual(argument)
})
