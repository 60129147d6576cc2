import { strFromU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import '../core/projections.ts'
import type { Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { exportLayer, exportLosses, type LayerExport } from './export-layer.ts'
import { decodeFiles, formatOf, formats } from './registry.ts'
import { textColumn } from './text-builder.ts'

const TABLE: Table = {
  name: 'x',
  crs: 'EPSG:4490',
  length: 3,
  columns: [textColumn('DLBM', ['0101', '1106', '0303'], 3), textColumn('不动产单元号', ['a', 'b', 'c'], 3)],
  geometry: {
    kind: 'point',
    xy: Float64Array.of(118.55, 37.59, 118.6, 37.6, 118.7, 37.7),
    rings: Uint32Array.of(0, 1, 2, 3),
    parts: Uint32Array.of(0, 1, 2, 3),
    rows: Uint32Array.of(0, 1, 2, 3),
  },
}
const request = (more: Partial<LayerExport> = {}): LayerExport => ({
  format: 'geojson',
  table: TABLE,
  rows: null,
  fields: [],
  columns: ['DLBM', '不动产单元号'],
  crs: null,
  name: '点',
  beside: null,
  ...more,
})
const write = (more: Partial<LayerExport> = {}) => {
  const all = request(more)
  return exportLayer(all, formatOf(all.format), quietTask())
}

describe('exportLayer', () => {
  test.each(formats.filter(({ encode }) => encode).map(({ id }) => id))(
    '%s holds the chosen rows and fields in the chosen system',
    async (format) => {
      const kinds = formatOf(format).writes?.kinds
      if (kinds && !kinds.includes('point')) return
      const file = await write({ format, rows: Uint32Array.of(0, 2), columns: ['DLBM'], crs: 'EPSG:4528' })
      const { layers, failures } = await decodeFiles([file], {}, quietTask())
      expect(failures).toEqual([])
      const [{ table }] = layers
      expect(table.length).toBe(2)
      expect(table.columns.map(({ name }) => name)).not.toContain('不动产单元号')
      const isLngLat = formatOf(format).writes?.crs === 'lngLat'
      expect(table.geometry!.xy[0]).toBeCloseTo(isLngLat ? 118.55 : 40371935.4, isLngLat ? 6 : -2)
    },
  )
  test('a metadata text goes beside the file, into the archive that a Shapefile is', async () => {
    const beside = { name: '元数据.txt', text: '来源\t测绘院' }
    const file = await write({ beside })
    expect(Object.keys(unzipSync(file.bytes))).toEqual(['点.geojson', '元数据.txt'])
    const shp = unzipSync((await write({ format: 'shapefile', beside })).bytes)
    expect(Object.keys(shp).sort()).toEqual(['元数据.txt', '点.cpg', '点.dbf', '点.prj', '点.shp', '点.shx'])
    expect(strFromU8(shp['元数据.txt'])).toBe('来源\t测绘院')
  })
  test('a file that is larger than memory is told with the way out, any other fault stays what it is', async () => {
    const failing = (error: Error) => ({ ...formatOf('geojson'), encode: () => Promise.reject(error) })
    const failure = (error: Error) => exportLayer(request({}), failing(error), quietTask()).catch((each: unknown) => each)
    expect(await failure(new RangeError('Array buffer allocation failed'))).toMatchObject({ code: 'write.tooLarge' })
    expect(await failure(new RangeError('Invalid string length'))).toMatchObject({ code: 'write.tooLarge' })
    const other = new TypeError('x is undefined')
    expect(await failure(other)).toBe(other)
  })
  test('tells what is lost before, without coordinates', async () => {
    const light = { ...TABLE, geometry: { ...TABLE.geometry!, xy: new Float64Array(0) } }
    const losses = (format: string) => exportLosses(request({ format, table: light }), formatOf(format))
    expect(await losses('geojson')).toEqual([])
    expect(await losses('shapefile')).toMatchObject([{ code: 'write.fieldRenamed', detail: { from: '不动产单元号' } }])
    const high = { ...light, geometry: { ...light.geometry, z: new Float64Array(0) } }
    for (const [format, count] of Object.entries({ txt: 1, csv: 1, shapefile: 0, geojson: 0 })) {
      const notes = await exportLosses(request({ format, table: high }), formatOf(format))
      expect(notes.filter(({ code }) => code === 'write.heights')).toHaveLength(count)
    }
    const measured = { ...light, geometry: { ...light.geometry, m: new Float64Array(0) } }
    for (const [format, count] of Object.entries({ txt: 1, flatgeobuf: 1, geojson: 1, shapefile: 0 })) {
      const notes = await exportLosses(request({ format, table: measured }), formatOf(format))
      expect(notes.filter(({ code }) => code === 'write.measures')).toHaveLength(count)
    }
    const polygons = { ...light, geometry: { ...light.geometry, kind: 'polygon' as const } }
    expect(await exportLosses(request({ format: 'gpx', table: polygons }), formatOf('gpx'))).toMatchObject([
      { code: 'write.kind' },
    ])
  })
})

describe('number styles', () => {
  const columns = ['NF', 'MJ', 'FZ']
  const table: Table = {
    ...TABLE,
    columns: [
      { name: 'NF', type: 'number', values: Float64Array.of(2024, 1999, Number.NaN) },
      { name: 'MJ', type: 'number', values: Float64Array.of(1_000_000, 12_345.675, Number.NaN) },
      { name: 'FZ', type: 'number', values: Float64Array.of(-1234.5, 0.125, 7) },
    ],
    geometry: null,
  }
  const fields = [{ name: 'MJ', label: { zh: '面积', en: 'Area' }, unit: 'm2', decimals: 2 }]
  const csv = async (more: Partial<LayerExport>) => {
    const { bytes } = await write({ format: 'csv', table, fields, columns, ...more })
    return new TextDecoder().decode(bytes).trim().split('\r\n')
  }

  test('of a text table: decimals and thousands of quantities; years stay years', async () => {
    expect(await csv({})).toEqual(['NF,MJ,FZ', '2024,1000000.00,-1234.5', '1999,12345.675,0.125', ',,7'])
    expect(await csv({ numbers: { decimals: 2, isGrouped: false } })).toEqual([
      'NF,MJ,FZ',
      '2024,1000000.00,-1234.50',
      // half away from zero
      '1999,12345.68,0.13',
      ',,7.00',
    ])
    expect(await csv({ numbers: { decimals: null, isGrouped: true } })).toEqual([
      'NF,MJ,FZ',
      '2024,"1,000,000.00","-1,234.5"',
      '1999,"12,345.68",0.125',
      ',,7',
    ])
  })

  test('a year stays one though its field says that years are its unit', async () => {
    const years = [...fields, { name: 'NF', label: { zh: '年份', en: 'Year' }, unit: 'year' }]
    expect(await csv({ fields: years, numbers: { decimals: 2, isGrouped: true } })).toContain('2024,"1,000,000.00","-1,234.50"')
  })

  test('areas in another unit stand in a column that is named by it, exactly', async () => {
    expect(await csv({ areaUnit: 'mu', headings: 'zh' })).toEqual([
      'NF,面积（亩）,FZ',
      '2024,1500.00,-1234.5',
      '1999,18.518512499999996,0.125',
      ',,7',
    ])
    expect((await csv({ areaUnit: 'ha' }))[0]).toBe('NF,MJ_ha,FZ')
    expect((await csv({ areaUnit: 'm2' }))[0]).toBe('NF,MJ,FZ')
  })

  test('of a workbook: the cell keeps its value and shows the style', async () => {
    const { bytes } = await write({ format: 'xlsx', table, fields, columns, numbers: { decimals: 1, isGrouped: false } })
    const parts = unzipSync(bytes)
    const styles = strFromU8(parts['xl/styles.xml'])
    expect(styles).toContain('formatCode="0.0"')
    expect(styles).not.toContain('#,##0')
    expect(strFromU8(parts['xl/worksheets/sheet1.xml'])).toContain('<v>12345.675</v>')
  })
})
