import fc from 'fast-check'
import { expect, test } from 'vitest'
import { placeCondition } from '../core/query/place-condition.ts'
import type { Condition } from '../core/symbology.ts'
import { initialProject, initialSession } from './initial.ts'
import { applyLink, formatLink, linkContent, MOST_CHARACTERS, parseLink } from './link.ts'
import { restore } from './restore.ts'
import { smallCatalog, smallConfig } from './small-deployment.fixture.ts'

const project = initialProject(smallCatalog)
const session = initialSession(smallConfig, project, { width: 1440, height: 900 })
const initial = { project, session }

test('a link carries view, layers, basemap and language there and back', () => {
  const changed = {
    ...project,
    basemap: 'sky',
    layers: { ...project.layers, plots: { ...project.layers.plots, visible: false, opacity: 0.45 } },
  }
  const text = formatLink(changed, { ...session, locale: 'en', view: { zoom: 14.25, lat: 37.5869, lng: 118.54321 } }, initial)
  expect(text).toBe('#v=1&map=14.25/37.58690/118.54321&base=sky&l=plots,0,0.45&lang=en')
  const link = parseLink(text)
  expect(link).toEqual({
    view: { zoom: 14.25, lat: 37.5869, lng: 118.54321 },
    locale: 'en',
    basemap: 'sky',
    layers: [{ id: 'plots', visible: false, opacity: 0.45 }],
  })
  expect(applyLink(project, link, ['none', 'sky'])).toEqual(changed)
})

test('a link of field mode opens it, another one leaves it as it is', () => {
  const hash = formatLink(project, { ...session, field: true }, initial)
  expect(hash).toMatch(/&ui=field$/)
  expect(restore(initial, null, parseLink(hash), smallConfig).session.field).toBe(true)
  const inField = { project, session: { ...session, field: true } }
  expect(restore(inField, null, parseLink('#v=1&map=10/37/118'), smallConfig).session.field).toBe(true)
  expect(parseLink('#v=1&ui=toString')).toEqual({ skipped: ['ui'] })
})

test('defaults are left out', () => {
  expect(formatLink(project, session, initial)).toMatch(/^#v=1&map=[^&]+$/)
})

test('each part is validated alone', () => {
  expect(parseLink('#v=1&map=99/37/118&lang=fr&l=plots,0,0.5;../x,1;roads,7&base=<img>')).toEqual({
    layers: [{ id: 'plots', visible: false, opacity: 0.5 }],
    skipped: ['map', 'lang', 'base'],
  })
  expect(parseLink('#v=1&zzz=1').skipped).toEqual(['zzz'])
  expect(parseLink('#v=2&map=10/37/118')).toEqual({})
  expect(applyLink(project, { basemap: 'gone', layers: [{ id: 'gone', visible: true, opacity: 1 }] }, ['none'])).toEqual(project)
})

test('no text whatever breaks the reader', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const { view } = parseLink(`#v=1&map=${text}&l=${text}`)
      if (view) expect(Math.abs(view.lat)).toBeLessThanOrEqual(85.06)
    }),
  )
})

const withFilter = (filter: readonly Condition[]) => ({
  ...project,
  layers: { ...project.layers, plots: { ...project.layers.plots, filter, fields: FIELDS } },
})
const FIELDS = [
  { name: 'QLR', label: { zh: '权利人', en: 'Holder' }, role: 'holder' as const },
  { name: 'DLBM', label: { zh: '地类', en: 'Land class' } },
]

test('filters travel, whatever signs their values hold; those on holders never do', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.string({ maxLength: 12, unit: 'grapheme' }), { maxLength: 6 }), (values) => {
      const changed = withFilter([{ field: 'DLBM', values }])
      const link = parseLink(formatLink(changed, session, initial))
      expect(applyLink(withFilter([]), link, []).layers.plots.filter).toEqual([{ field: 'DLBM', values }])
    }),
  )
  expect(formatLink(withFilter([{ field: 'QLR', values: ['王某'] }]), session, initial)).not.toMatch(/f=|%E7/)
})

test('ranges and expressions travel too, and an expression that names a holder does not', () => {
  const filter = [
    { field: 'TBMJ', values: [], range: { min: -0.5, max: null } },
    { field: '@area', values: [], range: { min: null, max: 1e21 } },
    { field: '', values: [], expression: "[@area] / 666.67 > 50 and [DLBM] = '~.;$'", written: '亩 > 50 and 地类 = “~.;$”' },
  ]
  const link = parseLink(formatLink(withFilter(filter), session, initial))
  expect(applyLink(withFilter([]), link, []).layers.plots.filter).toEqual(filter)
  const personal = { field: '', values: [], expression: "[QLR] = '王某'", written: '权利人 = 王某' }
  expect(formatLink(withFilter([personal]), session, initial)).not.toMatch(/f=|%E7/)
  for (const broken of ['plots:TBMJ$a~1', 'plots:TBMJ$1', 'plots:$x', 'plots:.1']) {
    expect(parseLink(`#v=1&f=${broken}`).filters).toBeUndefined()
  }
})

test('a place does not travel; read again in its own page, a link takes away nothing that it left out', () => {
  const place = placeCondition({ rules: [], words: { zh: '内', en: 'in' }, tables: {} }, [1, 2], 3)
  const filter = [
    { field: 'DLBM', values: ['01'] },
    { field: '', values: [], place },
    { field: 'QLR', values: ['王某'] },
  ]
  const link = parseLink(formatLink(withFilter(filter), session, initial))
  expect(applyLink(withFilter([]), link, []).layers.plots.filter).toEqual(filter.slice(0, 1))
  expect(applyLink(withFilter(filter), link, []).layers.plots.filter).toEqual(filter)
  const other = [{ field: 'DLBM', values: ['02'] }, ...filter.slice(1)]
  expect(applyLink(withFilter(other), link, []).layers.plots.filter).toEqual(filter.slice(0, 1))
})

test('a selection travels by the table it is of, and only there', () => {
  const rows = [0, 1, 2, 3, 40, 1295, 1296]
  const text = formatLink(project, { ...session, selection: { layer: 'plots', rows } }, initial)
  expect(text).toContain(`sel=${encodeURIComponent(project.layers.plots.table)}:0-3~14~zz-100`)
  expect(parseLink(text).selection).toEqual({ table: project.layers.plots.table, rows })
  const there = restore({ project, session }, null, parseLink(text), smallConfig)
  expect(there.session.selection).toEqual({ layer: 'plots', rows })
  const other = { ...project, layers: { ...project.layers, plots: { ...project.layers.plots, table: 'plots@ffff' } } }
  expect(restore({ project: other, session }, null, parseLink(text), smallConfig).session.selection).toBeNull()
  expect(parseLink('#v=1&sel=t:0-zzzzzz').skipped).toEqual(['sel'])
})

test('no link is longer than 2 000 characters, and it is known what was left out', () => {
  const rows = Array.from({ length: 3000 }, (_, i) => 2 * i)
  const values = Array.from({ length: 400 }, (_, i) => `地类${i}`)
  const content = linkContent(
    withFilter([{ field: 'DLBM', values }]),
    { ...session, selection: { layer: 'plots', rows } },
    initial,
  )
  expect(content).toMatchObject({ hasFilters: false, hasSelection: false })
  expect(MOST_CHARACTERS).toBe(2000)
  expect(content.hash.length).toBeLessThan(2000)
})

test('what the link speaks of and is not here is kept in mind, to be told; the rest opens', () => {
  const own = { ...project.layers.plots, id: 'imported-k3' }
  const sender = { ...project, layers: { ...project.layers, [own.id]: own } }
  const hash = formatLink(sender, session, initial)
  expect(hash).not.toContain(own.id)
  const link = parseLink(hash)
  expect(link.skipped).toBeUndefined()
  expect(restore({ project, session }, null, link, smallConfig).session.absent).toEqual({ layers: [], local: 1 })
  // hidden there, a layer is missed by nobody
  const other = parseLink('#v=1&l=gone,0;missed,1;plots,0&f=lost:KIND.01')
  expect(restore({ project, session }, null, other, smallConfig)).toMatchObject({
    session: { absent: { layers: ['missed', 'lost'], local: 0 } },
    project: { layers: { plots: { visible: false } } },
  })
  expect(parseLink('#v=1&loc=-1').skipped).toEqual(['loc'])
})
