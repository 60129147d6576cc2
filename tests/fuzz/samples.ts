import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { unzipSync } from 'fflate'
import { quietTask } from '../../src/core/task.ts'
import type { InputFile } from '../../src/formats/format.ts'
import { chooseFormat, decodeFiles, formats, groupFiles } from '../../src/formats/registry.ts'

const FIXTURES = 'tests/fixtures/formats'
const GOLDEN = ['tests/golden/tiff', 'tests/golden/parquet']
const SHARED = '../shared/data'
const MAX_BYTES = 150_000
const TOPOLOGY =
  '{"type":"Topology","transform":{"scale":[0.1,0.1],"translate":[118,37]},"objects":{"a":{"type":"GeometryCollection","geometries":[{"type":"Polygon","arcs":[[0,1]],"id":7,"properties":{"code":"0101","n":9007199254740993}},{"type":"MultiPolygon","arcs":[[[-1,2]]]}]}},"arcs":[[[1,0],[0,1]],[[1,1],[-1,0],[0,-1],[1,0]],[[1,0],[1,0],[0,1],[-1,0]]]}'
/** Every way of writing a shape, in one file. */
const CURVES =
  '<gml:Curve srsName="EPSG:4549"><gml:segments><gml:LineStringSegment><gml:posList>0 0 9 0</gml:posList></gml:LineStringSegment><gml:Arc><gml:posList>9 0 10 1 9 2</gml:posList></gml:Arc></gml:segments></gml:Curve>'
const CIRCLE =
  '<gml:Surface srsName="EPSG:4549"><gml:patches><gml:PolygonPatch><gml:exterior><gml:Ring><gml:curveMember><gml:Curve><gml:segments><gml:CircleByCenterPoint><gml:pos>370000 4162000</gml:pos><gml:radius uom="m">9</gml:radius></gml:CircleByCenterPoint></gml:segments></gml:Curve></gml:curveMember></gml:Ring></gml:exterior></gml:PolygonPatch></gml:patches></gml:Surface>'
const OLD =
  '<gml:Polygon srsName="http://www.opengis.net/gml/srs/epsg.xml#4490"><gml:outerBoundaryIs><gml:LinearRing><gml:coordinates decimal="." cs="," ts=" ">118,37 119,37 119,38 118,37</gml:coordinates></gml:LinearRing></gml:outerBoundaryIs></gml:Polygon>'
const POINTS =
  '<gml:MultiPoint srsName="urn:ogc:def:crs:EPSG::4490" srsDimension="3"><gml:pointMembers><gml:Point><gml:pos>37.5 118.5 2</gml:pos></gml:Point></gml:pointMembers></gml:MultiPoint>'
const GML = `<?xml version="1.0"?><gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml" xmlns:a="a" xmlns:xlink="http://www.w3.org/1999/xlink"><gml:boundedBy><gml:Envelope srsName="EPSG:4490"><gml:lowerCorner>0 0</gml:lowerCorner></gml:Envelope></gml:boundedBy>${[CURVES, CIRCLE, OLD, POINTS].map((shape, i) => `<gml:featureMember><a:t${i % 2} fid="${i}"><a:code>0${i}01</a:code><a:n xlink:href="#a"/><a:o><a:p>x</a:p></a:o><a:g>${shape}</a:g></a:t${i % 2}></gml:featureMember>`).join('')}</gml:FeatureCollection>`

/** Files that belong together, of one format. */
export interface Sample {
  readonly format: string
  readonly files: readonly InputFile[]
}

/**
 * Small whole files of every format: the fixtures, what our own writers make of them, and real files where they are present. Archives are
 * taken apart, since a changed archive ends at its checksum.
 */
export async function samples(): Promise<Sample[]> {
  const found: Sample[] = []
  const add = (files: readonly InputFile[]) => {
    for (const group of groupFiles(files, [])) {
      const format = chooseFormat(group[0])
      if (format && group.every(({ bytes }) => bytes.length <= MAX_BYTES)) found.push({ format: format.id, files: group })
    }
  }
  const paths = [...filesIn(FIXTURES), ...GOLDEN.flatMap(filesIn), ...(existsSync(SHARED) ? filesIn(SHARED) : [])].filter(
    (path) => !path.includes('/bad/'),
  )
  for (const path of paths) {
    const file = load(path)
    if (file.bytes.length > MAX_BYTES) continue
    if (path.endsWith('.zip')) add(Object.entries(unzipSync(file.bytes)).map(([name, bytes]) => ({ name, bytes })))
    else add([file])
  }
  add([{ name: 'a.topojson', bytes: new TextEncoder().encode(TOPOLOGY) }])
  add([{ name: 'a.gml', bytes: new TextEncoder().encode(GML) }])
  const { layers } = await decodeFiles([load(`${FIXTURES}/parcels.geojson`)], {}, quietTask())
  const parcels = layers[0].table
  const borders = { ...parcels, geometry: { ...parcels.geometry!, kind: 'line' as const } }
  for (const { id, encode, decode } of formats) {
    if (!encode || !decode) continue
    // GPX knows no polygons
    const { name, bytes } = await encode(
      { table: id === 'gpx' ? borders : parcels, rows: null, fields: layers[0].fields },
      quietTask(),
    )
    if (name.endsWith('.zip')) add(Object.entries(unzipSync(bytes)).map(([member, inside]) => ({ name: member, bytes: inside })))
    else found.push({ format: id, files: [{ name, bytes }] })
  }
  return found
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}
function load(path: string): InputFile {
  return { name: basename(path), bytes: new Uint8Array(readFileSync(path)) }
}
