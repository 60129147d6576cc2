import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decode } from '../../tests/decode-files.ts'
import { NS } from '../../tests/gml-files.ts'
import { cellAt, type Table } from '../core/table.ts'
import { escapeXml } from './ooxml-parts.ts'

type Pair = readonly [number, number]
type Kind = 'point' | 'line' | 'polygon'
interface Row {
  readonly parts: readonly (readonly (readonly Pair[])[])[]
  readonly code: string
  readonly area: number
  readonly words: string | null
}

/** How a file says where a place lies. */
interface Dialect {
  readonly isNorthFirst: boolean
  /** places of a ring or line */
  readonly list: 'coordinates' | 'semicolons' | 'coord' | 'pos' | 'posList'
  readonly isOld: boolean
  /** shapes that stand in a curve or a surface */
  readonly isSegmented: boolean
}

const degrees = (min: number, max: number) => fc.integer({ min: min * 1e7, max: max * 1e7 }).map((n) => n / 1e7)
const pair = fc.tuple(degrees(118.2, 119.4), degrees(37.3, 38)) as fc.Arbitrary<Pair>
const ring = fc.array(pair, { minLength: 3, maxLength: 6 }).map((open) => [...open, open[0]])
const PARTS: Record<Kind, fc.Arbitrary<Row['parts']>> = {
  point: fc.array(
    pair.map((one) => [[one]]),
    { minLength: 1, maxLength: 3 },
  ),
  line: fc.array(
    fc.array(pair, { minLength: 2, maxLength: 5 }).map((line) => [line]),
    { minLength: 1, maxLength: 3 },
  ),
  polygon: fc.array(fc.array(ring, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
}
// what stands between tags is trimmed, and XML has no control characters
const words = fc
  .string({ unit: 'grapheme', maxLength: 12 })
  .map((text) => `x${text.replace(/[\p{Cc}\p{Z}\ufeff\ufffe\uffff\p{Surrogate}]/gu, '')}`)
const rowOf = (kind: Kind): fc.Arbitrary<Row> =>
  fc.record({
    parts: PARTS[kind],
    code: fc.integer({ min: 0, max: 999 }).map((n) => `0${n}`),
    area: fc.integer({ min: -1e6, max: 1e9 }).map((n) => n / 100),
    words: fc.option(words),
  })
const dialect = fc.record({
  isNorthFirst: fc.boolean(),
  list: fc.constantFrom('coordinates', 'semicolons', 'coord', 'pos', 'posList') as fc.Arbitrary<Dialect['list']>,
  isOld: fc.boolean(),
  isSegmented: fc.boolean(),
})

function gmlOf(rows: readonly Row[], kind: Kind, { isNorthFirst, list, isOld, isSegmented }: Dialect): string {
  const places = (pairs: readonly Pair[]) => {
    const ordered = pairs.map(([x, y]) => (isNorthFirst ? [y, x] : [x, y]))
    switch (list) {
      case 'coordinates':
        return `<gml:coordinates>${ordered.map((pair) => pair.join(',')).join(' ')}</gml:coordinates>`
      case 'semicolons':
        return `<gml:coordinates decimal="," cs=" " ts=";">${ordered.map((pair) => pair.map((n) => String(n).replace('.', ',')).join(' ')).join(';')}</gml:coordinates>`
      case 'coord':
        return ordered.map(([a, b]) => `<gml:coord><gml:X>${a}</gml:X><gml:Y>${b}</gml:Y></gml:coord>`).join('')
      case 'pos':
        return ordered.map((pair) => `<gml:pos>${pair.join(' ')}</gml:pos>`).join('\n')
      case 'posList':
        return pairs.length === 1
          ? `<gml:pos>${ordered[0].join(' ')}</gml:pos>`
          : `<gml:posList srsDimension="2">\n${ordered.map((pair) => pair.join(' ')).join('\n')}\n</gml:posList>`
    }
  }
  const line = (pairs: readonly Pair[]) => {
    if (!isSegmented) return `<gml:LineString>${places(pairs)}</gml:LineString>`
    const segments = pairs.slice(1).map((end, i) => `<gml:LineStringSegment>${places([pairs[i], end])}</gml:LineStringSegment>`)
    return `<gml:Curve><gml:segments>${segments.join('')}</gml:segments></gml:Curve>`
  }
  const ring = (pairs: readonly Pair[], i: number) => {
    const side = isOld ? (i === 0 ? 'outerBoundaryIs' : 'innerBoundaryIs') : i === 0 ? 'exterior' : 'interior'
    const inner = isSegmented
      ? `<gml:Ring><gml:curveMember>${line(pairs)}</gml:curveMember></gml:Ring>`
      : `<gml:LinearRing>${places(pairs)}</gml:LinearRing>`
    return `<gml:${side}>${inner}</gml:${side}>`
  }
  const part = (rings: readonly (readonly Pair[])[]) => {
    if (kind === 'point') return `<gml:Point>${places(rings[0])}</gml:Point>`
    if (kind === 'line') return line(rings[0])
    const face = isSegmented ? 'PolygonPatch' : 'Polygon'
    const polygon = `<gml:${face}>${rings.map(ring).join('')}</gml:${face}>`
    return isSegmented ? `<gml:Surface><gml:patches>${polygon}</gml:patches></gml:Surface>` : polygon
  }
  const [multi, one] = {
    point: ['MultiPoint', 'pointMember'],
    line: isOld ? ['MultiLineString', 'lineStringMember'] : ['MultiCurve', 'curveMember'],
    polygon: isOld ? ['MultiPolygon', 'polygonMember'] : ['MultiSurface', 'surfaceMember'],
  }[kind]
  const srs = isNorthFirst ? 'urn:ogc:def:crs:EPSG::4490' : 'EPSG:4490'
  const members = rows.map(({ parts, code, area, words }) => {
    const shape = parts.map((rings) => `<gml:${one}>${part(rings)}</gml:${one}>`).join('')
    const text = words === null ? '<a:词/>' : `<a:词>${escapeXml(words)}</a:词>`
    return `<gml:featureMember><a:宗地><a:码>${code}</a:码>${text}<a:积>${area}</a:积><a:形><gml:${multi} srsName="${srs}">${shape}</gml:${multi}></a:形></a:宗地></gml:featureMember>`
  })
  return `<gml:FeatureCollection ${NS}>${members.join('\n')}</gml:FeatureCollection>`
}

function geojsonOf(rows: readonly Row[], kind: Kind): string {
  const type = { point: 'MultiPoint', line: 'MultiLineString', polygon: 'MultiPolygon' }[kind]
  const features = rows.map(({ parts, code, area, words }) => ({
    type: 'Feature',
    properties: { 码: code, 词: words, 积: area },
    geometry: { type, coordinates: parts.map((rings) => (kind === 'point' ? rings[0][0] : kind === 'line' ? rings[0] : rings)) },
  }))
  return JSON.stringify({ type: 'FeatureCollection', crs: { type: 'name', properties: { name: 'EPSG:4490' } }, features })
}

const cellsOf = (table: Table) =>
  ['码', '词', '积'].map((name) => {
    const column = table.columns.find((each) => each.name === name)
    return Array.from({ length: table.length }, (_, row) => (column ? cellAt(column, row) : null))
  })

test.each(['point', 'line', 'polygon'] as const)(
  'a layer of %ss is the same in GML of every dialect as in GeoJSON',
  async (kind) => {
    await fc.assert(
      fc.asyncProperty(fc.array(rowOf(kind), { minLength: 1, maxLength: 4 }), dialect, async (rows, how) => {
        const read = async (name: string, text: string) => {
          const { layers, failures } = await decode([{ name, bytes: new TextEncoder().encode(text) }])
          expect(failures).toEqual([])
          expect(layers).toHaveLength(1)
          return layers[0].table
        }
        const [gml, json] = [await read('a.gml', gmlOf(rows, kind, how)), await read('a.geojson', geojsonOf(rows, kind))]
        expect(gml.geometry).toEqual(json.geometry)
        expect([gml.crs, cellsOf(gml)]).toEqual([json.crs, cellsOf(json)])
      }),
      { numRuns: 120 },
    )
  },
)
