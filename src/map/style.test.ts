import {
  createPropertyExpression,
  latest,
  type StylePropertySpecification,
  validateStyleMin,
} from '@maplibre/maplibre-gl-style-spec'
import { describe, expect, it } from 'vitest'
import type { Layer } from '../app/state.ts'
import { isDrawnAsImage } from '../core/appearance.ts'
import { graticule } from './graticule.ts'
import { measureFeatures } from './measures.ts'
import { buildStyle, type Drawing, type StyleInput } from './style.ts'
import { looksOf, paintOf } from './symbology.ts'

const layer = (id: string, patch: Partial<Layer> = {}): Layer => ({
  id,
  title: { zh: id, en: id },
  table: `${id}@1`,
  geometry: 'polygon',
  role: 'data',
  visible: true,
  opacity: 1,
  symbology: { kind: 'single', style: { fill: '#ffeecc', line: '#888888' } },
  label: null,
  minZoom: 0,
  maxZoom: 24,
  filter: [],
  fields: [],
  source: {
    title: { zh: id, en: id },
    file: id,
    sha256: '',
    crs: 'EPSG:4490',
    date: '',
    licence: '',
    isDemonstration: true,
    notes: [],
  },
  receipt: null,
  edits: null,
  ...patch,
})
const drawing = (of: Layer, patch: Partial<Drawing> = {}): Drawing => ({
  key: of.id,
  version: 1,
  layer: of,
  rows: 10,
  vertices: 100,
  bbox: [118, 37, 119, 38],
  ...patch,
})
const parcels = layer('parcels', {
  opacity: 0.5,
  symbology: {
    kind: 'categories',
    field: 'DLBM',
    classes: [
      { value: '0101', style: { fill: '#ffffaa', line: '#888888', lineWidth: 0.7 } },
      { value: '1104A', style: { fill: '#aaccff', hatch: 'wave', line: '#888888', lineWidth: 0.7, lineDash: [3, 2] } },
    ],
    other: null,
  },
  label: { field: 'name', minZoom: 15, weight: 600, italic: true },
})
const roads = layer('roads', {
  geometry: 'line',
  role: 'context',
  symbology: { kind: 'single', style: { line: '#ffffff', casing: '#999999', casingWidth: 5, lineWidth: 3 } },
  label: { field: 'name', placement: 'line' },
})
const wells = layer('wells', {
  geometry: 'point',
  symbology: { kind: 'single', style: { fill: '#ff0000' } },
  label: { field: 'name' },
})
const all = [wells, parcels, roads]

const RING = [
  [118.49, 37.6],
  [118.51, 37.6],
  [118.51, 37.61],
] as const

function input(patch: Partial<StyleInput> = {}): StyleInput {
  return {
    project: {
      basemap: 'none',
      tree: [{ id: 'g', title: { zh: 'g', en: 'g' }, isOpen: true, layers: all.map(({ id }) => id) }],
      layers: Object.fromEntries(all.map((each) => [each.id, each])),
    },
    drawings: new Map(all.map((each) => [each.id, drawing(each)])),
    highlights: [{ drawing: drawing(parcels, { key: '@card', rows: 1 }), strength: 0.7 }],
    basemap: null,
    basemapKey: null,
    appearance: 'light',
    sketch: { type: 'FeatureCollection', features: [] },
    measures: { type: 'FeatureCollection', features: [] },
    graticule: null,
    ...patch,
  }
}
const ids = (patch: Partial<StyleInput> = {}) => buildStyle(input(patch)).layers.map(({ id }) => id)
const basemap = {
  id: 'sky',
  title: { zh: '影像', en: 'Imagery' },
  tiles: [['https://t.example/{z}/{x}/{y}?tk={key}']],
  tileSize: 256 as const,
  maxZoom: 18,
  attribution: { zh: '例', en: 'Example' },
  needsKey: true,
  keyHelp: null,
}

describe('style', () => {
  it('leaves what was drawn here as it is in the sun, over the veil and the outlines', () => {
    const own = layer('drawing-polygon', { symbology: { kind: 'single', style: { line: '#b7410e', lineWidth: 1.8 } } })
    const order = (isSunny: boolean) =>
      ids({
        overlay: { isSunny, outlined: null, features: { type: 'FeatureCollection', features: [] } },
        drawings: new Map([own, parcels].map((each) => [each.id, drawing(each)])),
        project: {
          basemap: 'none',
          tree: [{ id: 'g', title: { zh: 'g', en: 'g' }, isOpen: true, layers: ['drawing-polygon', 'parcels'] }],
          layers: { parcels, 'drawing-polygon': own },
        },
      })
    const sunny = order(true)
    expect(sunny.indexOf('drawing-polygon:line')).toBeGreaterThan(sunny.indexOf('sun:veil'))
    expect(sunny.indexOf('parcels:line')).toBeLessThan(sunny.indexOf('sun:veil'))
    expect(sunny.indexOf('parcels:line')).toBeGreaterThan(-1)
    expect(order(false)).toContain('drawing-polygon:line')
  })
  it('draws layers of other services in their place, and nothing of one that is no longer configured', () => {
    const common = {
      group: { zh: '', en: '' },
      visible: true,
      opacity: 1,
      shownFrom: 0,
      shownTo: 24,
      title: { zh: '', en: '' },
      attribution: { zh: '', en: '' },
    }
    const overlays: StyleInput['overlays'] = [
      { ...common, id: 'photo', kind: 'xyz', tiles: ['https://h.example/{z}/{x}/{y}'], tileSize: 256, maxZoom: 17 },
      { ...common, id: 'plan', kind: 'pmtiles', url: 'plan.pmtiles', style: { fill: '#336699', line: '#000000', hatch: 'dots' } },
    ]
    const remote = (id: string) => layer(`overlay-${id}`, { geometry: 'remote', overlay: id, opacity: 0.4 })
    const [photo, plan, gone] = [remote('photo'), remote('plan'), remote('gone')]
    const style = buildStyle(
      input({
        overlays,
        drawings: new Map([['overlay-plan', drawing(plan, { sourceLayers: ['zones'], zooms: { min: 4, max: 13 } })]]),
        project: {
          basemap: 'none',
          layers: { [photo.id]: photo, [plan.id]: plan, [gone.id]: gone },
          tree: [{ id: 'g', title: { zh: '', en: '' }, isOpen: true, layers: [gone.id, plan.id, photo.id] }],
        },
      }),
    )
    expect(validateStyleMin(style, latest)).toEqual([])
    const order = style.layers.map(({ id }) => id).filter((id) => id.startsWith('overlay-'))
    expect(order).toEqual(['overlay-photo', ...['fill', 'hatch', 'line', 'dot'].map((part) => `overlay-plan:zones:${part}`)])
    expect(style.layers.find(({ id }) => id === 'overlay-photo')?.paint).toMatchObject({ 'raster-opacity': 0.4 })
    expect(style.sources['overlay-plan']).toMatchObject({ type: 'vector', minzoom: 4, maxzoom: 13 })
  })
  it('draws a raster from its own tiles, in its place among the layers', () => {
    const raster = layer('ndvi', {
      geometry: 'grid',
      grid: { unit: null, range: [0, 1], ramp: ['#000000', '#ffffff'] },
      opacity: 0.4,
    })
    const layers = { ...Object.fromEntries(all.map((each) => [each.id, each])), ndvi: raster }
    const tree = [{ id: 'g', title: raster.title, isOpen: true, layers: ['wells', 'ndvi', 'parcels', 'roads'] }]
    const drawings = new Map([...all, raster].map((each) => [each.id, drawing(each)]))
    const style = buildStyle(input({ project: { basemap: 'none', layers, tree }, drawings }))
    expect(validateStyleMin(style, latest)).toEqual([])
    expect(style.sources.ndvi).toMatchObject({ type: 'raster', tiles: ['grid-image://ndvi%401/{z}/{x}/{y}?v=1'] })
    const order = style.layers.map(({ id }) => id)
    const at = (start: string) => order.findIndex((id) => id.startsWith(start))
    expect(style.layers[order.indexOf('ndvi')]).toMatchObject({ type: 'raster', paint: { 'raster-opacity': 0.4 } })
    expect(at('parcels')).toBeLessThan(at('ndvi'))
    expect(at('ndvi')).toBeLessThan(at('wells'))
  })

  it.each(['light', 'dark'] as const)('meets the specification (%s)', (appearance) => {
    const measures = measureFeatures([{ id: 'a', kind: 'area', points: RING }], { locale: 'zh', areaUnit: 'mu' })
    const large = new Map(all.map((each) => [each.id, drawing(each, { rows: 100_000, vertices: 1e6 })]))
    for (const drawings of [input().drawings, large])
      expect(validateStyleMin(buildStyle(input({ appearance, drawings, measures, basemap, basemapKey: 'k' })), latest)).toEqual(
        [],
      )
  })

  it('gives figures of two measurements that end at the same place several places each', () => {
    const measures = measureFeatures([{ id: 'a', kind: 'area', points: RING }], { locale: 'zh', areaUnit: 'mu' })
    const totals = buildStyle(input({ measures })).layers.find(({ id }) => id === 'measures:totals')
    const anchors = Object.entries(totals?.layout ?? {}).find(([key]) => key === 'text-variable-anchor-offset')?.[1]
    const read = createPropertyExpression(
      anchors,
      'text-variable-anchor-offset',
      latest.layout_symbol['text-variable-anchor-offset'] as unknown as StylePropertySpecification,
    )
    if (read.result === 'error') throw new Error(read.value.map(({ message }) => message).join())
    const of = (k: string) =>
      read.value.evaluate({ zoom: 12 }, { type: 1, properties: { k } }).values.filter((each: unknown) => typeof each === 'string')
    expect(new Set(of('total')).size).toBeGreaterThanOrEqual(4)
    expect(of('total')[0]).toBe('left')
    expect(of('area-total')[0]).toBe('center')
    expect(new Set(of('area-total')).size).toBeGreaterThanOrEqual(3)
  })

  it('draws context below data whatever the tree says, highlights above, and names above all', () => {
    const order = ids()
    const at = (id: string) => order.indexOf(id)
    expect(order.every((id) => at(id) === order.lastIndexOf(id))).toBe(true)
    expect(at('ground')).toBe(0)
    expect(at('roads:casing')).toBeLessThan(at('roads:line'))
    expect(at('roads:line')).toBeLessThan(at('parcels:fill'))
    expect(at('parcels:fill')).toBeLessThan(at('parcels:hatch'))
    expect(at('parcels:hatch')).toBeLessThan(at('parcels:line'))
    expect(at('parcels:line')).toBeLessThan(at('wells:dot'))
    expect(at('wells:dot')).toBeLessThan(at('@card:fill'))
    expect(at('@card:line')).toBeLessThan(at('roads:name'))
    expect(at('parcels:name')).toBeLessThan(at('wells:name'))
  })

  it('leaves out hidden layers and those that the worker does not hold yet', () => {
    const project = { ...input().project, layers: { ...input().project.layers, wells: { ...wells, visible: false } } }
    expect(ids({ project }).some((id) => id.startsWith('wells'))).toBe(false)
    expect(ids({ drawings: new Map() }).filter((id) => !id.startsWith('sketch') && !id.startsWith('@'))).toEqual(['ground'])
  })

  it('shows large tables as images up to z14 and as vectors from there', () => {
    const large = drawing(parcels, { rows: 30_000, vertices: 300_000 })
    const style = buildStyle(input({ drawings: new Map([['parcels', large]]) }))
    const find = (id: string) => style.layers.find((each) => each.id === id)
    expect(find('parcels:image')).toMatchObject({ type: 'raster', maxzoom: 14, paint: { 'raster-opacity': 0.5 } })
    expect(find('parcels:fill')).toMatchObject({ minzoom: 14 })
    expect(style.sources.parcels).toMatchObject({ minzoom: 14, bounds: [118, 37, 119, 38] })
    expect([isDrawnAsImage(5_000, 200_000), isDrawnAsImage(5_001, 1), isDrawnAsImage(1, 200_001)]).toEqual([false, true, true])
  })

  it('asks only the worker for tiles, names no glyphs, and a basemap only with its key', () => {
    const urls = (style: ReturnType<typeof buildStyle>) =>
      Object.values(style.sources).flatMap((source) => ('tiles' in source && source.tiles) || [])
    expect(urls(buildStyle(input())).every((url) => /^table-(vector|image):\/\//.test(url))).toBe(true)
    expect(buildStyle(input())).not.toHaveProperty('glyphs')
    expect(ids({ basemap })).not.toContain('base:sky:0')
    expect(urls(buildStyle(input({ basemap, basemapKey: 'a&b' })))).toContain('https://t.example/{z}/{x}/{y}?tk=a%26b')
  })

  it('takes the ground away under a basemap, but not its lines and names', () => {
    const lake = layer('lake', { role: 'context', label: { field: 'name' } })
    const project = {
      basemap: 'none',
      tree: [{ id: 'g', title: { zh: 'g', en: 'g' }, isOpen: true, layers: ['lake'] }],
      layers: { lake },
    }
    const shown = ids({ project, drawings: new Map([['lake', drawing(lake)]]), basemap, basemapKey: 'k', highlights: [] })
    expect(shown).not.toContain('lake:fill')
    expect(shown).toEqual(expect.arrayContaining(['lake:line', 'lake:name']))
  })

  it('keeps of the ground on a blank map only boundaries, over a graticule', () => {
    const border = layer('border', { role: 'context', symbology: { kind: 'single', style: { line: '#8b7f99' } } })
    const lake = layer('lake', { role: 'context', label: { field: 'name' } })
    const drawings = new Map([border, lake, parcels].map((each) => [each.id, drawing(each)]))
    const project = {
      basemap: 'blank',
      tree: [{ id: 'g', title: { zh: 'g', en: 'g' }, isOpen: true, layers: ['parcels', 'border', 'lake'] }],
      layers: { border, lake, parcels },
    }
    const grid = graticule([118, 37, 119, 38])
    const style = buildStyle(input({ project, drawings, graticule: grid, highlights: [] }))
    expect(validateStyleMin(style, latest)).toEqual([])
    const shown = style.layers.map(({ id }) => id)
    expect(shown).toEqual(expect.arrayContaining(['graticule', 'graticule:name', 'border:line', 'parcels:fill']))
    expect(shown.some((id) => id.startsWith('lake'))).toBe(false)
    // under a basemap it is what is seen where no picture comes
    const online = ids({ basemap, basemapKey: 'k', graticule: grid })
    expect(online.indexOf('graticule')).toBeLessThan(online.indexOf('base:sky:0'))
    expect(online).not.toContain('graticule:name')
  })

  it('colours an open unit only while it fits the window', () => {
    const open = drawing(parcels, { key: '@card', rows: 1, fitZoom: 12 })
    const style = buildStyle(input({ highlights: [{ drawing: open, strength: 0.5 }] }))
    expect(validateStyleMin(style, latest)).toEqual([])
    const fill = style.layers.find(({ id }) => id === '@card:fill')
    expect(fill?.paint).toMatchObject({
      'fill-opacity': ['interpolate', ['linear'], ['zoom'], 12.25, expect.anything(), 13, 0],
    })
    expect(style.layers.some(({ id }) => id === '@card:line')).toBe(true)
  })

  it('gives the worker the colours it shows', () => {
    const paint = paintOf(looksOf(parcels, 'light'))
    expect(paint).toHaveLength(3)
    expect(paint[1]).toMatchObject({ fill: '#aaccff', hatch: 'wave' })
    expect(paint[2]).toBeNull()
  })
})
