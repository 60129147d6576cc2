import { unzipSync } from 'fflate'
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import summary from '../analyses/area-summary.ts'
import type { LayerInput, SourceInfo } from '../core/analysis.ts'
import { fromLngLat } from '../core/crs.ts'
import type { Note } from '../core/errors.ts'
import { geometryFromGeoJson } from '../core/geometry.ts'
import { textColumn } from '../core/grouping.ts'
import { ringAreaM2, rowAreasM2 } from '../core/plane.ts'
import type { ReportExport } from '../core/report-export.ts'
import type { Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { codeCell, encodeReportCsv, textCell } from './report-csv.ts'
import { encodeReportGeojson } from './report-geojson.ts'
import { encodeReportXlsx } from './report-xlsx.ts'
import { address } from './xlsx-parts.ts'

const source: SourceInfo = {
  title: { zh: '宗地', en: 'Parcels' },
  file: 'parcels.fgb',
  sha256: 'ab'.repeat(32),
  crs: 'EPSG:4490',
  date: '2024-12-31',
  licence: 'CC BY 4.0',
  isDemonstration: true,
  notes: [],
}
const NOTICE = { zh: '示例数据，不作权属依据', en: 'Demonstration data, no proof of title' }

/** A fabric of n × n cells with wiggly shared borders, one hole with an island, one cell twice. */
function fabric(n: number, crs = 'EPSG:4490'): Table {
  const size = 0.0012
  const corner = (i: number, j: number): [number, number] => [
    Math.round((118.5 + i * size + 0.0003 * Math.sin(7 * i + 13 * j)) * 1e9) / 1e9,
    Math.round((37.6 + j * size + 0.0003 * Math.cos(11 * i + 5 * j)) * 1e9) / 1e9,
  ]
  const polygons: Polygon[] = []
  const cellOf = (i: number, j: number) => [corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1), corner(i, j)]
  for (let j = 0; j < n; j++) for (let i = 0; i < n; i++) polygons.push({ type: 'Polygon', coordinates: [cellOf(i, j)] })
  const [x, y] = corner(1, 1).map((value, axis) => value + (axis === 0 ? 0.0005 : 0.0006))
  const island = [
    [x, y],
    [x + 0.0001, y],
    [x + 0.0001, y + 0.0001],
    [x, y + 0.0001],
    [x, y],
  ]
  polygons[n + 1].coordinates.push([...island].reverse())
  polygons.push({ type: 'Polygon', coordinates: [island] }, { type: 'Polygon', coordinates: [cellOf(0, 0)] })
  const geometry = geometryFromGeoJson('polygon', polygons)
  const names = polygons.map((_, row) => (row === polygons.length - 1 ? 'dup' : `0${row % 3}01`))
  const owners = polygons.map((_, row) => (row % 5 === 0 ? '=HYPERLINK("x")' : '某"村", 集体'))
  return {
    name: 'fabric',
    crs,
    length: polygons.length,
    columns: [
      textColumn('DLBM', names),
      textColumn('QLR', owners),
      { name: 'TBMJ', type: 'number', values: Float64Array.from(polygons, (_, row) => 10000 + row) },
    ],
    geometry: { ...geometry, xy: crs === 'EPSG:4490' ? geometry.xy : fromLngLat(crs, geometry.xy) },
  }
}

async function exportOf(table: Table, groupBy: string[], options: Partial<ReportExport> = {}): Promise<ReportExport> {
  const layer: LayerInput = {
    table,
    rows: null,
    scope: 'all',
    fields: [{ name: 'DLBM', label: { zh: '地类', en: 'Land class' }, codes: 'land' }],
    codeLists: {
      land: { id: 'land', title: { zh: '三调', en: 'Survey' }, entries: [{ code: '0101', label: { zh: '水田', en: 'Paddy' } }] },
    },
    source,
  }
  const result = await summary.run(
    { layer, groupBy, registered: ['TBMJ'], net: true, perimeter: false, pointSigma: 0, densify: false },
    quietTask(),
  )
  return {
    format: 'geojson',
    geometry: 'dissolved',
    unit: 'mu',
    decimals: 2,
    locale: 'zh',
    result,
    title: { zh: '面积汇总：宗地', en: 'Area summary: parcels' },
    subject: { table, fields: layer.fields, codeLists: layer.codeLists },
    provenance: {
      application: { zh: '垦利一张图', en: 'Kenli One Map' },
      version: '0.1.0',
      at: '2026-08-01T10:12:00+08:00',
      sources: [source],
      analysis: { id: 'area-summary', version: 1, values: { groupBy } },
      method: result.method,
      notice: NOTICE,
    },
    ...options,
  }
}
const text = (bytes: Uint8Array) => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)

/** Measured again from the written coordinates, without the code that wrote them. */
function areaOf({ geometry }: Feature<Polygon | MultiPolygon>): number {
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
  return polygons
    .flatMap((rings) =>
      rings.map((ring, i) => (i === 0 ? 1 : -1) * Math.abs(ringAreaM2(Float64Array.from(ring.flat()), 0, ring.length))),
    )
    .reduce((a, b) => a + b, 0)
}

it('what the import of a source found is printed with the table, in words where they are given', async () => {
  const notes: Note[] = [{ code: 'crs.needsParameters', detail: { crs: 'EPSG:2384' }, level: 'warning' }]
  const input = await exportOf(fabric(4, 'EPSG:4490'), ['DLBM'])
  const provenance = { ...input.provenance, sources: [{ ...source, notes }] }
  const inCode = text((await encodeReportCsv({ ...input, provenance }, quietTask())).bytes)
  expect(inCode).toContain('crs.needsParameters')
  const inWords = text((await encodeReportCsv({ ...input, provenance, sourceNotes: [['可能偏移数十米']] }, quietTask())).bytes)
  expect(inWords).toContain(`${source.title.zh}: 可能偏移数十米`)
  const geojson = await encodeReportGeojson({ ...input, provenance, sourceNotes: [['可能偏移数十米']] }, quietTask())
  expect(JSON.parse(text(geojson.bytes)).metadata.sources[0].notes).toEqual(['可能偏移数十米'])
})

describe('GeoJSON', () => {
  const read = async (input: ReportExport) => {
    const file = await encodeReportGeojson(input, quietTask())
    return JSON.parse(text(file.bytes)) as FeatureCollection<Polygon | MultiPolygon> & { metadata: Record<string, unknown> }
  }

  it.each(['EPSG:4490', 'EPSG:4528'])('holds shapes whose area, measured again, is the figure to 0.01 m² (%s)', async (crs) => {
    const table = fabric(12, crs)
    for (const geometry of ['dissolved', 'collected'] as const) {
      const input = await exportOf(table, ['DLBM'], { geometry })
      const collection = await read(input)
      expect(collection.features).toHaveLength(input.result.table.length)
      for (const feature of collection.features) {
        const figure = feature.properties?.[geometry === 'dissolved' ? 'net_area_m2' : 'area_m2'] as number
        // rounding that adds up may move a printed figure by one unit
        expect(Math.abs(areaOf(feature) - figure), `${geometry} ${feature.properties?.DLBM}`).toBeLessThan(0.0151)
        expect(feature.properties?.geometry_area_m2).toBeCloseTo(areaOf(feature), 3)
      }
      const sum = collection.features.reduce((total, feature) => total + Math.round(feature.properties?.area_m2 * 100), 0)
      expect(sum).toBe(Math.round((collection.metadata.totals as Record<string, number>).area_m2 * 100))
    }
  })

  it('turns rings by the right-hand rule, closes them, and has no border left inside a group', async () => {
    const table = { ...fabric(12) }
    const everything = {
      ...table,
      columns: [textColumn('DLBM', new Array<string>(table.length).fill('0101')), ...table.columns.slice(1)],
    }
    const collection = await read(await exportOf(everything, ['DLBM']))
    const [feature] = collection.features
    expect(feature.geometry.type).toBe('Polygon')
    // the island fills the hole: one ring remains, with the outer border's 48 vertices
    expect(feature.geometry.coordinates).toHaveLength(1)
    expect(feature.geometry.coordinates[0]).toHaveLength(49)
    const own = new Set(
      Array.from({ length: (table.geometry?.xy.length ?? 0) / 2 }, (_, i) => table.geometry?.xy.slice(2 * i, 2 * i + 2).join()),
    )
    for (const position of feature.geometry.coordinates[0] as number[][]) expect(own.has(position.join())).toBe(true)
    for (const each of (await read(await exportOf(table, ['DLBM'], { geometry: 'collected' }))).features) {
      const polygons = each.geometry.type === 'Polygon' ? [each.geometry.coordinates] : each.geometry.coordinates
      for (const rings of polygons) {
        rings.forEach((ring, i) => {
          expect(ring[0]).toEqual(ring.at(-1))
          expect(ringAreaM2(Float64Array.from(ring.flat()), 0, ring.length) > 0).toBe(i === 0)
        })
      }
    }
  })

  it('names units, keeps codes as text and says where everything comes from', async () => {
    const collection = await read(await exportOf(fabric(4), ['DLBM'], { notes: ['备注一'] }))
    const properties = collection.features[0].properties ?? {}
    expect(properties.DLBM).toBe('0001')
    expect(properties.area_ha).toBeCloseTo(properties.area_m2 / 1e4, 3)
    expect(properties.area_mu).toBeCloseTo((properties.area_m2 * 3) / 2000, 1)
    expect(properties).toHaveProperty('share_percent')
    expect(properties).toHaveProperty('difference_permille')
    expect(collection.metadata).toMatchObject({
      notice: NOTICE.zh,
      // programs look for one name
      application: 'Kenli One Map',
      version: '0.1.0',
      date: '2026-08-01T10:12:00+08:00',
      geometry: 'dissolved',
      notes: ['备注一'],
      sources: [{ file: 'parcels.fgb', sha256: source.sha256, crs: 'EPSG:4490', isDemonstration: true }],
    })
    expect(String(collection.metadata.method)).toContain('TD/T 1055')
  })

  it('gives a group without shapes a null geometry', async () => {
    const table: Table = { ...fabric(2), geometry: null }
    const collection = await read(await exportOf(table, ['DLBM']))
    expect(collection.features.every((feature) => feature.geometry === null)).toBe(true)
    expect(collection.features.length).toBeGreaterThan(0)
  })
})

/** RFC 4180, for reading back. */
function parseCsv(csv: string): string[][] {
  const rows: string[][] = [[]]
  let cell = ''
  let isQuoted = false
  for (let i = 0; i < csv.length; i++) {
    const c = csv[i]
    if (isQuoted) {
      if (c === '"' && csv[i + 1] === '"') cell += csv[++i]
      else if (c === '"') isQuoted = false
      else cell += c
    } else if (c === '"') isQuoted = true
    else if (c === ',' || c === '\r') {
      rows[rows.length - 1].push(cell)
      cell = ''
      if (c === '\r') {
        rows.push([])
        i++
      }
    } else cell += c
  }
  return rows.slice(0, -1)
}

describe('CSV', () => {
  it('starts with EF BB BF, ends lines by CRLF, and reads back to the printed figures', async () => {
    const input = await exportOf(fabric(6), ['DLBM', 'QLR'], { format: 'csv' })
    const { bytes } = await encodeReportCsv(input, quietTask())
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    const content = text(bytes).slice(1)
    expect(content.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    const [header, ...rows] = parseCsv(content)
    expect(header.slice(0, 5)).toEqual(['地类代码', '地类', 'QLR', '个数', '椭球面积（亩）'])
    const lines = rows.slice(0, input.result.table.length)
    expect(lines.map((row) => row[0].trim())).toContain('0101')
    expect(lines.some((row) => row[2] === '\'=HYPERLINK("x")')).toBe(true)
    expect(lines.some((row) => row[2] === '某"村", 集体')).toBe(true)
    const total = rows[lines.length]
    expect(total[0]).toBe('合计')
    const cents = (row: string[]) => Math.round(Number(row[4]) * 100)
    expect(lines.reduce((sum, row) => sum + cents(row), 0)).toBe(cents(total))
    const rest = rows.slice(lines.length + 1).map((row) => row.join(' '))
    for (const expected of [NOTICE.zh, 'TD/T 1055', source.sha256, '垦利一张图 0.1.0', 'summary.overlap']) {
      expect(
        rest.some((line) => line.includes(expected)),
        expected,
      ).toBe(true)
    }
  })

  it('keeps codes from being read as numbers, and text from being run', () => {
    expect(codeCell('0101')).toBe('"\t0101"')
    expect(codeCell('1234567890123456789')).toBe('"\t1234567890123456789"')
    expect(codeCell('12E5')).toBe('"\t12E5"')
    expect(codeCell('1-2')).toBe('"\t1-2"')
    expect(codeCell('05H1')).toBe('05H1')
    expect(codeCell('370505001001GB00001W00000000')).toBe('370505001001GB00001W00000000')
    for (const start of ['=', '+', '-', '@']) expect(textCell(`${start}1`)).toBe(`'${start}1`)
    expect(textCell('a,"b"')).toBe('"a,""b"""')
  })

  it('writes English when asked', async () => {
    const { bytes } = await encodeReportCsv(await exportOf(fabric(3), ['DLBM'], { locale: 'en', unit: 'ha' }), quietTask())
    expect(text(bytes).slice(1)).toMatch(/^Land class code,Land class,Count,Ellipsoidal area \(ha\)/)
    expect(text(bytes)).toContain(NOTICE.en)
  })
})

describe('XLSX', () => {
  it('reads back: numbers as numbers, codes as text, a frozen header, a sum row and a notes sheet', async () => {
    const input = await exportOf(fabric(6), ['DLBM', 'QLR'], { format: 'xlsx' })
    const { bytes } = await encodeReportXlsx(input, quietTask())
    const files = Object.fromEntries(Object.entries(unzipSync(bytes)).map(([path, content]) => [path, text(content)]))
    const sheet = files['xl/worksheets/sheet1.xml']
    const cells = new Map(
      [
        ...sheet.matchAll(
          /<c r="([A-Z]+\d+)"( s="\d+")?( t="inlineStr")?>(?:<is><t[^>]*>([^<]*)<\/t><\/is>|<v>([^<]*)<\/v>)<\/c>/g,
        ),
      ].map(([, at, , isText, words, number]) => [at, isText ? words : Number(number)]),
    )
    const last = input.result.table.length + 2
    expect(cells.get('A1')).toBe('地类代码')
    expect(cells.get('A2')).toBe('0001')
    expect(cells.get(`A${last}`)).toBe('合计')
    expect([...cells.values()]).toContain('某&quot;村&quot;, 集体')
    let sum = 0
    for (let row = 2; row < last; row++) sum += Math.round((cells.get(`E${row}`) as number) * 100)
    expect(sum).toBe(Math.round((cells.get(`E${last}`) as number) * 100))
    expect(cells.get(`E${last}`)).toBeCloseTo((rowAreasM2(input.subject.table).reduce((a, b) => a + b) * 3) / 2000, 1)
    expect(sheet).toContain('state="frozen"')
    expect(files['xl/worksheets/sheet2.xml']).toContain(source.sha256)
    expect(files['xl/worksheets/sheet2.xml']).toContain(NOTICE.zh)
    for (const [, target] of files['xl/_rels/workbook.xml.rels'].matchAll(/Target="([^"]+)"/g))
      expect(files).toHaveProperty([`xl/${target}`])
    for (const [, part] of files['[Content_Types].xml'].matchAll(/PartName="\/([^"]+)"/g)) expect(files).toHaveProperty([part])
    const styles = (files['xl/styles.xml'].split('<cellXfs')[1].match(/<xf /g) ?? []).length
    for (const [, style] of sheet.matchAll(/ s="(\d+)"/g)) expect(Number(style)).toBeLessThan(styles)
  })

  it('makes the same bytes twice, and survives control characters', async () => {
    const table = { ...fabric(2) }
    const odd = {
      ...table,
      columns: [textColumn('DLBM', new Array<string>(table.length).fill('a\u0001<&>\uFFFF')), ...table.columns.slice(1)],
    }
    const input = await exportOf(odd, ['DLBM'])
    const [a, b] = [await encodeReportXlsx(input, quietTask()), await encodeReportXlsx(input, quietTask())]
    expect(a.bytes).toEqual(b.bytes)
    expect(text(unzipSync(a.bytes)['xl/worksheets/sheet1.xml'])).toContain('a&lt;&amp;&gt;')
  })

  it('counts columns past Z', () => {
    expect([address(0, 0), address(25, 1), address(26, 2), address(701, 0), address(702, 0)]).toEqual([
      'A1',
      'Z2',
      'AA3',
      'ZZ1',
      'AAA1',
    ])
  })
})
