import { expect, test } from 'vitest'
import { cellAt, findColumn } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { encodeGb18030 } from './gb18030-encoder.ts'
import { withCharset } from './mapinfo-charset.ts'
import { decodeFiles } from './registry.ts'

const mif = (charset: string) =>
  encodeGb18030(
    `Version 300\nCharset "${charset}"\nDelimiter ","\nCoordSys Earth Projection 1, 104\nColumns 2\n  权利人 Char(20)\n  面积 Float\nData\n\nPoint 118.55 37.59\nPoint 118.6 37.6\n`,
  )
const mid = encodeGb18030('"垦利街道办事处",12.5\n"胜坨镇",3.25\n')
async function read(charset: string, encoding?: string) {
  const files = [
    { name: '宗地.mif', bytes: mif(charset) },
    { name: '宗地.mid', bytes: mid },
  ]
  const { layers, failures } = await decodeFiles(files, { ...(encoding && { encoding }) }, quietTask())
  expect(failures).toEqual([])
  const [{ table, receipt }] = layers
  const column = table.columns[0]
  return {
    name: table.name,
    names: table.columns.map((each) => each.name),
    holders: Array.from({ length: table.length }, (_, row) => cellAt(findColumn(table, column.name)!, row)),
    evidence: [receipt.encoding, receipt.encodingEvidence],
  }
}

const CHINESE = { name: '宗地', names: ['权利人', '面积'], holders: ['垦利街道办事处', '胜坨镇'] }
test('Chinese words of a file that names its character set', async () => {
  expect(await read('WindowsSimpChinese')).toEqual({ ...CHINESE, evidence: ['gb18030', 'header'] })
})
test('Chinese words of a file that says Neutral are found, and it is told as a guess', async () => {
  expect(await read('Neutral')).toEqual({ ...CHINESE, evidence: ['gb18030', 'gb18030'] })
})
test('UTF-8 in a file that says Neutral is left as it is', async () => {
  const text = new TextDecoder('gb18030').decode(mif('Neutral'))
  const words = new TextDecoder('gb18030').decode(mid)
  const members = new Map([
    ['data.mif', new TextEncoder().encode(text)],
    ['data.mid', new TextEncoder().encode(words)],
  ])
  expect(withCharset(members, undefined)).toBeNull()
  expect(new TextDecoder().decode(members.get('data.mif'))).toBe(text)
})
test('an encoding that the user chooses goes before what the file says', async () => {
  expect(await read('WindowsLatin1', 'gb18030')).toEqual({ ...CHINESE, evidence: ['gb18030', 'user'] })
})
