import { expect, test } from 'vitest'
import { pastedFile } from './pasted-file.ts'

test.each([
  ['{"type":"Point","coordinates":[1,2]}', 'pasted.geojson'],
  ['5,1,A,B,面,,,1106,@\nJ1,1,4164159.047,40367535.016', '粘贴.txt'],
  ['POINT (118 37)\nPOINT (118 38)', '粘贴.csv'],
  ['4162979.69, 40371933.62\n4162980.69 40371934.62', '粘贴.csv'],
  ['118.55,37.59', '粘贴.csv'],
  ['代码\t名称\n0101\t水田', '粘贴.tsv'],
  ['just some words', null],
  ['two lines\nof words', null],
  ['', null],
])('%j', (text, name) => expect(pastedFile(text)?.name ?? null).toBe(name))

test('pairs get a heading and WKT is quoted', () => {
  expect(pastedFile('118.55 37.59')?.text).toBe('X,Y\n118.55,37.59')
  expect(pastedFile('LINESTRING (1 2, 3 4)')?.text).toBe('WKT\n"LINESTRING (1 2, 3 4)"')
})
