import fc from 'fast-check'
import { expect, test } from 'vitest'
import { initialProject, initialSession } from './initial.ts'
import { applyLink, formatLink, parseLink } from './link.ts'
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

test('defaults are left out', () => {
  expect(formatLink(project, session, initial)).toMatch(/^#v=1&map=[^&]+$/)
})

test('each part is validated alone', () => {
  expect(parseLink('#v=1&map=99/37/118&lang=fr&l=plots,0,0.5;../x,1;roads,7&base=<img>')).toEqual({
    layers: [{ id: 'plots', visible: false, opacity: 0.5 }],
  })
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
