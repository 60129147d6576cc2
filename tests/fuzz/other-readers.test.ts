import { readFileSync } from 'node:fs'
import { unzipSync, zipSync } from 'fflate'
import { initialProject } from '../../src/app/initial.ts'
import { parseLink } from '../../src/app/link.ts'
import { loadCatalog, loadConfig } from '../../src/app/load-config.ts'
import { type ProjectFile, readProjectFile, writeProjectFile } from '../../src/app/project-file.ts'
import { smallCatalog } from '../../src/app/small-deployment.fixture.ts'
import { compileExpression } from '../../src/core/expression/compile.ts'
import { printExpression } from '../../src/core/expression/print.ts'
import { readExpression } from '../../src/core/expression/read-expression.ts'
import { schemaOf } from '../../src/core/expression/table-schema.ts'
import { nmeaStream } from '../../src/core/field/nmea-stream.ts'
import { readRover } from '../../src/core/field/read-rover.ts'
import { type ProjectArchive, readArchive, writeArchive } from '../../src/core/project-archive.ts'

import { quietTask } from '../../src/core/task.ts'
import { inPieces } from '../../src/formats/in-pieces.fixture.ts'
import { squeeze, tileId, tileSetStart } from '../../src/formats/pmtiles-encode.ts'
import { openTileSet } from '../../src/formats/pmtiles-reader.ts'
import { decodeFiles } from '../../src/formats/registry.ts'
import { parseWktCrs } from '../../src/formats/wkt-crs.ts'
import { flawOf } from './check-table.ts'
import { fuzzBytes } from './damaged-bytes.ts'

const FIXTURES = 'tests/fixtures/formats'
const DISTRICT = 'tests/fixtures/second-district'
const task = quietTask()
const bytesOf = (path: string) => new Uint8Array(readFileSync(path))
const utf8 = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const encode = (text: string) => new TextEncoder().encode(text)

const { layers } = await decodeFiles([{ name: 'parcels.geojson', bytes: bytesOf(`${FIXTURES}/parcels.geojson`) }], {}, task)
const { table, fields } = layers[0]

/** Members of an archive go through as they are; the archive around them is what is damaged. */
async function readZip(bytes: Uint8Array): Promise<string | null> {
  const whole = await decodeFiles([{ name: 'a.zip', bytes }], {}, task)
  const pieces = await decodeFiles([inPieces({ name: 'a.zip', bytes }, 997)], {}, task)
  const bug = whole.failures.find(({ code }) => code === 'format.failed')
  if (bug) return `our own error: ${JSON.stringify(bug.detail)}`
  if (whole.layers.length + whole.failures.length === 0) return 'neither layer nor failure'
  const told = ({ layers: read, failures }: typeof whole) =>
    JSON.stringify([read.map(({ receipt }) => receipt), failures.map(({ file, code }) => [file, code])])
  if (told(pieces) !== told(whole)) return `in pieces ${told(pieces)}, at once ${told(whole)}`
  return whole.layers.map((layer) => flawOf(layer.table)).find((flaw) => flaw !== null) ?? null
}

const project: ProjectFile = {
  application: 'Test 0.1.0',
  savedAt: '2026-01-02T03:04:05+08:00',
  district: '110101',
  shipped: ['plots'],
  view: { lng: 116.5, lat: 39.5, zoom: 11 },
  project: initialProject(smallCatalog),
  tables: new Map([['mine@1', table]]),
  files: new Map(),
  results: new Map([
    [
      'run-1',
      {
        table,
        columns: [],
        totals: { a: 1 },
        members: { offsets: Uint32Array.of(0), rows: new Uint32Array(0) },
        notes: [],
        method: { zh: '法', en: 'method' },
      },
    ],
  ]),
  layers: new Map(),
}
const store = {
  writeProject: ({ archive, file }: { archive: ProjectArchive; file: string }) => writeArchive(archive, file, task),
  readProject: ({ blob, file, newest }: { blob: Blob; file: string; newest: number }) => readArchive(blob, file, newest, task),
}
const packed = new Uint8Array(await (await writeProjectFile(project, 'a.onemap', store)).arrayBuffer())
const members = unzipSync(packed)
async function readProject(bytes: Uint8Array): Promise<string | null> {
  const { tables } = await readProjectFile(new Blob([bytes as BlobPart]), 'a.onemap', store)
  // a ring that is open or too short is drawn and measured as it stands; the rest would break what reads it
  return [...tables.values()].map(flawOf).find((flaw) => flaw !== null && !/ ring/.test(flaw)) ?? null
}
/** A member that is damaged under a right checksum, as by a program that writes it wrongly. */
const member = (name: string) => ({
  bytes: members[name],
  read: (bytes: Uint8Array) => readProject(zipSync({ ...members, [name]: bytes }, { level: 0 })),
})

const TILE = squeeze(encode('a tile'))
const tiles = tileSetStart(
  { minZoom: 0, maxZoom: 3, bbox: [118, 37, 119, 38], metadata: { classField: 'DLBM', vector_layers: [{ id: 'a' }] } },
  [0, 1, 2].map((z) => ({ id: tileId(z, 0, 0), length: TILE.length })),
)
const tileSet = new Uint8Array([...tiles, ...TILE, ...TILE, ...TILE])
async function readTiles(bytes: Uint8Array): Promise<string | null> {
  const set = await openTileSet(new Blob([bytes as BlobPart]), 'a.pmtiles')
  for (let z = 0; z < 4; z++) await set.tile(z, 0, 0)
  return null
}

const known = schemaOf(table, fields)
const EXPRESSION = `(TBMJ > 50 亩 and DLBM in ('0101', '1106')) or not QLR like '%湿地_' and round(TBMJ * 1.5, 2) between 1 and 2e3 or length(trim(QLR)) % 2 = 0`
function readText(text: string): string | null {
  const node = readExpression(text, known)
  const { number, text: words, truth } = compileExpression(node, table)
  for (let row = 0; row < table.length; row++) [number(row), words(row), truth(row)]
  const printed = printExpression(node)
  const again = printExpression(readExpression(printed, schemaOf(table)))
  return printed === again ? null : `${printed} is read as ${again}`
}

const config = bytesOf(`${DISTRICT}/config.json`)
const whole = await loadConfig(async () => utf8(config))
const catalog = bytesOf(`${DISTRICT}/layers/catalog.json`)
const context = { extent: [118, 37, 119, 38] as const, workingCrs: ['EPSG:4528', 'EPSG:4527', 'EPSG:4549'] }
const NMEA = `$GNGGA,123519.00,3733.038,N,11831.000,E,4,12,0.9,4.5,M,0.0,M,1.0,0000*4A\r\n$GNGST,123519.00,0.9,0.02,0.01,30,0.011,0.012,0.03*4F\r\n`

fuzzBytes({
  zip: { bytes: bytesOf(`${FIXTURES}/parcels-gbk.zip`), read: readZip },
  project: { bytes: packed, read: readProject },
  manifest: member('project.json'),
  'project-table': member('tables/0'),
  'project-result': member('results/0'),
  pmtiles: { bytes: tileSet, read: readTiles },
  expression: { bytes: encode(EXPRESSION), read: (bytes) => readText(utf8(bytes)) },
  config: {
    bytes: config,
    read: async (bytes) => ((await loadConfig(async () => utf8(bytes))) ? null : 'no configuration'),
  },
  catalog: {
    bytes: catalog,
    read: async (bytes) => ((await loadCatalog(async () => utf8(bytes), whole)) ? null : 'no catalog'),
  },
  link: {
    bytes: encode(
      '#v=1&map=14.25/37.58690/118.54321&base=sky&l=plots,0,0.45;roads,1,1&f=plots:DLBM~in~0101,0102&sel=plots:1-5,9&loc=2&lang=en&take=plots;outline&area=a|118.5,37.5,118.6,37.5,118.6,37.6,118.5,37.5&until=2026-12-31T15:59:59.000Z',
    ),
    read(bytes) {
      const { order } = parseLink(utf8(bytes))
      const open = order?.area?.rings.find((ring) => `${ring[0]}` !== `${ring[ring.length - 1]}`)
      return open ? `an area that is not closed: ${JSON.stringify(open)}` : null
    },
  },
  nmea: {
    bytes: encode(NMEA.repeat(3)),
    read(bytes) {
      const stream = nmeaStream()
      const text = utf8(bytes)
      const fixes = [...stream.push(text.slice(0, 50)), ...stream.push(text.slice(50)), ...stream.end()]
      const wrong = fixes.find(({ lng, lat }) => !(Math.abs(lng) <= 180 && Math.abs(lat) <= 90))
      return wrong ? `a fix that is nowhere: ${JSON.stringify(wrong)}` : null
    },
  },
  coordinates: {
    bytes: encode(`J3, 4164159.047, 40367535.016 118°32′09.5″E 37°35'12"N`),
    read: (bytes) => (readRover(utf8(bytes), context, { lng: 118.5, lat: 37.6 }).readings ? null : 'no answer'),
  },
  wkt: {
    bytes: encode(
      'PROJCS["CGCS2000_3_Degree_GK_Zone_40",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",40500000.0],PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]',
    ),
    read: (bytes) => (parseWktCrs(utf8(bytes)) === undefined ? 'neither a system nor none' : null),
  },
})
