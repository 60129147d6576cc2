import { strToU8, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { decode } from '../../tests/decode-files.ts'
import { quietTask } from '../core/task.ts'
import { chooseFormat, decodeFiles } from './registry.ts'

describe('files that are dropped together', () => {
  const text = (value: string) => new TextEncoder().encode(value)
  const point = '{"type":"Feature","geometry":{"type":"Point","coordinates":[118.5,37.5]},"properties":{"a":1}}'

  test('tables of other offices are one failure that says how to save them, and text under .xls is a table', async () => {
    const old = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, ...new Uint8Array(600))
    const type = strToU8('application/vnd.oasis.opendocument.spreadsheet')
    const ods = zipSync({
      mimetype: [type, { level: 0 }],
      'content.xml': strToU8('<a/>'),
      'META-INF/manifest.xml': strToU8('<a/>'),
    })
    const answer = await decodeFiles(
      [
        { name: '统计.xls', bytes: old },
        { name: '统计.ods', bytes: ods },
        { name: '导出.xls', bytes: strToU8('编号\t面积\n0101\t12.5\n0102\t3\n') },
      ],
      {},
      quietTask(),
    )
    expect(answer.failures.map(({ file, code }) => [file, code])).toEqual([
      ['统计.xls', 'format.otherOffice'],
      ['统计.ods', 'format.otherOffice'],
    ])
    expect(answer.layers.map(({ table, receipt }) => [table.length, receipt.format])).toEqual([[2, 'csv']])
  })
  test.each([
    ['总图.dwg', [0x41, 0x43, 0x31, 0x30, 0x33, 0x32], 'format.dwg'],
    ['照片.jpg', [0xff, 0xd8, 0xff, 0xe0], 'format.picture'],
    [
      '台账.xls',
      text('<html xmlns:x="urn:schemas-microsoft-com:office:excel"><table><tr><td>编号</td></tr></table></html>'),
      'format.webPage',
    ],
    ['宗地.geojson', text('<!DOCTYPE html><html><body>登录</body></html>'), 'format.webPageInstead'],
    ['宗地.zip', text('<html><body>登录</body></html>'), 'format.webPageInstead'],
    ['台账.xls', text('<table border="1"><tr><td>编号</td></tr></table>'), 'format.webPage'],
    ['台账.xls', text('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'), 'format.otherOffice'],
    ['数据.rar', [0x52, 0x61, 0x72, 0x21, 0x1a], 'format.packed'],
    ['库.mdb', [0x00, 0x01, 0x00, 0x00, 0x53, 0x74, 0x61, 0x6e], 'format.mdb'],
    [
      '说明.docx',
      zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'word/document.xml': strToU8('<a/>') }),
      'format.document',
    ],
    [
      '宗地.geojson',
      [0, 0, 0x27, 0x0a, ...new Array(24).fill(0), 0xe8, 3, 0, 0, 5, 0, 0, 0, ...new Array(64).fill(0)],
      'format.shapefile',
    ],
  ])('what an office has and is not read says what to do instead: %s', async (name, bytes, code) => {
    const { layers, failures } = await decodeFiles([{ name, bytes: Uint8Array.from(bytes) }], {}, quietTask())
    expect(layers).toEqual([])
    expect(failures).toMatchObject([{ file: name, code, detail: { file: name } }])
  })
  test('what an office packs beside a layer for people and programs is told on its receipt and is no failure', async () => {
    const pack = (members: Record<string, string>) =>
      zipSync(Object.fromEntries(Object.entries(members).map(([path, value]) => [path, strToU8(value)])))
    const papers = {
      '批复.pdf': '%PDF-1.4',
      '说明.docx': 'PK',
      '附图/现场.jpg': 'x',
      '预览.htm': '<html>',
      '宗地.qml': '<qgis/>',
      '读我.txt': '请先看这里',
      '元数据.xml': iso,
    }
    const { layers, failures } = await decode([
      { name: '交付.zip', bytes: pack({ ...papers, '数据/点.geojson': point, '数据/点二.geojson': point }) },
    ])
    expect(failures).toEqual([])
    const noted = layers.map(({ receipt }) => receipt.notes.filter(({ code }) => code === 'zip.noLayers'))
    expect(noted).toEqual([
      [
        {
          code: 'zip.noLayers',
          detail: { count: 7, names: '批复.pdf, 说明.docx, 附图/现场.jpg, 预览.htm, 宗地.qml, 读我.txt, 元数据.xml' },
          level: 'info',
        },
      ],
      [],
    ])
    // data that are not read stay failures, with what to do
    const data = pack({
      '点.geojson': point,
      '总图.dwg': 'AC1032',
      '台账.xls': '\u00d0',
      '记录.bak': 'x',
      '表.xls': '编号\t面积\n0101\t12.5\n0102\t3\n',
    })
    const other = await decode([{ name: '交付.zip', bytes: data }])
    expect(other.layers.map(({ receipt }) => receipt.format).sort()).toEqual(['csv', 'geojson'])
    expect(other.failures.map(({ file, code }) => `${file} ${code}`).sort()).toEqual([
      '交付.zip/台账.xls format.unknown',
      '交付.zip/总图.dwg format.dwg',
      '交付.zip/记录.bak format.unknown',
    ])
    const alone = await decode([{ name: '批复.zip', bytes: pack({ '批复.pdf': '%PDF-1.4' }) }])
    expect(alone.failures.map(({ code }) => code)).toEqual(['zip.nothingToRead'])
  })
  const iso = '<!-- TD/T 1016 --><gmd:MD_Metadata xmlns:gmd="g" xmlns:gml="http://www.opengis.net/gml"/>'
  const esri =
    '<?xml version="1.0" encoding="UTF-8"?>\n<metadata xml:lang="zh"><Esri><CreaDate>20260101</CreaDate></Esri></metadata>'
  test.each([
    ['metadata.xml', iso, 'format.metadata'],
    ['宗地.shp.xml', esri, 'format.metadata'],
    ['宗地.gml', iso, 'format.metadata'],
    ['影像.tif.xml', '<metadata><Esri/></metadata>', 'format.metadata'],
    ['影像.tif.aux.xml', '<PAMDataset><Metadata/></PAMDataset>', 'format.metadata'],
    ['元数据.xml', `\ufeff${esri}`, 'format.metadata'],
    ['新闻.xml', '<rss version="2.0"/>', 'format.unsupported'],
  ])('a file about data is told as that and as no part that lacks its shapes: %s', async (name, content, code) => {
    for (const bytes of [text(content), new Uint8Array(Buffer.from(`\ufeff${content}`, 'utf16le'))]) {
      const { layers, failures } = await decode([{ name, bytes }])
      expect([layers, failures.map((each) => each.code)]).toEqual([[], [code]])
    }
    const { layers, failures } = await decode([
      { name: '点.geojson', bytes: text(point) },
      { name, bytes: text(content) },
    ])
    expect([layers.length, failures.map((each) => each.code)]).toEqual([1, [code]])
  })
  test('content goes before the extension', () => {
    expect(chooseFormat({ name: 'a.fgb', bytes: text(point) })?.id).toBe('geojson')
    expect(chooseFormat({ name: 'a.geojson', bytes: text('<!doctype html><p>') })).toBeNull()
  })
  test('a name that says another format than the content is told, and the content believed', async () => {
    const notes = async (name: string) =>
      (await decode([{ name, bytes: text(point) }])).layers[0].receipt.notes.filter(({ code }) => code === 'format.otherName')
    expect(await notes('a.fgb')).toMatchObject([{ detail: { extension: 'fgb', en: 'GeoJSON' }, level: 'info' }])
    for (const name of ['a.geojson', 'a.json', 'a.txt', 'a.data']) expect(await notes(name)).toEqual([])
  })
  test('a table without shapes lies in no system', async () => {
    const { layers } = await decode([{ name: '台账.csv', bytes: text('编号,名称\n0101,甲\n') }])
    expect(layers.map(({ table, receipt }) => [table.geometry, table.crs, receipt.crs, receipt.crsEvidence])).toEqual([
      [null, '', null, null],
    ])
  })
  test('each is in a layer or a failure, and one bad file keeps no other out', async () => {
    const { layers, failures } = await decode([
      { name: 'good.geojson', bytes: text(point) },
      { name: 'bad.geojson', bytes: text('{"type":"FeatureCollection","features":[{') },
      { name: 'empty.geojson', bytes: text('') },
      { name: 'alone.prj', bytes: text('GEOGCS[]') },
      { name: 'plan.pdf', bytes: text('%PDF-1.4') },
      { name: 'what.xyz', bytes: text('???') },
      { name: 'no.zip', bytes: text('not a zip') },
    ])
    expect(layers.map((layer) => layer.receipt.file)).toEqual(['good.geojson'])
    expect(failures.map(({ file, code }) => `${file} ${code}`).sort()).toEqual([
      'alone.prj format.partOnly',
      'bad.geojson json.cutOff',
      'empty.geojson format.empty',
      'no.zip zip.notZip',
      'plan.pdf format.pdf',
      'what.xyz format.unknown',
    ])
  })
})
