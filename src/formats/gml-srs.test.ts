import { describe, expect, test } from 'vitest'
import { codes, collection, geom, layersOf, member, only, pairs, polygon, URN } from '../../tests/gml-files.ts'

describe('the system', () => {
  test.each([
    ['urn:ogc:def:crs:EPSG::4490', 'EPSG:4490', true],
    ['urn:ogc:def:crs:EPSG:9.8.1:4490', 'EPSG:4490', true],
    // without the place of a version
    ['urn:x-ogc:def:crs:EPSG:4490', 'EPSG:4490', true],
    ['urn:example:local', 'urn:example:local', null],
    ['urn:ogc:def:crs,crs:EPSG::4490,crs:EPSG::5737', 'EPSG:4490', true],
    ['http://www.opengis.net/def/crs/EPSG/0/4490', 'EPSG:4490', true],
    ['https://www.opengis.net/def/crs/EPSG/0/4326', 'EPSG:4326', true],
    ['http://www.opengis.net/gml/srs/epsg.xml#4490', 'EPSG:4490', false],
    ['EPSG:4490', 'EPSG:4490', false],
    ['urn:ogc:def:crs:OGC:1.3:CRS84', 'EPSG:4326', false],
  ])('%s is %s', async (name, crs, isNorthFirst) => {
    const pos = isNorthFirst ? '37.5 118.5' : '118.5 37.5'
    const layer = await only(collection(geom(`<gml:Point srsName="${name}"><gml:pos>${pos}</gml:pos></gml:Point>`)))
    if (isNorthFirst === null) {
      expect(codes(layer)).toContain('crs.unknownDeclared')
      return
    }
    expect([layer.table.crs, pairs(layer.table), layer.questions]).toEqual([crs, [118.5, 37.5], []])
  })
  test('Web Mercator under its old numbers', async () => {
    for (const name of ['EPSG:900913', 'urn:ogc:def:crs:EPSG::102100']) {
      const layer = await only(collection(geom(`<gml:Point srsName="${name}"><gml:pos>13196926 4518000</gml:pos></gml:Point>`)))
      expect([layer.table.crs, pairs(layer.table), layer.questions]).toEqual(['EPSG:3857', [13196926, 4518000], []])
    }
  })
  test('an empty name is none', async () => {
    const layer = await only(collection(geom('<gml:Point srsName=" "><gml:pos>118.5 37.5</gml:pos></gml:Point>')))
    expect([layer.table.crs, codes(layer)]).toEqual(['EPSG:4490', ['crs.assumed']])
  })
  test('one system under two kinds of names is one layer, each place in its order', async () => {
    const point = (srs: string, pos: string) => geom(`<gml:Point srsName="${srs}"><gml:pos>${pos}</gml:pos></gml:Point>`)
    const { table } = await only(collection(point('EPSG:4490', '118.5 37.5') + point('urn:ogc:def:crs:EPSG::4490', '37.6 118.6')))
    expect(pairs(table)).toEqual([118.5, 37.5, 118.6, 37.6])
  })
  test('is that of the feature, else of the collection, where the shape does not say', async () => {
    const shape = '<a:geom><gml:Point><gml:pos>4162979 371933</gml:pos></gml:Point></a:geom>'
    const bounds = (srs: string) =>
      `<gml:boundedBy><gml:Envelope srsName="${srs}"><gml:lowerCorner>0 0</gml:lowerCorner><gml:upperCorner>1 1</gml:upperCorner></gml:Envelope></gml:boundedBy>`
    const ofAll = await only(collection(member(shape), bounds(URN)))
    const ofOne = await only(collection(member(bounds(URN) + shape), bounds('EPSG:4490')))
    for (const layer of [ofAll, ofOne]) {
      expect([layer.table.crs, pairs(layer.table)]).toEqual(['EPSG:4549', [371933, 4162979]])
      // the box of a feature is no shape and no value of it
      expect([codes(layer), layer.table.columns.map(({ name }) => name)]).toEqual([[], ['gml_id']])
    }
  })
  test('axes that contradict the numbers are asked about, and exchanged on demand', async () => {
    const wrong = collection(geom(polygon('EPSG:4549')))
    for (const options of [undefined, {}]) {
      const asked = await only(wrong, options)
      expect(asked.questions.map(({ kind }) => kind)).toEqual(['swap'])
    }
    const told = await only(wrong, { swapXY: true })
    expect([told.questions, pairs(told.table).slice(0, 2), told.table.crs]).toEqual([[], [371933, 4162979], 'EPSG:4549'])
    const degrees = collection(geom('<gml:Point srsName="urn:ogc:def:crs:EPSG::4490"><gml:pos>118.5 37.5</gml:pos></gml:Point>'))
    expect((await only(degrees)).questions.map(({ kind }) => kind)).toEqual(['swap'])
  })
  test('features of one type in two systems are two layers, which is told', async () => {
    const degrees = member(
      '<a:geom><gml:Point srsName="EPSG:4490"><gml:pos>118.5 37.5</gml:pos></gml:Point></a:geom>',
      'a:宗地',
      'z.2',
    )
    const layers = await layersOf(collection(geom(polygon()) + degrees + geom(polygon())))
    expect(layers.map(({ table }) => [table.name, table.crs, table.length])).toEqual([
      ['宗地_4549', 'EPSG:4549', 2],
      ['宗地_4490', 'EPSG:4490', 1],
    ])
    for (const layer of layers) expect(codes(layer)).toEqual(['gml.parted'])
    const mixed = await only(
      collection(
        geom(
          `<gml:MultiSurface><gml:surfaceMember>${polygon()}</gml:surfaceMember><gml:surfaceMember>${polygon('EPSG:4490')}</gml:surfaceMember></gml:MultiSurface>`,
        ),
      ),
    )
    expect([codes(mixed), mixed.table.geometry]).toEqual([['gml.badShapes'], null])
  })
})
