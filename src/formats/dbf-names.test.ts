import { expect, test } from 'vitest'
import { dbfNames } from './dbf-names.ts'

test('a name that is cut does not end in a bracket that nothing closes', () => {
  expect(dbfNames(['名称', '名称（英文）', '修复面积（公顷）'], 'utf-8')).toEqual(['名称', '名称_1', '修复面'])
  expect(dbfNames(['名称（英文）', '面积(m2)', '面积 (公顷)'], 'gb18030')).toEqual(['名称（英文', '面积(m2)', '面积 (公顷'])
  expect(dbfNames(['耕地面积（亩）', 'LANDAREA (ha)'], 'gb18030')).toEqual(['耕地面积', 'LANDAREA'])
  expect(dbfNames(['（（（（（'], 'utf-8')).toEqual(['（（（'])
})
