import { strToU8, unzipSync, zipSync } from 'fflate'
import { exportText } from '../../src/i18n/export.ts'
import { importText } from '../../src/i18n/import.ts'
import { layersText } from '../../src/i18n/layers.ts'
import type { InMemoryFile } from './driver.ts'
import { expect, test } from './guard.ts'

const file = (name: string, content: string | Uint8Array): InMemoryFile => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
})
const SQUARE = ['4164159.047,40367535.016', '4164159.047,40367635.016', '4164059.047,40367635.016', '4164059.047,40367535.016']
const TXT = file(
  '界址点.txt',
  `[属性描述]\r\n坐标系=2000国家大地坐标系\r\n带号=40\r\n[地块坐标]\r\n5,1.0000,DK001,示例地块,面,,湿地修复,1106,@\r\n${[...SQUARE, SQUARE[0]].map((pair, i) => `J${(i % 4) + 1},1,${pair}`).join('\r\n')}\r\n`,
)
const CSV = file('监测点.csv', '\ufeff编号,经度,纬度\r\n0101,118.55,37.59\r\n0102,118.56,37.6\r\n')
const KML =
  '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>文档</name><Placemark><name>线</name><LineString><coordinates>118.5,37.5 118.6,37.6</coordinates></LineString></Placemark></Document></kml>'
const GPX =
  '<gpx version="1.1"><trk><name>巡查</name><trkseg><trkpt lat="37.5" lon="118.5"/><trkpt lat="37.6" lon="118.6"/></trkseg></trk></gpx>'
const GML =
  '<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:z="z"><wfs:member><z:p gml:id="p.1"><z:code>0101</z:code><z:g><gml:Point srsName="urn:ogc:def:crs:EPSG::4490"><gml:pos>37.59 118.55</gml:pos></gml:Point></z:g></z:p></wfs:member></wfs:FeatureCollection>'
const LINES = '{"type":"Feature","properties":{"n":1},"geometry":{"type":"Point","coordinates":[118.5,37.5]}}\n'
const XLSX = file(
  '台账.xlsx',
  zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'xl/workbook.xml': strToU8('<workbook xmlns:r="o"><sheets><sheet name="S" sheetId="1" r:id="a"/></sheets></workbook>'),
    'xl/_rels/workbook.xml.rels': strToU8('<Relationships><Relationship Id="a" Target="s.xml"/></Relationships>'),
    'xl/s.xml': strToU8(
      '<worksheet><sheetData><row><c t="str"><v>代码</v></c></row><row><c t="str"><v>0101</v></c></row></sheetData></worksheet>',
    ),
  }),
)
/** formats as the list names them, with the ending of what is written */
const WRITTEN = [
  ['GeoJSON', 'geojson'],
  ['FlatGeobuf', 'fgb'],
  ['Shapefile', 'zip'],
  ['GeoPackage', 'gpkg'],
  ['KML', 'kmz'],
  ['CSV', 'csv'],
  ['Excel', 'xlsx'],
  ['界址点坐标', 'txt'],
] as const

/** X and Y of its points, each once, in one order for every file. */
const boundaryPoints = (bytes: Buffer) =>
  [...new Set([...bytes.toString('utf8').matchAll(/^J?\d+,\d+,(\d+\.\d+,\d+\.\d+)/gm)].map(([, pair]) => pair))]
    .map((pair) => pair.split(',').map(Number))
    .sort(([a, b], [c, d]) => a - c || b - d)

// one opening: files pile up, as they do in a day's work
test('files of every kind come in and go out', async ({ driver, page }) => {
  await driver.open()

  await test.step('every kind of file comes in, then one layer out in every format and in again', async () => {
    const kinds = [
      TXT,
      CSV,
      file('路线.kml', KML),
      file('外业.gpx', GPX),
      file('图斑.gml', GML),
      file('行.geojsonl', LINES + LINES),
      XLSX,
    ]
    await driver.pickFiles(kinds)
    await expect(driver.toasts).toContainText('已导入', { timeout: 30_000 })
    for (const layer of ['界址点', '监测点', '文档', '外业', '图斑', '行', '台账'])
      await expect(driver.layer(layer)).toBeVisible()

    const files: InMemoryFile[] = []
    for (const [format, ending] of WRITTEN) {
      await driver.openExport('界址点')
      const { name, bytes } = await driver.exportAs(format)
      expect(name).toMatch(new RegExp(`^界址点_\\d{8}\\.${ending}$`))
      await expect(driver.dialog).toHaveCount(0)
      files.push(file(`${ending}-回读.${ending}`, bytes))
    }
    await driver.pickFiles(files)
    // each is placed without a question
    await expect(driver.tree.getByRole('row').filter({ hasText: /界址点_\d{8}|-回读/ })).toHaveCount(WRITTEN.length, {
      timeout: 30_000,
    })
    // out, in, and out again: each boundary point within a millimetre of where the first file has it
    await driver.openExport('txt-回读')
    // names of zones may be cut by their field
    await expect(driver.dialog.getByText('EPSG:4528', { exact: true })).toBeVisible()
    const { bytes } = await driver.exportAs('界址点坐标')
    const [first, again] = [TXT.buffer, bytes].map(boundaryPoints)
    expect(again).toHaveLength(first.length)
    for (const [at, point] of first.entries())
      for (const axis of [0, 1]) expect(Math.abs(again[at][axis] - point[axis])).toBeLessThanOrEqual(0.0010001)
  })

  await test.step('an export says what it loses, writes what is selected, and goes with its metadata', async () => {
    const named =
      '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"不动产单元号码":"0101"},"geometry":{"type":"Polygon","coordinates":[[[118.5,37.5],[118.6,37.5],[118.6,37.6],[118.5,37.5]]]}}]}'
    await driver.importFiles([file('宗地.geojson', named)], 1)
    await driver.openExport('宗地')
    await page
      .getByText(driver.say(exportText.beside))
      .or(page.getByText(driver.say(exportText.besideToo)))
      .click()
    await driver.dialog.getByRole('button', { name: new RegExp(`(^|\\s)${driver.say(exportText.format)}$`) }).click()
    await page.getByRole('option', { name: /^Shapefile/ }).click()
    await expect(driver.dialog).toContainText('不动产单元号码')
    const { bytes } = await driver.exportAs('Shapefile')
    const members = unzipSync(bytes)
    const metadata = Object.keys(members).find((name) => name.endsWith('.txt')) as string
    expect(new TextDecoder().decode(members[metadata])).toContain('宗地.geojson')
  })

  await test.step('Xian 1980 waits for parameters or consent, and the layer says so for good', async () => {
    const old = TXT.buffer.toString().replace('2000国家大地坐标系', '1980西安坐标系')
    await driver.pickFiles([file('老坐标.txt', old)])
    await expect(driver.dialog).toContainText('转换参数不公开')
    const commit = driver.dialog.getByRole('button', { name: driver.say(importText.commit, { count: 1 }) })
    await expect(commit).toBeDisabled()
    await driver.dialog
      .getByRole('radio', { name: new RegExp(`^${driver.say(importText.datumUnconverted)}`) })
      .check({ force: true })
    await expect(commit).toBeEnabled()
    await commit.click()
    await expect(driver.layer('老坐标')).toBeVisible()
    await driver.doWithLayer('老坐标', layersText.about)
    await expect(driver.dialog).toContainText('可能偏移数十米')
  })
})
