import { describe, expect, it } from 'vitest'
import type { AnalysisResult, LayerInput, ResultTable } from '../core/analysis.ts'
import { geometryFromGeoJson } from '../core/geometry.ts'
import { textColumn } from '../core/grouping.ts'
import { rowAreasM2 } from '../core/plane.ts'
import { cellAt, type FieldInfo, findColumn, type Table } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { DEFAULTS, inputOf, LAND_CLASS, linesOf, numberOf, run } from './change.fixture.ts'
import change from './change.ts'

const tableNamed = (result: AnalysisResult, en: string): ResultTable => {
  const found = result.tables?.find(({ title }) => title.en === en)
  if (!found) throw new Error(`no table ${en}`)
  return found
}

/** Rectangles in thousandths of a degree from 118.5, 37.5. */
function boxes(
  name: string,
  rows: [x0: number, y0: number, x1: number, y1: number, dlbm: string | null, town?: string][],
): Table {
  const ring = ([x0, y0, x1, y1]: readonly [number, number, number, number, ...unknown[]]) =>
    [
      [x0, y0],
      [x1, y0],
      [x1, y1],
      [x0, y1],
      [x0, y0],
    ].map(([x, y]) => [118.5 + x / 1000, 37.5 + y / 1000])
  return {
    name,
    crs: 'EPSG:4490',
    length: rows.length,
    columns: [
      textColumn(
        'DLBM',
        rows.map(([, , , , dlbm]) => dlbm),
      ),
      textColumn(
        'XZQDM',
        rows.map(([, , , , , town]) => town ?? null),
      ),
    ],
    geometry: geometryFromGeoJson(
      'polygon',
      rows.map((row) => ({ type: 'Polygon', coordinates: [ring(row)] })),
    ),
  }
}

describe('change between two small epochs', () => {
  const before = boxes('before', [
    [0, 0, 2, 2, '0101', 'a'],
    [2, 0, 4, 2, '1106', 'b'],
  ])
  const after = boxes('after', [
    [0, 0, 1, 2, '0101', 'a'],
    [1, 0, 4, 2, '1106', 'b'],
    [4, 0, 5, 2, '0702', 'b'],
  ])

  it('says what went where; margins are the areas of the classes', async () => {
    const result = await run(inputOf(before), inputOf(after))
    const lines = linesOf(result)
    expect(lines.map(({ from, to, change_en }) => [from, to, change_en])).toEqual([
      ['0101', '0101', 'unchanged'],
      ['0101', '1106', 'changed'],
      ['1106', '1106', 'unchanged'],
      [null, '0702', 'only in the later epoch'],
    ])
    const [beforeAreas, afterAreas] = [rowAreasM2(before), rowAreasM2(after)]
    expect(numberOf(lines[0].area_m2) + numberOf(lines[1].area_m2)).toBeCloseTo(beforeAreas[0], 6)
    expect(numberOf(lines[1].area_m2) + numberOf(lines[2].area_m2)).toBeCloseTo(afterAreas[1], 6)
    expect(numberOf(lines[3].area_m2)).toBeCloseTo(afterAreas[2], 6)
    expect(result.notes.map(({ code }) => code)).toEqual(['change.noCounterpart'])
    const balance = linesOf(tableNamed(result, 'Balance by class'))
    expect(balance.map(({ class: code }) => code)).toEqual(['0101', '0702', '1106'])
    const [paddy, , flood] = balance
    expect(numberOf(paddy.loss_m2)).toBeCloseTo(afterAreas[0], 6)
    expect(numberOf(paddy.rate_percent)).toBeCloseTo(-50, 9)
    expect(numberOf(flood.net_m2)).toBeCloseTo(afterAreas[1] - beforeAreas[1], 6)
    expect(numberOf(flood.swap_m2)).toBe(0)
    const matrix = linesOf(tableNamed(result, 'Transfer matrix'))
    expect(matrix.map(({ from_name }) => from_name)).toEqual(['水田', '内陆滩涂', '无对应'])
    expect(numberOf(matrix[0].to_1106_m2)).toBeCloseTo(numberOf(lines[1].area_m2), 9)
  })

  it('tells loss, gain, their balance and what merely changed places of a class that does both', async () => {
    // of four strips each a thousandth wide: one from paddy to tidal flat, half a one back
    const exchanged = boxes('after', [
      [0, 0, 1, 2, '0101'],
      [1, 0, 3.5, 2, '1106'],
      [3.5, 0, 4, 2, '0101'],
    ])
    const balance = linesOf(tableNamed(await run(inputOf(before), inputOf(exchanged)), 'Balance by class'))
    const strip = rowAreasM2(before)[0] / 2
    const paddy = balance.find(({ class: code }) => code === '0101')
    const flood = balance.find(({ class: code }) => code === '1106')
    const inStrips = (line: typeof paddy, ...names: readonly string[]) => names.map((name) => numberOf(line?.[name]) / strip)
    const close = (values: readonly number[]) => values.map((value) => expect.closeTo(value, 6))
    expect(inStrips(paddy, 'loss_m2', 'gain_m2', 'net_m2', 'swap_m2')).toEqual(close([1, 0.5, -0.5, 1]))
    expect(inStrips(flood, 'loss_m2', 'gain_m2', 'net_m2', 'swap_m2')).toEqual(close([0.5, 1, 0.5, 1]))
  })

  it('makes the changed pieces, not the unchanged ones, with their areas', async () => {
    const { pieces, piecesLook } = await run(inputOf(before), inputOf(after))
    if (!pieces) throw new Error('no pieces')
    expect(linesOf({ table: pieces }).map(({ from, to }) => [from, to])).toEqual([
      ['0101', '1106'],
      [null, '0702'],
    ])
    const stated = findColumn(pieces, 'area_m2')
    rowAreasM2(pieces).forEach((areaM2, row) => {
      expect(areaM2).toBeCloseTo(numberOf(stated && cellAt(stated, row)), 6)
      expect(Math.abs(areaM2 - rowAreasM2(after)[row === 0 ? 0 : 2])).toBeLessThan(0.1)
    })
    expect(piecesLook?.symbology).toMatchObject({ kind: 'categories', field: 'to' })
    expect((await run(inputOf(before), inputOf(after), { pieces: false })).pieces).toBeUndefined()
  })

  it('divides by group, raises to the first level by the table and not by digits, counts over years', async () => {
    const grouped = linesOf(await run(inputOf(before), inputOf(after), { groupBy: ['XZQDM'] }))
    expect(grouped.map(({ group, from, to }) => [group, from, to])).toEqual([
      ['a', '0101', '0101'],
      ['b', '0101', '1106'],
      ['b', '1106', '1106'],
      ['b', null, '0702'],
    ])
    const raised = await run(inputOf(before), inputOf(after), { level: 'group', years: 5 })
    expect(linesOf(raised).map(({ from, to_name }) => [from, to_name])).toEqual([
      ['00', '湿地'],
      ['01', '湿地'],
      ['01', '耕地'],
      [null, '住宅用地'],
    ])
    const balance = linesOf(tableNamed(raised, 'Balance by class'))
    expect(numberOf(balance.find(({ class: code }) => code === '01')?.rate_percent)).toBeCloseTo(-10, 9)
  })

  it('lists slivers apart and counts them all the same', async () => {
    const shifted = boxes('after', [
      [0, 0, 2.001, 2, '0101'],
      [2.001, 0, 4, 2, '1106'],
    ])
    const result = await run(inputOf(before), inputOf(shifted))
    const sliver = linesOf(result).find(({ from, to }) => from !== to)
    expect(sliver).toMatchObject({ from: '1106', to: '0101', sliver_count: 1 })
    expect(numberOf(sliver?.area_m2)).toBeGreaterThan(10)
    expect(linesOf(tableNamed(result, 'Slivers (1)'))).toHaveLength(1)
    const strict = await run(inputOf(before), inputOf(shifted), { sliver: 1 })
    expect(strict.tables).toHaveLength(2)
  })

  it('balances a class that is gone, by loss alone, and none that no change of the rows in use has a part in', async () => {
    const gone = boxes('before', [
      [0, 0, 1, 2, '0101'],
      [1, 0, 2, 2, '0303'],
      [2, 0, 4, 2, '1106'],
    ])
    const all = linesOf(tableNamed(await run(inputOf(gone), inputOf(after)), 'Balance by class'))
    expect(all.map(({ class: code }) => code)).toEqual(['0101', '0303', '0702', '1106'])
    expect(all[1]).toMatchObject({ after_m2: 0, unchanged_m2: 0, gain_m2: 0, swap_m2: 0, rate_percent: -100 })
    expect(numberOf(all[1].loss_m2)).toBeCloseTo(rowAreasM2(gone)[1], 6)
    const part = await run(inputOf(gone), { ...inputOf(after), rows: Uint32Array.of(0), scope: 'selection' })
    expect(linesOf(tableNamed(part, 'Balance by class')).map(({ class: code }) => code)).toEqual(['0101'])
  })

  it('of a part of one epoch says nothing about land that only the other has', async () => {
    const some = (table: Table, ...rows: number[]): LayerInput => ({
      ...inputOf(table),
      rows: Uint32Array.from(rows),
      scope: 'selection',
    })
    const kinds = async (a: LayerInput, b: LayerInput) => {
      const result = await run(a, b)
      expect(result.notes.map(({ code }) => code)).toContain('change.part')
      return linesOf(result).map(({ from, to, change_en }) => [from, to, change_en])
    }
    expect(await kinds(inputOf(before), some(after, 0))).toEqual([['0101', '0101', 'unchanged']])
    expect(await kinds(some(before, 1), inputOf(after))).toEqual([['1106', '1106', 'unchanged']])
  })

  it('puts what is gone into its own group, with no row of the later epoch, and counts no sliver of what stayed', async () => {
    // half a square metre of paddy is left, all else of its parcel is nobody's
    const left = boxes('after', [
      [0, 0, 0.005, 0.01, '0101', 'a'],
      [2, 0, 4, 2, '1106', 'b'],
    ])
    const result = await run(inputOf(before), inputOf(left), { groupBy: ['XZQDM'] })
    const lines = linesOf(result)
    expect(lines.map(({ group, from, to, sliver_count }) => [group, from, to, sliver_count])).toEqual([
      ['a', '0101', '0101', 0],
      ['a', '0101', null, 0],
      ['b', '1106', '1106', 0],
    ])
    const { offsets, rows } = result.members
    expect(lines.map((_, line) => [...rows.subarray(offsets[line], offsets[line + 1])])).toEqual([[0], [], [1]])
    const { addedM2, lostM2 } = result.notes.find(({ code }) => code === 'change.noCounterpart')?.detail ?? {}
    expect(addedM2).toBe(0)
    expect(numberOf(lostM2)).toBeCloseTo(rowAreasM2(before)[0] - rowAreasM2(left)[0], 1)
  })

  it('tells what lies twice in the earlier epoch too', async () => {
    const doubled = boxes('before', [
      [0, 0, 2, 2, '0101'],
      [0, 0, 2, 2, '1106'],
    ])
    const later = boxes('after', [[0, 0, 2, 2, '0101']])
    const result = await run(inputOf(doubled), inputOf(later))
    const areaM2 = rowAreasM2(later)[0]
    expect(result.notes.find(({ code }) => code === 'change.double')?.detail.doubleM2).toBeCloseTo(areaM2, 1)
    expect(numberOf(result.totals.area_m2)).toBeCloseTo(2 * areaM2, 3)
  })

  it('lists slivers from the largest on', async () => {
    const shifted = boxes('after', [
      [0, 0, 1.999, 2, '0101'],
      [1.999, 0, 2, 2, '0303'],
      [2, 0, 2.002, 2, '0702'],
      [2.002, 0, 4, 2, '1106'],
    ])
    const slivers = linesOf(tableNamed(await run(inputOf(before), inputOf(shifted)), 'Slivers (2)'))
    expect(slivers.map(({ to }) => to)).toEqual(['0702', '0303'])
  })

  it('takes what lies twice off in proportion, so that margins hold', async () => {
    const doubled = boxes('after', [
      [0, 0, 4, 2, '0101'],
      [2, 0, 4, 2, '1106'],
    ])
    const result = await run(inputOf(before), inputOf(doubled))
    expect(result.notes.find(({ code }) => code === 'change.double')?.detail.doubleM2).toBeCloseTo(rowAreasM2(before)[1], 1)
    const fromFlood = linesOf(result).filter(({ from }) => from === '1106')
    expect(fromFlood.reduce((sum, { area_m2 }) => sum + numberOf(area_m2), 0)).toBeCloseTo(rowAreasM2(before)[1], 3)
    const toFlood = linesOf(result).filter(({ to }) => to === '1106')
    expect(toFlood.reduce((sum, { area_m2 }) => sum + numberOf(area_m2), 0)).toBeCloseTo(rowAreasM2(doubled)[1], 3)
  })

  it('takes a border drawn twice within rounding for one: nothing beside it is without counterpart', async () => {
    // 9 µm on 222 m: 0.002 m²
    const beside = boxes('after', [
      [1e-7, 0, 2, 2, '0101'],
      [2, 0, 4, 2, '1106'],
    ])
    const result = await run(inputOf(before), inputOf(beside))
    expect(linesOf(result).map(({ from, to }) => [from, to])).toEqual([
      ['0101', '0101'],
      ['1106', '1106'],
    ])
    expect(result.notes.map(({ code }) => code)).toEqual([])
  })

  it('refuses two code systems, a field that is not there, no years; hears a cancel', async () => {
    const other: FieldInfo = { ...LAND_CLASS, codes: 'other' }
    await expect(run(inputOf(before), inputOf(after, [other]))).rejects.toThrow('change.codeSystems')
    const planned = boxes('plan', [[0, 0, 2, 2, '耕地']])
    await expect(run(inputOf(before, []), inputOf(planned, []))).rejects.toThrow('change.codeSystems')
    await expect(run(inputOf(before), inputOf(after), { beforeClass: ['X'] })).rejects.toThrow('analysis.noField')
    await expect(run(inputOf(before), inputOf(after), { years: 0 })).rejects.toThrow('change.years')
    const task = { ...quietTask(), breathe: () => Promise.reject(new DOMException('cancelled', 'AbortError')) }
    await expect(change.run({ ...DEFAULTS, before: inputOf({ ...before }), after: inputOf({ ...after }) }, task)).rejects.toThrow(
      'cancelled',
    )
  })
})
