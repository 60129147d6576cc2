import { describe, expect, it } from 'vitest'
import { PIECES } from '../../app/made-layer.ts'
import type { Layer, Project, Session } from '../../app/state.ts'
import { p } from '../../core/params.ts'
import type { FieldInfo, Table } from '../../core/table.ts'
import { fieldChoices, fieldSources, initialValues, lastValues, missing, withFields } from './form-state.ts'
import { defaultScope, isScopeOpen, scopeCounts } from './scope.ts'

const label = (word: string) => ({ zh: word, en: word })
const fields: FieldInfo[] = [
  { name: 'ZDDM', label: label('代码'), role: 'unitCode' },
  { name: 'QSXZ', label: label('权属性质'), role: 'ownership', codes: 'ownership' },
  { name: 'DLBM', label: label('地类'), role: 'landClass', codes: 'land' },
  { name: 'TBMJ', label: label('图斑面积'), role: 'registeredAreaM2', unit: 'm2' },
  { name: 'XZ', label: label('镇街'), role: 'town' },
]
const text = (name: string) => ({ name, type: 'text' as const, codes: new Uint32Array(2), dictionary: ['a'] })
const number = (name: string) => ({ name, type: 'number' as const, values: new Float64Array(2) })
const parcelsTable: Table = {
  name: 'parcels',
  crs: 'EPSG:4490',
  length: 2,
  columns: [text('extra'), text('ZDDM'), text('QSXZ'), text('DLBM'), number('TBMJ'), text('XZ'), number('YEAR')],
  geometry: null,
}
const layer = (id: string, patch: Partial<Layer> = {}) =>
  ({ id, geometry: 'polygon', role: 'data', visible: true, filter: [], fields: [], table: id, ...patch }) as unknown as Layer
const project = {
  tree: [{ id: 'g', layers: ['roads', 'parks', 'parcels'] }],
  layers: { roads: layer('roads', { geometry: 'line' }), parks: layer('parks'), parcels: layer('parcels', { fields }) },
} as unknown as Project
const session = { selection: null, card: null } as unknown as Session
const noCount = () => null

const params = {
  subject: p.layer({ label: label('图层'), geometry: 'polygon' }),
  groupBy: p.fields({ label: label('分组'), of: 'subject', min: 1, max: 3, types: ['text'] }),
  registered: p.fields({ label: label('登记面积'), of: 'subject', min: 0, max: 1, types: ['number'] }),
  ignoreBelow: p.number({ label: label('忽略'), min: 0, initial: 1 }),
}
const tableOf = (id: string) => (id === 'parcels' ? parcelsTable : null)

describe('a fresh form', () => {
  it('takes the layer that knows its land classes, grouped by town and class, with its registered area', () => {
    expect(initialValues(params, project, session, noCount, tableOf)).toEqual({
      subject: 'parcels',
      groupBy: ['XZ', 'DLBM'],
      registered: ['TBMJ'],
      ignoreBelow: 1,
    })
  })

  it('fills what a layer without such a field had left empty, once another layer has one', () => {
    const empty = { subject: 'parcels', groupBy: [], registered: [], ignoreBelow: 1 }
    expect(withFields(params, empty, project, tableOf)).toEqual({ ...empty, groupBy: ['XZ', 'DLBM'] })
  })

  it('takes no result of an earlier run while there is another layer', () => {
    const made = layer(`${PIECES}-1`, { fields })
    const more = {
      tree: [{ id: 'g', layers: [made.id, ...project.tree[0].layers] }],
      layers: { ...project.layers, [made.id]: made },
    } as unknown as Project
    expect(initialValues(params, more, session, noCount, tableOf).subject).toBe('parcels')
    const only = { tree: [{ id: 'g', layers: [made.id] }], layers: { [made.id]: made } } as unknown as Project
    expect(initialValues(params, only, session, noCount, () => null).subject).toBe(made.id)
  })

  it('takes the layer of the selection before any other', () => {
    const selected = { ...session, selection: { layer: 'parks', rows: [0] } }
    expect(initialValues(params, project, selected, noCount, tableOf).subject).toBe('parks')
  })

  it('takes the other epoch beside a layer where one is meant, and else the smallest layer that is seen', () => {
    const more = {
      tree: [{ id: 'g', layers: ['extract', 'parks', 'parcels', 'parcels-2024', 'district'] }],
      layers: {
        ...project.layers,
        extract: layer('extract', { fields, visible: false }),
        'parcels-2024': layer('parcels-2024', { fields: fields.slice(1), visible: false }),
        district: layer('district'),
      },
    } as unknown as Project
    const counts = { extract: 65, parks: 6, parcels: 28_970, 'parcels-2024': 29_142, district: 11 }
    const second = (isAlike: boolean) => {
      const pair = { after: params.subject, before: p.layer({ label: label('图层'), geometry: 'polygon', isAlike }) }
      return initialValues(
        pair,
        more,
        session,
        (id) => counts[id as keyof typeof counts],
        () => null,
      )
    }
    expect(second(true)).toEqual({ after: 'parcels', before: 'parcels-2024' })
    expect(second(false)).toEqual({ after: 'parcels', before: 'parks' })
  })

  it('asks again what was asked last, unless its layer is gone or another one is meant', () => {
    const analysis = { id: 'x', version: 2, params }
    const values = { subject: 'parcels', groupBy: ['DLBM'], registered: [], ignoreBelow: 7, gone: true }
    const run = { analysis: 'x', analysisVersion: 2, values }
    const withRun = (patch: object = {}, layers = project.layers) =>
      ({ ...project, layers, runs: [{ ...run, ...patch }] }) as unknown as Project
    const { gone: _, ...kept } = values
    expect(lastValues(analysis, withRun(), session)).toEqual(kept)
    expect(lastValues(analysis, withRun({ analysisVersion: 1 }), session)).toBeNull()
    expect(lastValues(analysis, withRun({}, { parks: layer('parks') }), session)).toBeNull()
    expect(lastValues(analysis, withRun(), { ...session, selection: { layer: 'parks', rows: [0] } })).toBeNull()
    // a selection of lines is not what is summed
    expect(lastValues(analysis, withRun(), { ...session, selection: { layer: 'roads', rows: [0] } })).toEqual(kept)
  })

  it('leaves fields open until the table is here, and then fills them', () => {
    const open = initialValues(params, project, session, noCount, () => null)
    expect(open.groupBy).toBeUndefined()
    expect(missing(params, open, project).map(({ param }) => param)).toEqual(['groupBy', 'registered'])
    const filled = withFields(params, open, project, tableOf)
    expect(filled.groupBy).toEqual(['XZ', 'DLBM'])
    expect(missing(params, filled, project)).toEqual([])
  })

  it('replaces fields that another layer does not have, and keeps a chosen order', () => {
    expect(withFields(params, { subject: 'parcels', groupBy: ['GONE'] }, project, tableOf).groupBy).toEqual(['XZ', 'DLBM'])
    expect(withFields(params, { subject: 'parcels', groupBy: ['DLBM', 'QSXZ'] }, project, tableOf).groupBy).toEqual([
      'DLBM',
      'QSXZ',
    ])
  })

  it('offers described fields of the wanted type first', () => {
    const names = fieldChoices(params.groupBy, [{ layer: project.layers.parcels, table: parcelsTable }]).map(({ name }) => name)
    expect(names).toEqual(['ZDDM', 'QSXZ', 'DLBM', 'XZ', 'extra'])
  })

  it('offers the fields of any of several layers, once all are here, and takes none where none is usual', () => {
    const several = {
      against: p.layers({ label: label('对比'), geometry: 'polygon', min: 1 }),
      by: p.fields({ label: label('汇总'), of: 'against', min: 0, max: 3, types: ['text'], roles: ['ownership', 'landClass'] }),
    }
    const parksTable: Table = { ...parcelsTable, name: 'parks', columns: [text('MC')] }
    const both = (id: string) => (id === 'parks' ? parksTable : tableOf(id))
    const names = (tables: typeof tableOf, against: string[]) =>
      fieldChoices(several.by, fieldSources(several.by, { against }, project, tables)).map(({ name }) => name)
    expect(names(both, ['parks', 'parcels'])).toEqual(['ZDDM', 'QSXZ', 'DLBM', 'XZ', 'MC', 'extra'])
    expect(withFields(several, { against: ['parks'] }, project, both).by).toEqual([])
    expect(withFields(several, { against: ['parks', 'parcels'] }, project, both).by).toEqual(['QSXZ', 'DLBM'])
    expect(withFields(several, { against: ['parks', 'parcels'] }, project, tableOf).by).toBeUndefined()
    expect(withFields(several, { against: ['parks', 'parcels'], by: ['MC'] }, project, both).by).toEqual(['MC'])
    expect(withFields(several, { against: ['parcels'], by: ['MC'] }, project, both).by).toEqual(['QSXZ', 'DLBM'])
  })

  it('refuses numbers out of range', () => {
    const values = { subject: 'parcels', groupBy: ['XZ'], registered: [], ignoreBelow: -1 }
    expect(missing(params, values, project)).toEqual([{ param: 'ignoreBelow', code: 'number' }])
  })
})

describe('scope', () => {
  const filtered = layer('parcels', { filter: [{ field: 'DLBM', values: ['1106'] }] })
  it('is the selection, else the filter, else all', () => {
    expect(defaultScope(filtered, { layer: 'parcels', rows: [1] })).toBe('selection')
    expect(defaultScope(filtered, { layer: 'parks', rows: [1] })).toBe('filter')
    expect(defaultScope(layer('parcels'), null)).toBe('all')
  })
  it('is not a row that is only shown while results are stepped through', () => {
    expect(defaultScope(layer('parcels'), { layer: 'parcels', rows: [1], isOnlyShown: true })).toBe('all')
    expect(defaultScope(filtered, { layer: 'parcels', rows: [1], isOnlyShown: true })).toBe('filter')
  })
  it('counts what each covers and closes those without meaning', () => {
    expect(scopeCounts(layer('parcels'), { layer: 'parcels', rows: [1, 4] }, 30112, 30112)).toEqual({
      all: 30112,
      filter: null,
      selection: 2,
    })
    expect(isScopeOpen('filter', layer('parcels'), null)).toBe(false)
    expect(isScopeOpen('filter', filtered, null)).toBe(true)
  })
})
