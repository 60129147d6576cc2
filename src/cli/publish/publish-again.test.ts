import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { onemap } from '../../../tests/onemap.ts'
import { addTo, emptyFolder, publishedFolder } from '../../../tests/published-folder.ts'
import { encodeGb18030 } from '../../formats/gb18030-encoder.ts'
import type { AddAnswer } from './layers-add.ts'

let published: Awaited<ReturnType<typeof publishedFolder>>
let inFolder: (name: string) => string
beforeAll(async () => {
  published = await publishedFolder()
  inFolder = published.inFolder
}, 120_000)
afterAll(() => published.remove())

const add = (...words: string[]) => addTo(published.folder, ...words)

describe('publishing over a layer that is there', () => {
  const square = (
    properties: Record<string, unknown>,
    ring: number[][] = [
      [118.5, 37.6],
      [118.51, 37.6],
      [118.51, 37.61],
      [118.5, 37.6],
    ],
  ) => ({
    type: 'Feature',
    properties,
    geometry: { type: 'Polygon', coordinates: [ring] },
  })
  const write = (name: string, features: readonly unknown[]) => {
    writeFileSync(inFolder(name), JSON.stringify({ type: 'FeatureCollection', features }))
    return inFolder(name)
  }

  it('keeps title and symbols as far as the fields allow, repairs, and says what was lost', async () => {
    const bow = [
      [118, 37],
      [118.01, 37.01],
      [118.01, 37],
      [118, 37.01],
      [118, 37],
    ]
    const parts = [write('a.geojson', [square({ DLBM: '0101' })]), write('b.geojson', [square({ DLBM: '0102' }, bow)])]
    const run = await add(...parts, '--id', 'parcels')
    const { entry, report, lostFields } = run.json<AddAnswer>()
    expect([entry.title.zh, report.count, report.repaired]).toEqual(['宗地', 2, 1])
    expect(report.repairedRows).toMatchObject([{ row: 2, defect: 'crossing' }])
    expect(lostFields).toContain('QLR')
    expect(published.catalog().layers).toHaveLength(1)
  })

  it('says how words were read that the file does not tell the encoding of', async () => {
    const bytes = encodeGb18030(
      `名称,经度,纬度\r\n${Array.from({ length: 30 }, (_, i) => `垦利${i},118.5${i},37.5`).join('\r\n')}`,
    )
    writeFileSync(inFolder('gbk.csv'), bytes)
    const target = emptyFolder()
    try {
      const { encodings } = (await addTo(target, inFolder('gbk.csv'), '--id', 'gbk')).json<AddAnswer>()
      expect(encodings).toEqual([{ file: 'gbk.csv', encoding: 'gb18030', evidence: 'gb18030' }])
      const said = await onemap('layers', 'add', inFolder('gbk.csv'), '--id', 'gbk', '--folder', target, '--lang', 'zh')
      expect(said.stdout).toContain('没有说明编码，也不是 UTF-8，按 GB18030 读取')
      expect(published.answer.encodings).toEqual([])
    } finally {
      rmSync(target, { recursive: true })
    }
  })

  it.each([
    ['other shapes', ['line.geojson'], 'publish.geometry'],
    ['other fields', ['a.geojson', 'c.geojson'], 'publish.fields'],
    ['a broken file', ['bad.geojson'], 'json.cutOff'],
    ['no shapes', ['empty.geojson'], 'publish.geometry'],
  ])('refuses %s and leaves the folder as it was', async (_, files, code) => {
    write('line.geojson', [
      {
        ...square({}),
        geometry: {
          type: 'LineString',
          coordinates: [
            [118, 37],
            [118.1, 37],
          ],
        },
      },
    ])
    write('c.geojson', [square({ OTHER: 1 })])
    write('empty.geojson', [{ ...square({ DLBM: '1' }), geometry: null }])
    writeFileSync(inFolder('bad.geojson'), '{"type":"FeatureCollection","features":[{')
    const before = ['catalog.json', 'parcels.fgb', 'parcels.pmtiles'].map((name) =>
      readFileSync(inFolder(name)).toString('base64'),
    )
    const run = await add(...files.map(inFolder), '--id', 'parcels')
    expect(run.exit).toBe(1)
    expect(run.json<{ error: { code: string } }>().error.code).toBe(code)
    const after = ['catalog.json', 'parcels.fgb', 'parcels.pmtiles'].map((name) =>
      readFileSync(inFolder(name)).toString('base64'),
    )
    expect(after).toEqual(before)
    for (const left of ['parcels.fgb.new', 'parcels.fgb.new.spool', 'parcels.pmtiles.new'])
      expect(existsSync(inFolder(left))).toBe(false)
  })
})
