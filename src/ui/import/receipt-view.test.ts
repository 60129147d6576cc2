import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { App } from '../../app/app.ts'
import type { Receipt } from '../../formats/format.ts'
import { AppContext } from '../shell/app-context.ts'
import '../../i18n/all-messages.ts'
import { ReceiptView } from './receipt-view.tsx'

const receipt: Receipt = {
  file: '宗地.zip',
  format: 'shapefile',
  bytes: 1900,
  sha256: 'abc123',
  count: 4,
  withoutGeometry: 1,
  skipped: 2,
  encoding: 'gb18030',
  encodingEvidence: 'gb18030',
  crs: 'EPSG:4528',
  crsEvidence: 'prj',
  fields: [{ name: 'DLBM', type: 'C(5)' }],
  notes: [
    { code: 'fields.recognised', detail: { fields: 'DLBM' }, level: 'info' },
    { code: 'dbf.deleted', detail: { count: 2 }, level: 'warning' },
    { code: 'zip.noLayers', detail: { count: 1, names: '批复.pdf' }, level: 'info' },
    { code: 'shp.prjGarbled', detail: { name: 'x' }, level: 'warning' },
  ],
  skippedLines: [{ line: 3, text: '0101,甲' }],
}

function shown(each: Receipt, locale: 'zh' | 'en'): string {
  const app = { store: createStore(() => ({ session: { locale } })) } as unknown as App
  return renderToStaticMarkup(createElement(AppContext.Provider, { value: app }, createElement(ReceiptView, { receipt: each })))
}
const terms = (page: string) => [...page.matchAll(/<dt>(.*?)<\/dt>/g)].map(([, term]) => term)

test('a receipt says first what was read, then what was assumed and repaired, and its checksum last', () => {
  expect(terms(shown(receipt, 'en'))).toEqual([
    'File',
    'Format',
    'Size',
    'Features',
    'Without shape',
    'Skipped',
    'CRS',
    'Encoding',
    'Fields',
    'Repairs and assumptions',
    'Lines skipped or not on the map',
    'SHA-256',
  ])
  const table = { ...receipt, crs: null, crsEvidence: null, withoutGeometry: 4, skippedLines: undefined }
  expect(terms(shown(table, 'zh'))).toEqual(['文件', '格式', '大小', '要素', '跳过', '编码', '字段', '处理与假设', 'SHA-256'])
})

test('of the notes those that need a look come first, each kind as it was found', () => {
  const page = shown(receipt, 'en')
  const order = ['marked deleted', '.prj', 'DLBM', '批复.pdf']
  const notes = [...page.matchAll(/<li[^>]*>.*?<span>(.*?)<\/span><\/li>/g)].map(([, words]) => words)
  expect(notes).toHaveLength(4)
  for (const [i, words] of notes.entries()) expect(words).toMatch(new RegExp(order[i]))
  expect(page.match(/<li class=/g)).toHaveLength(2)
})

test('an encoding that was not told says by what it was taken', () => {
  expect(shown(receipt, 'zh')).toContain('GB18030（字节不是 UTF-8，按常用的 GBK 读）')
  expect(shown(receipt, 'en')).toContain('GB18030 (its bytes, which are not UTF-8)')
})
