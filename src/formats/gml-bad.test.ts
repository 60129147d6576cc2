import { describe, expect, test } from 'vitest'
import { decode } from '../../tests/decode-files.ts'
import { codes, collection, file, geom, member, only, polygon, rowOf, URN } from '../../tests/gml-files.ts'

describe('bad input', () => {
  const failure = async (text: string, name?: string) => (await decode([file(text, name)])).failures.map(({ code }) => code)
  test('truncated, empty, of nothing, with entities', async () => {
    const whole = collection(geom(polygon()))
    expect(await failure(whole.slice(0, -40))).toEqual(['xml.syntax'])
    expect(await failure('')).toEqual(['format.empty'])
    expect(await failure(collection(''))).toEqual(['gml.noFeatures'])
    const linked = await decode([file(collection('<wfs:member xlink:href="#x"/>'))])
    expect(linked.failures).toMatchObject([{ code: 'gml.noFeatures', detail: { links: 1 } }])
    const bomb = `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>${collection(member('<a:x>&b;</a:x>'))}`
    expect(await failure(bomb)).toEqual(['xml.entities'])
    expect(await failure(`<?xml version="1.0"?>${collection(member('<a:x>&b;</a:x>'))}`)).toEqual(['xml.syntax'])
    expect(await failure(collection(geom('<gml:MultiSurface>'.repeat(400))))).toEqual(['xml.tooDeep'])
  })
  test.each([
    ['numbers that are none', polygon(URN, '1 NaN 2 3 4 5 1 NaN')],
    ['infinite ones', polygon(URN, '1 INF 2 3 4 5 1 INF')],
    ['hexadecimal ones', polygon(URN, '0x1 2 3 4 5 6 0x1 2')],
    ['an odd count', polygon(URN, '1 2 3 4 5 6 7')],
    ['an absurd dimension', polygon().replaceAll('<gml:posList', '<gml:posList srsDimension="1000000000"')],
    ['no dimension', polygon().replaceAll('<gml:posList', '<gml:posList srsDimension="0"')],
    ['a hole without a ring', polygon().replaceAll('exterior', 'interior')],
    ['two outer rings', polygon().replaceAll('interior', 'exterior')],
    [
      'segments that do not meet',
      '<gml:Curve><gml:segments><gml:LineStringSegment><gml:posList>0 0 1 1</gml:posList></gml:LineStringSegment><gml:LineStringSegment><gml:posList>5 5 6 6</gml:posList></gml:LineStringSegment></gml:segments></gml:Curve>',
    ],
    [
      'a circle through one point',
      '<gml:Curve><gml:segments><gml:Circle><gml:posList>1 1 1 1 1 1</gml:posList></gml:Circle></gml:segments></gml:Curve>',
    ],
    ['a box of one corner', '<gml:Envelope><gml:lowerCorner>1 1</gml:lowerCorner></gml:Envelope>'],
  ])('%s: the row stays, the shape is left out and told', async (_, shape) => {
    const layer = await only(collection(geom(shape) + geom(polygon())))
    expect([layer.table.length, layer.receipt.withoutGeometry, codes(layer)]).toEqual([2, 1, ['gml.badShapes']])
    expect(layer.receipt.notes.find(({ code }) => code === 'gml.badShapes')?.detail).toEqual({ count: 1, row: 1 })
  })
  test('a shape that stands elsewhere, or is none of a map', async () => {
    const linked = '<gml:MultiSurface><gml:surfaceMember xlink:href="#s1"/></gml:MultiSurface>'
    expect(codes(await only(collection(geom(polygon()) + geom(linked))))).toEqual(['gml.linkedShapes'])
    const whole = await only(collection(geom(polygon()) + member('<a:geom xlink:href="#s1"/>')))
    expect(codes(whole)).toEqual(['gml.linkedShapes', 'gml.links'])
    const solid = await only(
      collection(geom(polygon()) + geom(`<gml:Solid><gml:exterior>${polygon()}</gml:exterior></gml:Solid>`)),
    )
    expect([codes(solid), solid.receipt.withoutGeometry]).toEqual([['gml.otherKinds'], 1])
  })
  test('prefixes without end are no slower to look up', async () => {
    const many = Array.from({ length: 40_000 }, (_, i) => `xmlns:p${i}="p"`).join(' ')
    const points = Array.from({ length: 5_000 }, () =>
      geom('<gml:Point srsName="EPSG:4490"><gml:pos>118.5 37.5</gml:pos></gml:Point>'),
    )
    const start = performance.now()
    expect(
      (
        await only(
          `<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml" xmlns:wfs="w" xmlns:a="a" ${many}>${points.join('')}</gml:FeatureCollection>`,
        )
      ).table.length,
    ).toBe(5_000)
    expect(performance.now() - start).toBeLessThan(5_000)
  })
  test('types and columns without end', async () => {
    const types = Array.from({ length: 600 }, (_, i) => `<wfs:member><a:t${i}><a:x>1</a:x></a:t${i}></wfs:member>`).join('')
    expect(await failure(collection(types))).toEqual(['gml.tooManyTypes'])
    const columns = Array.from({ length: 2100 }, (_, i) => `<a:c${i}>1</a:c${i}>`).join('')
    expect(await failure(collection(member(columns)))).toEqual(['format.tooManyFields'])
    const proto = await only(collection(member('<a:__proto__>x</a:__proto__><a:constructor>y</a:constructor>')))
    expect(proto.table.columns.map(({ name }) => name)).toEqual(['__proto__', 'constructor', 'gml_id'])
  })
})

describe('which file is GML', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)
  test('a schema and a .gfs beside it belong to it; alone they are a part', async () => {
    const parts = ['宗地.xsd', '宗地.gfs'].map((name) => ({
      name,
      bytes: bytes('<xs:schema xmlns:gml="http://www.opengis.net/gml"/>'),
    }))
    const both = await decode([file(collection(geom(polygon()))), ...parts])
    expect([both.layers.length, both.failures]).toEqual([1, []])
    expect((await decode([parts[0]])).failures.map(({ code }) => code)).toEqual(['format.partOnly'])
  })
  test('two of one name from two folders are two', async () => {
    const one = collection(geom(polygon()))
    expect((await decode([file(one), file(one)])).layers).toHaveLength(2)
  })
  test('in UTF-16, GB18030, under .xml; metadata in its vocabulary are none', async () => {
    const text = `<?xml version="1.0"?>${collection(member('<a:码>垦利</a:码>'))}`
    const wide = new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))
    for (const each of [{ name: 'a.gml', bytes: wide }, file(text, 'wfs.xml')]) {
      const { layers } = await decode([each])
      expect(rowOf(layers[0].table, 0).码).toBe('垦利')
    }
    const metadata = '<gmd:MD_Metadata xmlns:gmd="g" xmlns:gml="http://www.opengis.net/gml"><gml:x/></gmd:MD_Metadata>'
    expect((await decode([{ name: 'a.xml', bytes: bytes(metadata) }])).layers).toEqual([])
  })
})
