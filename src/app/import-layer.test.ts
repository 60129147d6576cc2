import { expect, test } from 'vitest'
import type { Symbology } from '../core/symbology.ts'
import type { CodeList, Column, Table } from '../core/table.ts'
import type { DecodedLayer } from '../formats/format.ts'
import { addLayers, importedLayer, RESULT_GROUP } from './import-layer.ts'
import type { Project } from './state.ts'

const NO_TEXT = { zh: '', en: '' }
const codeLists: Record<string, CodeList> = {
  land: {
    id: 'land',
    title: NO_TEXT,
    entries: [
      { code: '0101', label: { zh: '水田', en: 'Paddy' }, color: '#112233' },
      { code: '1106', label: { zh: '内陆滩涂', en: 'Flat' }, color: '#445566' },
      { code: '0201', label: NO_TEXT, color: '#778899' },
    ],
  },
}
function decoded(kind: 'polygon' | 'point' = 'polygon'): DecodedLayer {
  const column: Column = { name: 'DLBM', type: 'text', dictionary: ['1106', '0101', '9'], codes: Uint32Array.of(0, 1, 2) }
  const none = Uint32Array.of(0)
  const geometry = { kind, xy: new Float64Array(0), rings: none, parts: none, rows: new Uint32Array(4) }
  const table: Table = { name: 't', crs: 'EPSG:4490', length: 3, columns: [column], geometry }
  const fields = [{ name: 'DLBM', label: NO_TEXT, role: 'landClass' as const, codes: 'land' }]
  const receipt = { file: 't.shp', sha256: '0123456789abcdef', notes: [] } as unknown as DecodedLayer['receipt']
  return { table, fields, receipt, questions: [] }
}
const placed = (layer: DecodedLayer, symbology?: Symbology) =>
  importedLayer(layer, { id: 'a', title: 't', ordinal: 0, date: '2026-11-01', codeLists, ...(symbology && { symbology }) })

test('a layer that opens without the wizard has the colours of its land classes, and their codes once there is room', () => {
  const { symbology, label, fields } = placed(decoded())
  expect(symbology).toMatchObject({
    kind: 'categories',
    field: 'DLBM',
    classes: [
      { value: '0101', label: { zh: '水田' }, style: { fill: '#112233' } },
      { value: '1106', style: { fill: '#445566' } },
    ],
    other: { hatch: 'sparse-dots' },
  })
  expect(label).toMatchObject({ field: 'DLBM', minZoom: 15.5 })
  expect(fields[0].codes).toBe('land')
})

test('what has one colour is not labelled unasked', () => {
  expect(placed(decoded('point'))).toMatchObject({ symbology: { kind: 'single' }, label: null })
  expect(placed(decoded(), { kind: 'single', style: {} }).label).toBeNull()
})

test('what was made here stands in a group of results, apart from what was imported, each group made once', () => {
  const empty = { layers: {}, tree: [{ id: 'base', title: NO_TEXT, isOpen: true, layers: ['z'] }] } as unknown as Project
  const layer = (id: string) => ({ ...placed(decoded()), id })
  let project = addLayers(empty, [layer('a')], RESULT_GROUP.id)
  project = addLayers(project, [layer('b')])
  project = addLayers(project, [layer('c')], RESULT_GROUP.id)
  project = addLayers(project, [layer('d')], 'base')
  project = addLayers(project, [layer('e')], 'gone')
  expect(project.tree.map(({ title, layers }) => [title.zh, ...layers])).toEqual([
    ['导入图层', 'e', 'b'],
    ['分析结果', 'c', 'a'],
    ['', 'd', 'z'],
  ])
})
