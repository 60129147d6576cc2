import { expect, test } from 'vitest'
import { fieldsWords, receivedWords } from './received-words.ts'

const FACTS = {
  format: 'shapefile',
  count: 1024,
  skipped: 2,
  encoding: 'gb18030',
  encodingEvidence: 'cpg',
  crs: 'EPSG:4528',
  crsEvidence: 'zone-prefix',
}

test('the receipt of a file in one line, in both languages', () => {
  expect(receivedWords(FACTS, 'zh')).toBe(
    '接收单：Shapefile（散件或 zip）；1\u00a0024 个要素；跳过 2 行；编码：GB18030（.cpg 文件）；坐标系依据：东坐标以 40 开头：40 带',
  )
  expect(receivedWords(FACTS, 'en')).toBe(
    'Receipt: Shapefile (loose parts or zip); 1\u00a0024 features; 2 rows skipped; Encoding: GB18030 (.cpg file); CRS known from: the easting begins with 40: zone 40',
  )
})

test('what is not known is left out', () => {
  const facts = { ...FACTS, format: 'own', count: 1, skipped: 0, encoding: null, encodingEvidence: null, crsEvidence: null }
  expect(receivedWords(facts, 'en')).toBe('Receipt: own; 1 feature')
})

test('a raster is no feature', () => {
  const facts = {
    ...FACTS,
    format: 'geotiff',
    count: 1,
    skipped: 0,
    encoding: null,
    encodingEvidence: null,
    crsEvidence: 'header',
  }
  expect(receivedWords(facts, 'zh')).toBe('接收单：GeoTIFF 栅格；坐标系依据：文件头')
})

test('fields are told with their types, very many by the first hundred, and no name turns the others round', () => {
  expect(
    fieldsWords(
      [
        { name: '\u202egnp.exe', type: 'number' },
        { name: '备注', type: 'C(80)' },
      ],
      'zh',
    ),
  ).toBe('gnp.exe 数值、备注 C(80)')
  const many = Array.from({ length: 5000 }, (_, i) => ({ name: `f${i}`, type: 'text' }))
  expect(fieldsWords(many, 'zh')).toMatch(/^f0 文本、.*f99 文本……共 5\u00a0000 个$/)
  expect(fieldsWords(many.slice(0, 100), 'en')).toMatch(/f99 text$/)
  expect(fieldsWords([], 'en')).toBe('—')
})
