import { expect, it } from 'vitest'
import { box, layerOf, named, run, values } from '../../../tests/overlap-layers.ts'
import { englishWords } from '../english-twin.ts'
import { textColumn } from '../grouping.ts'
import type { Table } from '../table.ts'
import { takeColumns } from './piece-table.ts'

const parcels = layerOf(named('P', [box(0, 0, 100), box(100, 0, 100)]))
const parks = named('W', [box(0, 0, 60, 100), box(150, 0, 60, 100)])
const withNames = (table: Table, english: readonly (string | null)[]) => ({
  ...layerOf({ ...table, columns: [textColumn('MC', ['天宁湖', '溢洪河']), textColumn('MC_EN', english)] }),
  fields: [{ name: 'MC', label: { zh: '名称', en: 'Name' }, role: 'name' as const }],
})

it('calls what pieces lie on, and its layer, in English beside the Chinese', async () => {
  const { pieces, piecesLook } = await run(parcels, [withNames(parks, ['Tianning Lake', null])], { pieces: true })
  if (!pieces || !piecesLook) throw new Error('no pieces')
  expect(values({ table: pieces }, 'against')).toEqual(['天宁湖', '溢洪河'])
  // a feature without an English name keeps its own
  expect(values({ table: pieces }, 'against_EN')).toEqual(['Tianning Lake', '溢洪河'])
  expect(values({ table: pieces }, 'against_layer_EN')).toEqual(['W in English', 'W in English'])
  expect(piecesLook.fields.map(({ label }) => label.en)).toContain('Against layer (English)')
  const bare = await run(parcels, [layerOf(parks)], { pieces: true })
  expect(bare.pieces?.columns.map(({ name }) => name)).not.toContain('against_EN')
})

it('keeps English names beside the names that they belong to where both layers have such a column', () => {
  const { table } = withNames(parks, ['Tianning Lake', 'Yihong River'])
  const { columns } = takeColumns(table, Uint32Array.of(0, 1), new Set(['MC', 'MC_EN']))
  expect(columns.map(({ name }) => name)).toEqual(['MC_2', 'MC_2_EN'])
  const taken: Table = { ...table, columns, length: 2 }
  expect(englishWords(taken, 'MC_2')?.get('溢洪河')).toBe('Yihong River')
})
