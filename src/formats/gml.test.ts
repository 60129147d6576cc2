import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { decode, hectares, load } from '../../tests/decode-files.ts'
import {
  codes,
  collection,
  file,
  geom,
  layersOf,
  member,
  NS,
  only,
  pairs,
  polygon,
  rings,
  rowOf,
  URN,
} from '../../tests/gml-files.ts'
import type { DecodedLayer } from './format.ts'

const outside = '../shared/data/kenli/dongying_4549.gml'
if (!existsSync(outside)) console.warn('skipped: ../shared/data is absent, no real GML is read')
test.skipIf(!existsSync(outside))('the five counties of Dongying', async () => {
  const { layers, failures } = await decode([load(outside)], {})
  expect(failures).toEqual([])
  const [{ table, receipt }] = layers
  expect(layers).toHaveLength(1)
  expect(receipt).toMatchObject({ format: 'gml', count: 5, withoutGeometry: 0, crs: 'EPSG:4549', crsEvidence: 'srs-name' })
  expect([table.name, table.geometry!.xy.length / 2]).toEqual(['dongying_4549', 1946])
  expect(Math.abs(hectares(table) / 785_292.7126 - 1)).toBeLessThan(1e-5)
  expect(Array.from({ length: 5 }, (_, row) => rowOf(table, row).行政代码)).toContain('370505')
})

describe('shapes', () => {
  test('GML 3.2: a polygon with a hole, north first as EPSG says', async () => {
    const layer = await only(collection(geom(polygon())))
    expect([layer.table.crs, rings(layer.table)]).toEqual(['EPSG:4549', [0, 5, 9]])
    expect(pairs(layer.table).slice(0, 4)).toEqual([371933, 4162979, 372033, 4162979])
    expect(layer.receipt.notes.map(({ code }) => code)).toEqual(['gml.northFirst'])
  })
  test('GML 2: coordinates, boundaries and members of multi shapes, easting first', async () => {
    const ring = '371933,4162979 372033,4162979 372033,4163079 371933,4162979'
    const text = `<ogr:FeatureCollection xmlns:ogr="http://ogr.maptools.org/" xmlns:gml="http://www.opengis.net/gml"><gml:featureMember><ogr:p fid="F7"><ogr:geometryProperty><gml:MultiPolygon srsName="http://www.opengis.net/gml/srs/epsg.xml#4549"><gml:polygonMember><gml:Polygon><gml:outerBoundaryIs><gml:LinearRing><gml:coordinates>${ring}</gml:coordinates></gml:LinearRing></gml:outerBoundaryIs></gml:Polygon></gml:polygonMember><gml:polygonMember><gml:Polygon><gml:outerBoundaryIs><gml:LinearRing><gml:coord><gml:X>1</gml:X><gml:Y>4162979</gml:Y></gml:coord><gml:coord><gml:X>372033</gml:X><gml:Y>4162979</gml:Y></gml:coord><gml:coord><gml:X>372033</gml:X><gml:Y>4163079</gml:Y></gml:coord><gml:coord><gml:X>1</gml:X><gml:Y>4162979</gml:Y></gml:coord></gml:LinearRing></gml:outerBoundaryIs></gml:Polygon></gml:polygonMember></gml:MultiPolygon></ogr:geometryProperty></ogr:p></gml:featureMember></ogr:FeatureCollection>`
    const { table, receipt } = await only(text)
    expect([receipt.crs, rings(table), [...table.geometry!.parts]]).toEqual(['EPSG:4549', [0, 4, 8], [0, 1, 2]])
    expect(pairs(table).slice(0, 2)).toEqual([371933, 4162979])
    expect(rowOf(table, 0)).toEqual({ fid: 'F7' })
  })
  test('coordinates with marks of their own, also with decimal commas', async () => {
    const line = (attributes: string, text: string) =>
      geom(`<gml:LineString srsName="EPSG:4549"><gml:coordinates ${attributes}>${text}</gml:coordinates></gml:LineString>`)
    for (const [attributes, text] of [
      ['decimal="," cs=" " ts=";"', '371933,5 4162979,25;372033,5 4163079,75'],
      ['cs=" " ts=","', '371933.5 4162979.25,372033.5 4163079.75'],
      ['', '371933.5, 4162979.25 372033.5 ,4163079.75'],
    ])
      expect(pairs((await only(collection(line(attributes, text)))).table)).toEqual([371933.5, 4162979.25, 372033.5, 4163079.75])
    const same = await only(collection(line('decimal="." cs="," ts=","', '1,2,3,4')))
    expect([codes(same), same.table.geometry]).toEqual([['gml.badShapes'], null])
  })
  test('points, lines and surfaces of every way of grouping', async () => {
    const inner = (text: string) => only(collection(geom(text)))
    const pos = (n: number) => `<gml:Point><gml:pos>${4162979 + n} 371933</gml:pos></gml:Point>`
    const points = await inner(
      `<gml:MultiPoint srsName="${URN}"><gml:pointMember>${pos(0)}</gml:pointMember><gml:pointMembers>${pos(1)}${pos(2)}</gml:pointMembers></gml:MultiPoint>`,
    )
    expect([points.table.geometry!.kind, [...points.table.geometry!.rows]]).toEqual(['point', [0, 3]])
    const segment = '<gml:LineStringSegment><gml:posList>0 1 0 2</gml:posList></gml:LineStringSegment>'
    const next = '<gml:LineStringSegment><gml:posList>0 2 0 3</gml:posList></gml:LineStringSegment>'
    const curve = `<gml:Curve srsName="EPSG:4549"><gml:segments>${segment}${next}</gml:segments></gml:Curve>`
    const string = '<gml:LineString><gml:posList>0 3 0 4</gml:posList></gml:LineString>'
    const lines = await inner(
      `<gml:MultiCurve srsName="EPSG:4549"><gml:curveMember>${curve}</gml:curveMember><gml:curveMembers>${string}</gml:curveMembers></gml:MultiCurve>`,
    )
    expect([pairs(lines.table), rings(lines.table)]).toEqual([
      [0, 1, 0, 2, 0, 3, 0, 3, 0, 4],
      [0, 3, 5],
    ])
    const backwards = `<gml:OrientableCurve orientation="-"><gml:baseCurve><gml:LineString><gml:posList>0 4 0 3</gml:posList></gml:LineString></gml:baseCurve></gml:OrientableCurve>`
    const joined = await inner(
      `<gml:CompositeCurve srsName="EPSG:4549"><gml:curveMember>${curve}</gml:curveMember><gml:curveMember>${backwards}</gml:curveMember></gml:CompositeCurve>`,
    )
    expect(pairs(joined.table)).toEqual([0, 1, 0, 2, 0, 3, 0, 4])
    const patch = `<gml:PolygonPatch><gml:exterior><gml:Ring><gml:curveMember><gml:LineString><gml:posList>0 0 9 0 9 9</gml:posList></gml:LineString></gml:curveMember><gml:curveMember><gml:LineString><gml:posList>9 9 0 9 0 0</gml:posList></gml:LineString></gml:curveMember></gml:Ring></gml:exterior></gml:PolygonPatch>`
    const surface = await inner(
      `<gml:MultiSurface srsName="EPSG:4549"><gml:surfaceMembers><gml:Surface><gml:patches>${patch}</gml:patches></gml:Surface></gml:surfaceMembers></gml:MultiSurface>`,
    )
    expect(pairs(surface.table)).toEqual([0, 0, 9, 0, 9, 9, 0, 9, 0, 0])
    const box = await inner(
      '<gml:Envelope srsName="EPSG:4549"><gml:lowerCorner>0 0</gml:lowerCorner><gml:upperCorner>9 5</gml:upperCorner></gml:Envelope>',
    )
    expect(pairs(box.table)).toEqual([0, 0, 9, 0, 9, 5, 0, 5, 0, 0])
  })
  test('arcs and circles become chords on the circle, and that is told', async () => {
    const arc = await only(
      collection(
        geom(
          '<gml:Curve srsName="EPSG:4549"><gml:segments><gml:Arc><gml:posList>370100 4162000 370000 4162100 369900 4162000</gml:posList></gml:Arc></gml:segments></gml:Curve>',
        ),
      ),
    )
    expect(codes(arc)).toEqual(['gml.arcs'])
    const area = (layer: DecodedLayer) => {
      const xy = pairs(layer.table)
      let sum = 0
      for (let i = 0; i + 3 < xy.length; i += 2)
        sum += (xy[i] - 370000) * (xy[i + 3] - 4162000) - (xy[i + 2] - 370000) * (xy[i + 1] - 4162000)
      return sum / 2
    }
    expect(area(arc) / ((Math.PI * 100 ** 2) / 2)).toBeCloseTo(1, 3)
    const ring = (segment: string) =>
      geom(
        `<gml:Surface srsName="EPSG:4549"><gml:patches><gml:PolygonPatch><gml:exterior><gml:Ring><gml:curveMember><gml:Curve><gml:segments>${segment}</gml:segments></gml:Curve></gml:curveMember></gml:Ring></gml:exterior></gml:PolygonPatch></gml:patches></gml:Surface>`,
      )
    const circles = [
      '<gml:Circle><gml:posList>370100 4162000 370000 4162100 369900 4162000</gml:posList></gml:Circle>',
      '<gml:Circle><gml:posList>370100 4162000 370000 4161900 369900 4162000</gml:posList></gml:Circle>',
      '<gml:CircleByCenterPoint numArc="1"><gml:pos>370000 4162000</gml:pos><gml:radius uom="m">100</gml:radius></gml:CircleByCenterPoint>',
    ]
    for (const circle of circles) expect(area(await only(collection(ring(circle)))) / (Math.PI * 100 ** 2)).toBeCloseTo(1, 3)
    const far = await only(collection(ring(circles[2].replace('uom="m"', 'uom="[nmi_i]"'))))
    expect([codes(far), far.table.geometry]).toEqual([['gml.otherKinds'], null])
  })
  test('heights: told by the box around the features, by its srsDimension or by its corners', async () => {
    const line = geom(
      '<gml:LineString srsName="EPSG:4549"><gml:posList>1 2 3 4 5 6 7 8 9 10 11 12</gml:posList></gml:LineString>',
    )
    const bounds = (envelope: string) => `<gml:boundedBy>${envelope}</gml:boundedBy>`
    for (const head of [
      '<gml:Envelope srsDimension="3"/>',
      '<gml:Envelope><gml:lowerCorner>1 1 0</gml:lowerCorner></gml:Envelope>',
    ])
      expect(pairs((await only(collection(line, bounds(head)))).table)).toEqual([1, 2, 4, 5, 7, 8, 10, 11])
    const own = line.replace('<a:geom>', `${bounds('<gml:Envelope srsDimension="3"/>')}<a:geom>`)
    expect(pairs((await only(collection(own + line))).table)).toEqual([
      1, 2, 4, 5, 7, 8, 10, 11, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
    ])
  })
  test('heights: told by srsDimension, or by a ring that closes in one way only', async () => {
    const ring = '0 0 1 9 0 2 9 9 3 0 0 1'
    for (const attribute of ['srsDimension="3"', '']) {
      const { table } = await only(
        collection(
          geom(
            `<gml:Polygon srsName="EPSG:4549" ${attribute}><gml:exterior><gml:LinearRing><gml:posList>${ring}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon>`,
          ),
        ),
      )
      expect([pairs(table), [...table.geometry!.z!]]).toEqual([
        [0, 0, 9, 0, 9, 9, 0, 0],
        [1, 2, 3, 1],
      ])
    }
  })
})

describe('features', () => {
  test('codes stay text, numbers and dates are those that all values are, nil and absent are nothing', async () => {
    const row = (code: string, area: string, more: string) =>
      member(`<a:DLBM>${code}</a:DLBM><a:面积>${area}</a:面积>${more}`, 'a:宗地', `z.${area}`)
    const { table } = await only(
      collection(
        row('0101', '12.5', '<a:日期>2024-03-31</a:日期><a:备注 xsi:nil="true"/><gml:name>甲</gml:name><a:name>乙</a:name>') +
          row('1106', '3', '<a:日期> 2025-01-02 </a:日期><a:备注><![CDATA[x<y]]>&amp;z</a:备注>'),
      ),
    )
    expect(rowOf(table, 0)).toEqual({
      gml_id: 'z.12.5',
      DLBM: '0101',
      面积: 12.5,
      日期: Date.UTC(2024, 2, 31),
      备注: null,
      name: '甲',
      name_2: '乙',
    })
    expect(rowOf(table, 1)).toMatchObject({ DLBM: '1106', 面积: 3, 备注: 'x<y&z', name: null })
  })
  test('a property with the name of a shape is a property: namespaces tell', async () => {
    const layer = await only(
      collection(member(`<a:Point>p</a:Point><a:coordinates>c</a:coordinates><a:geom>${polygon()}</a:geom><a:pos>q</a:pos>`)),
    )
    expect(rowOf(layer.table, 0)).toEqual({ gml_id: 'z.1', Point: 'p', coordinates: 'c', pos: 'q' })
    expect([codes(layer), layer.table.geometry!.kind]).toEqual([[], 'polygon'])
    const type = await only(collection(member('<a:x>1</a:x>', 'a:Polygon') + member('<a:x>2</a:x>', 'a:Polygon')))
    expect(type.table.length).toBe(2)
    expect(rowOf(type.table, 1)).toEqual({ gml_id: 'z.1', x: 2 })
    const own = `<c xmlns="http://www.opengis.net/gml" xmlns:b="http://b"><featureMember><b:p><b:g><Point srsName="EPSG:4490"><pos>118.5 37.5</pos></Point></b:g><b:Point>x</b:Point></b:p></featureMember></c>`
    expect(rowOf((await only(own)).table, 0)).toEqual({ Point: 'x' })
  })
  test('what is not kept is told: elements inside elements, links, repeated ones, second shapes, notes beside values', async () => {
    const layer = await only(
      collection(
        member(
          `<a:权利><a:人><a:名>甲</a:名></a:人></a:权利><a:类 xlink:href="http://x/1106"/><a:号>1</a:号><a:号>2</a:号><a:面积 codeSpace="m2">5</a:面积><a:geom>${polygon()}</a:geom><a:点><gml:Point srsName="${URN}"><gml:pos>4162979 371933</gml:pos></gml:Point></a:点>`,
        ),
      ),
    )
    expect(codes(layer)).toEqual(['gml.otherShapes', 'gml.nested', 'gml.repeated', 'gml.links', 'gml.attributes'])
    expect(layer.receipt.notes.map(({ detail }) => Object.values(detail).join('|'))).toEqual(
      expect.arrayContaining(['点', '权利|1', '号|;', '类', '面积 codeSpace=m2']),
    )
    expect(rowOf(layer.table, 0)).toEqual({ gml_id: 'z.1', 类: 'http://x/1106', 号: '1; 2', 面积: 5 })
    expect(layer.table.geometry!.kind).toBe('polygon')
  })
  test('a type that has its polygons in one property and its multipolygons in another keeps them all', async () => {
    const many = `<a:多><gml:MultiSurface><gml:surfaceMember>${polygon()}</gml:surfaceMember><gml:surfaceMember>${polygon()}</gml:surfaceMember></gml:MultiSurface></a:多>`
    const layer = await only(collection(member(`<a:单>${polygon()}</a:单>`) + member(many)))
    expect([[...layer.table.geometry!.rows], codes(layer)]).toEqual([[0, 1, 3], ['shape.sharedBorder']])
  })
  test('the first feature may lack its polygon: the others keep theirs', async () => {
    const point = `<a:点><gml:Point srsName="${URN}"><gml:pos>4162979 371933</gml:pos></gml:Point></a:点>`
    const broken = polygon(URN, '1 2 3 4 5')
    const layers = await layersOf(
      collection(member(point) + member(`<a:面>${polygon()}</a:面>${point}`) + member(`${point}<a:面>${broken}</a:面>`)),
    )
    expect(layers.map(({ table, receipt }) => [table.geometry?.kind, table.length, receipt.withoutGeometry])).toEqual([
      ['point', 2, 1],
      ['polygon', 1, 0],
    ])
    expect(codes(layers[1])).toEqual(['gml.badShapes', 'gml.otherShapes', 'geometry.kindsSplit'])
  })
  test('the unit of a measure goes to its field, where all values have the one', async () => {
    const row = (uom: string, area: string) => member(`<a:面积 uom="${uom}">${area}</a:面积>`)
    const all = await only(collection(row('ha', '1.5') + row('http://x/uom#ha', '2') + member('<a:面积/>')))
    expect([all.fields.find(({ name }) => name === '面积')?.unit, codes(all)]).toEqual(['ha', []])
    for (const [first, second] of [
      ['ha', 'm2'],
      ['furlong', 'furlong'],
    ]) {
      const mixed = await only(collection(row(first, '1.5') + row(second, '2')))
      expect([mixed.fields.find(({ name }) => name === '面积')?.unit, codes(mixed)]).toEqual([undefined, ['gml.attributes']])
    }
    const some = await only(collection(row('ha', '1.5') + member('<a:面积>2</a:面积>')))
    expect(codes(some)).toEqual(['gml.attributes'])
  })
  test('of two shapes the one with an extent is taken, whichever comes first', async () => {
    const point = `<a:点><gml:Point srsName="${URN}"><gml:pos>4162979 371933</gml:pos></gml:Point></a:点>`
    const layer = await only(collection(member(`${point}<a:面>${polygon()}</a:面>`)))
    expect([layer.table.geometry!.kind, codes(layer)]).toEqual(['polygon', ['gml.otherShapes']])
    expect(layer.receipt.notes.find(({ code }) => code === 'gml.otherShapes')?.detail).toEqual({ others: '点' })
  })
  test('types are layers; one type has the name of its file', async () => {
    const layers = await layersOf(
      collection(
        `<gml:featureMembers><a:宗地>${`<a:g>${polygon()}</a:g>`}</a:宗地><a:房屋><a:层数>3</a:层数></a:房屋></gml:featureMembers>`,
      ),
    )
    expect(layers.map(({ table }) => [table.name, table.length, table.geometry?.kind ?? null])).toEqual([
      ['宗地', 1, 'polygon'],
      ['房屋', 1, null],
    ])
    expect((await only(collection(geom(polygon()), ''))).table.name).toBe('宗地')
  })
  test('a single feature, a bare shape, a collection in a collection, an answer in an envelope', async () => {
    const lone = await only(`<a:宗地 ${NS} gml:id="z"><gml:name>甲</gml:name><a:码>0101</a:码><a:g>${polygon()}</a:g></a:宗地>`)
    expect([rowOf(lone.table, 0).码, lone.table.geometry!.kind, lone.table.length]).toEqual(['0101', 'polygon', 1])
    const bare = await only(polygon().replace('<gml:Polygon', `<gml:Polygon ${NS}`))
    expect([rings(bare.table), bare.table.length]).toEqual([[0, 5, 9], 1])
    const list = `<gml:featureMembers ${NS}><a:宗地 gml:id="1"><a:g>${polygon()}</a:g></a:宗地><a:宗地 gml:id="2"/></gml:featureMembers>`
    expect((await only(list)).table.length).toBe(2)
    const inner = collection(geom(polygon()))
    for (const text of [
      collection(`<wfs:member>${inner}</wfs:member>`),
      `<s:Envelope xmlns:s="s"><s:Body>${inner}</s:Body></s:Envelope>`,
    ])
      expect((await only(text)).table.length).toBe(1)
  })
  test('the box of a feature is no shape, in whatever vocabulary; a surface called so is one', async () => {
    const box = '<a:boundedBy><gml:Box srsName="osgb:BNG"><gml:coordinates>0,1 2,3</gml:coordinates></gml:Box></a:boundedBy>'
    const gone = await only(collection(member(`${box}<a:x>1</a:x>`)))
    expect([gone.table.geometry, codes(gone)]).toEqual([null, []])
    expect((await only(collection(member(`<a:boundedBy>${polygon()}</a:boundedBy>`)))).table.geometry?.kind).toBe('polygon')
  })
  test('what is asked of a service is no data', async () => {
    const wish = `<wfs:Transaction ${NS} service="WFS"><wfs:Insert><a:p><a:g>${polygon()}</a:g></a:p></wfs:Insert></wfs:Transaction>`
    expect((await decode([file(wish)])).failures.map(({ code }) => code)).toEqual(['gml.noFeatures'])
  })
  test('an answer that is not all of it, or an error of the service, is told', async () => {
    const part = await only(
      collection(geom(polygon())).replace(
        '<wfs:FeatureCollection',
        '<wfs:FeatureCollection numberMatched="12" numberReturned="1"',
      ),
    )
    expect(part.receipt.notes.find(({ code }) => code === 'gml.partial')?.detail).toEqual({ returned: 1, matched: 12 })
    const refused =
      '<ows:ExceptionReport xmlns:ows="o"><ows:Exception><ows:ExceptionText>Layer  unknown</ows:ExceptionText></ows:Exception></ows:ExceptionReport>'
    for (const name of ['a.gml', 'wfs.xml']) {
      const { failures } = await decode([file(refused, name)])
      expect(failures).toMatchObject([{ code: 'gml.serviceError', detail: { message: 'Layer unknown' } }])
    }
  })
})
