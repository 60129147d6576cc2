import { unzipSync } from 'fflate'
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import proj4 from 'proj4'
import readXlsx from 'read-excel-file/node'
import { expect, it } from 'vitest'
import type { Parts } from '../../tests/nasty-polygons.ts'
import { tableOfParts } from '../../tests/polygon-tables.ts'
import overlap from '../analyses/overlap.ts'
import type { LayerInput, SourceInfo } from '../core/analysis.ts'
import { textColumn } from '../core/grouping.ts'
import { resultTables } from '../core/report.ts'
import type { ReportExport } from '../core/report-export.ts'
import { quietTask } from '../core/task.ts'
import { encodeReportCsv } from './report-csv.ts'
import { encodeReportGeojson } from './report-geojson.ts'
import { encodeReportXlsx } from './report-xlsx.ts'

const box = (x: number, y: number, width: number, height = width): Parts => [
  [
    [
      [x, y],
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
      [x, y],
    ],
  ],
]
const layerOf = (zh: string, polygons: readonly Parts[], codes: readonly string[]): LayerInput => ({
  table: { ...tableOfParts(polygons), columns: [textColumn('ID', codes)] },
  rows: null,
  scope: 'all',
  fields: [{ name: 'ID', label: { zh: '编号', en: 'Id' }, role: 'id' }],
  codeLists: {},
  source: {
    title: { zh, en: zh },
    file: 'x',
    sha256: '0',
    crs: 'EPSG:4490',
    date: '',
    licence: '',
    isDemonstration: false,
    notes: [],
  },
})

async function exportOf(options: Partial<ReportExport>): Promise<ReportExport> {
  // two subjects, zones that overlap each other, and a sliver of 0.25 m²
  const subject = layerOf('宗地', [box(0, 0, 100), box(200, 0, 100)], ['0001', '0002'])
  const zones = layerOf('保护区', [box(50, 0, 200), box(80, 50, 40), box(299.5, 99.5, 40)], ['007', '1E5', '009'])
  const run = {
    subject,
    against: [zones],
    lines: 'pairs',
    groupBy: [],
    subjectGroups: [],
    attribute: [],
    ignoreBelow: 1,
    pieces: true,
  } as const
  const result = await overlap.run(run, quietTask())
  return {
    format: 'xlsx',
    geometry: 'pieces',
    unit: 'm2',
    decimals: 2,
    locale: 'zh',
    result,
    title: { zh: '压占分析：宗地', en: 'Overlap: parcels' },
    subject: { table: subject.table, fields: subject.fields, codeLists: {} },
    provenance: {
      application: { zh: '一张图', en: 'One Map' },
      version: '1',
      at: '2026-08-01T10:12:00+08:00',
      sources: [subject.source as SourceInfo],
      analysis: { id: 'overlap', version: 1, values: {} },
      method: result.method,
      notice: null,
    },
    ...options,
  }
}
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes)
const TITLES = ['逐对清单', '项目逐个汇总', '对比对象汇总', '忽略的碎图斑']

it('is a workbook of a sheet for every table that another reader opens: numbers are numbers, codes text, sums close', async () => {
  const input = await exportOf({})
  const { bytes } = await encodeReportXlsx(input, quietTask())
  const sheets = await readXlsx(Buffer.from(bytes))
  expect(sheets.map(({ sheet }) => sheet)).toEqual([...TITLES, '说明'])
  for (const [i, table] of resultTables(input.result).entries()) {
    const [header, ...rows] = sheets[i].data
    expect(rows).toHaveLength(table.table.length + 1)
    table.columns.forEach(({ label, kind, hasTotal }, c) => {
      expect(String(header[c])).toContain(label.zh)
      const cells = rows.slice(0, -1).map((row) => row[c])
      for (const cell of cells) expect(typeof cell, `${label.zh} ${cell}`).toBe(kind === 'text' ? 'string' : 'number')
      if (kind !== 'area' || !hasTotal) return
      const cents = cells.reduce((sum: number, cell) => sum + Math.round(Number(cell) * 100), 0)
      expect(cents, label.zh).toBe(Math.round(Number(rows[rows.length - 1][c]) * 100))
    })
  }
  const [, ...pairs] = sheets[0].data
  expect(pairs[0].slice(0, 2)).toEqual(['0001', '007'])
  expect(pairs.map((row) => row[1])).toContain('1E5')
  const notes = sheets[sheets.length - 1].data
  expect(notes.find(([label]) => label === '面积投影（PROJ）')?.[1]).toMatch(
    /^\+proj=cea \+lon_0=118\.75 \+lat_ts=37\.65 \+ellps=GRS80/,
  )
})

it('is an archive of a file for every table, or the table that was chosen', async () => {
  const all = await encodeReportCsv(await exportOf({ format: 'csv', table: 'all' }), quietTask())
  expect(all.name).toBe('压占分析：宗地.zip')
  const members = unzipSync(all.bytes)
  expect(Object.keys(members)).toEqual(TITLES.map((title, i) => `${i + 1} ${title}.csv`))
  const one = await encodeReportCsv(await exportOf({ format: 'csv', table: 2 }), quietTask())
  expect(one.name).toBe('压占分析：宗地.csv')
  expect(text(one.bytes)).toBe(text(members['3 对比对象汇总.csv']))
  for (const member of Object.values(members)) expect(text(member)).toContain('+proj=cea')
  const first = await encodeReportCsv(await exportOf({ format: 'csv' }), quietTask())
  expect(text(first.bytes)).toBe(text(members['1 逐对清单.csv']))
})

it('is the layer with all tables beside it, and its projection gives the areas again', async () => {
  const { bytes } = await encodeReportGeojson(await exportOf({ format: 'geojson' }), quietTask())
  const collection = JSON.parse(text(bytes)) as FeatureCollection<Polygon | MultiPolygon> & {
    metadata: {
      areaProjection: string
      tables: { title: string; rows: Record<string, unknown>[]; totals: Record<string, number> }[]
    }
  }
  const { areaProjection, tables } = collection.metadata
  expect(tables.map(({ title }) => title)).toEqual(TITLES)
  expect(tables[0].rows).toHaveLength(collection.features.length)
  const { forward } = proj4(areaProjection)
  const areaOf = ({ geometry }: (typeof collection.features)[number]) => {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates
    let twice = 0
    for (const ring of polygons.flat()) {
      const xy = ring.map((position) => forward(position.slice(0, 2)))
      for (let i = 0; i + 1 < xy.length; i++)
        twice += (xy[i][0] - xy[0][0]) * (xy[i + 1][1] - xy[0][1]) - (xy[i + 1][0] - xy[0][0]) * (xy[i][1] - xy[0][1])
    }
    return twice / 2
  }
  for (const feature of collection.features) {
    expect(Math.abs(areaOf(feature) - Number(feature.properties?.piece_area_m2))).toBeLessThan(0.03)
  }
  const sum = collection.features.reduce((total, feature) => total + areaOf(feature), 0)
  expect(Math.abs(sum - tables[0].totals.area_m2)).toBeLessThan(0.05)
})

it('keeps the lines of the first table as features where they are asked for, the other tables beside', async () => {
  const { bytes } = await encodeReportGeojson(await exportOf({ format: 'geojson', geometry: 'dissolved' }), quietTask())
  const { features, metadata } = JSON.parse(text(bytes))
  expect(features[0].properties).toHaveProperty('area_mu')
  expect(metadata.tables.map(({ title }: { title: string }) => title)).toEqual(TITLES.slice(1))
})

it('goes on in a further sheet where a table has more rows than one takes, with the sum in the last, and says so', async () => {
  const input = await exportOf({})
  const open = async (bytes: Uint8Array) => (await readXlsx(Buffer.from(bytes))).map(({ data }) => data)
  const [whole] = await open((await encodeReportXlsx(input, quietTask())).bytes)
  const rows = whole.length - 2
  expect(rows).toBeGreaterThan(2)
  // the table with its heading and sum; one row less takes two sheets, the second with the sum alone
  for (const [mostRows, pages] of [
    [rows, 2],
    [rows + 1, 2],
    [rows + 2, 1],
    [2, rows + 1],
  ] as const) {
    const { bytes } = await encodeReportXlsx(input, quietTask(), mostRows)
    const parts = (await open(bytes)).slice(0, pages)
    for (const part of parts) {
      expect(part.length).toBeLessThanOrEqual(mostRows)
      expect(part[0]).toEqual(whole[0])
    }
    expect(parts.flatMap((part) => part.slice(1))).toEqual(whole.slice(1))
    const texts = Object.values(unzipSync(bytes)).map((part) => new TextDecoder().decode(part))
    expect(texts.some((text) => text.includes(`${pages} 张工作表“逐对清单”至“逐对清单 ${pages}”`))).toBe(pages > 1)
  }
})
