import { describe, expect, test } from 'vitest'
import { KENLI, readCsv as read } from '../../tests/csv-files.ts'
import { coordinateOf } from './coordinate-cell.ts'

describe('places in CSV', () => {
  test.each([
    ['lon,lat', '118.55,37.59', 'EPSG:4490'],
    ['纬度,经度', '37.59,118.55', 'EPSG:4490'],
    ['经度(°),纬度(°)', '118.55,37.59', 'EPSG:4490'],
    ['经度,纬度', '118°33′00″E,N37°35\'24"', 'EPSG:4490'],
    ['X,Y', '4162979.6916,40371933.6216', 'EPSG:4528'],
    ['x,y', '40371933.6216,4162979.6916', 'EPSG:4528'],
    ['东坐标,北坐标', '40371933.6216,4162979.6916', 'EPSG:4528'],
  ])('%s', async (heading, cells, crs) => {
    const layer = await read(
      `名称,${heading}\nA,${cells.includes('"') ? cells.replace(/,(.*)/, (_, lat) => `,"${lat.replaceAll('"', '""')}"`) : cells}\n`,
    )
    const found = layer.questions.length > 0 ? layer.questions[0] : null
    expect(found ?? layer.table.crs).toEqual(
      crs === 'EPSG:4490' ? crs : expect.objectContaining({ kind: 'crs', preselected: crs }),
    )
    const { xy } = layer.table.geometry!
    const [x, y] = crs === 'EPSG:4490' ? [118.55, 37.59] : [40371933.6216, 4162979.6916]
    expect(xy[0]).toBeCloseTo(x, 6)
    expect(xy[1]).toBeCloseTo(y, 6)
  })
  test.each([
    ['中心点经度,中心点纬度', '118.55,37.59'],
    ['GPS经度,GPS纬度', '118.55,37.59'],
    ['经度坐标（°）,纬度坐标（°）', '118.55,37.59'],
    ['经纬度', '"118.55,37.59"'],
    ['坐标', '"（118.55，37.59）"'],
    ['坐标', '37.59 118.55'],
    ['GPS坐标', '"N37°35′24″,E118°33′00″"'],
    ['定位', 'E118°33′00″N37°35′24″'],
    ['位置坐标', '经度:118.55；纬度:37.59'],
  ])('names and cells as offices write them: %s %s', async (heading, cells) => {
    const layer = await read(`名称,${heading}\nA,${cells}\nB,${cells}\n`)
    expect(layer.questions).toEqual([])
    const { xy } = layer.table.geometry!
    expect([xy[0], xy[1]].map((value) => Number(value.toFixed(6)))).toEqual([118.55, 37.59])
    expect(layer.receipt).toMatchObject({ count: 2, withoutGeometry: 0 })
  })
  test('metres in one cell are read too, and what is no place in one is told', async () => {
    const layer = await read('名称,坐标,面积\nA,"4162979.69,40371933.62",1亩\nB,不详,2亩\nC,"4162980.69,40371934.62",3亩\n')
    expect([...layer.table.geometry!.xy]).toEqual([40371933.62, 4162979.69, 40371934.62, 4162980.69])
    expect(layer.receipt.skippedLines).toEqual([{ line: 3, text: 'B,不详,2亩' }])
  })
  test('a start and an end are no place of a row, nor are words under 坐标', async () => {
    expect((await read('名称,起点经度,起点纬度,中点经度,中点纬度\nA,118.5,37.5,118.6,37.6\n')).table.geometry).toBeNull()
    expect((await read('名称,坐标\nA,见附图\nB,"东至路,西至河"\n')).table.geometry).toBeNull()
  })
  test('swapped longitude and latitude are asked about before anything lands', async () => {
    const layer = await read('名称,x,y\nA,37.59,118.55\nB,37.6,118.6\n')
    expect(layer.questions.map(({ kind }) => kind)).toEqual(['swap'])
    const swapped = await read('名称,x,y\nA,37.59,118.55\nB,37.6,118.6\n', { ...KENLI, swapXY: true })
    expect(swapped.questions).toEqual([])
    expect([...swapped.table.geometry!.xy]).toEqual([118.55, 37.59, 118.6, 37.6])
  })
  test('a cell that is no coordinate leaves its row without a shape', async () => {
    const layer = await read('名称,经度,纬度\nA,118.55,37.59\nB,无,37.6\nC,118.6,37.6\n')
    expect(layer.receipt).toMatchObject({ count: 3, withoutGeometry: 1 })
    expect(layer.receipt.notes.find(({ code }) => code === 'csv.badPlaces')?.detail).toEqual({ count: 1, line: 3 })
  })
  test('rows of empty or impossible coordinates keep their attributes, are told by their lines and can be downloaded', async () => {
    const layer = await read(
      '名称,经度,纬度\nA,118.55,37.59\nB,,\nC,118.6,97.6\n\nD,0,0\n"E\n东",118.57,37.61\nF,40371933.6,4162979.7\nG,118.58,37.6\nH,37.6,118.6\n',
    )
    expect(layer.questions).toEqual([])
    expect(layer.receipt).toMatchObject({ count: 8, withoutGeometry: 5, skipped: 0 })
    expect(layer.receipt.notes.filter(({ level }) => level === 'warning')).toMatchObject([
      { code: 'csv.emptyPlaces', detail: { count: 1, line: 3 } },
      { code: 'csv.impossiblePlaces', detail: { count: 4, line: 4 } },
    ])
    expect(layer.receipt.skippedLines).toEqual([
      { line: 3, text: 'B,,' },
      { line: 4, text: 'C,118.6,97.6' },
      { line: 6, text: 'D,0,0' },
      { line: 9, text: 'F,40371933.6,4162979.7' },
      { line: 11, text: 'H,37.6,118.6' },
    ])
  })
  test('WKT with its system in the heading', async () => {
    const layer = await read(
      '名称,WKT_EPSG4528\nA,"POLYGON ((40371900 4162900, 40372000 4162900, 40372000 4163000, 40371900 4163000, 40371900 4162900), (40371910 4162910, 40371910 4162920, 40371920 4162920, 40371910 4162910))"\nB,MULTIPOLYGON EMPTY\nC,POLYGON ((1 2)\n',
    )
    expect(layer.table.crs).toBe('EPSG:4528')
    expect(layer.receipt).toMatchObject({ count: 3, withoutGeometry: 2, crsEvidence: 'header' })
    expect(layer.table.columns.map(({ name }) => name)).toEqual(['名称'])
    expect(layer.table.geometry!.rings.length - 1).toBe(2)
  })
  test.each([
    ['118°33′00″', 118.55],
    ['118：33：00', 118.55],
    ['１１８°３３′００″', 118.55],
    ['118:33:01.8', 118.5505],
    ['E 118 33 00', 118.55],
    ['118-33-00', 118.55],
    ['4162979.69米', 4162979.69],
    ['１１８．５５', 118.55],
    ['118：63：00', Number.NaN],
    ['2024-01-05', Number.NaN],
    ['118:33', Number.NaN],
    ['118度33分0秒', 118.55],
    ['37.5W', -37.5],
    ['118 33', Number.NaN],
    ['118°99′', Number.NaN],
    ['', Number.NaN],
  ])('%s is %d', (text, value) => expect(coordinateOf(text)).toEqual(value))
})
