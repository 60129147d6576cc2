import { expect, test } from 'vitest'
import { type CatalogFile, type LayerEntry, withEntry } from './catalog-file.ts'

const label = { zh: '', en: '' }
const entry = {
  kind: 'table',
  id: 'a',
  title: label,
  file: 'a.fgb',
  bytes: 1,
  sha256: '',
  fields: [{ name: 'DLBM', label, codes: 'land-class-2019' }],
} as const satisfies LayerEntry

test('the code list that a published field names comes with it; one that is there stays as the office has it', () => {
  const empty: CatalogFile = { version: 1, groups: [], layers: [] }
  expect(withEntry(empty, entry, null).codeLists?.map(({ id }) => id)).toEqual(['land-class-2019'])
  const own = [{ id: 'land-class-2019', title: label, entries: [] }]
  expect(withEntry({ ...empty, codeLists: own }, entry, null).codeLists).toEqual(own)
  expect(withEntry(empty, { ...entry, fields: [] }, null)).not.toHaveProperty('codeLists')
})
