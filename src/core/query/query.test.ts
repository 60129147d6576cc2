import { booleanIntersects, booleanWithin, distance, feature } from '@turf/turf'
import { describe, expect, it } from 'vitest'
import { compileExpression } from '../expression/compile.ts'
import { readExpression } from '../expression/read-expression.ts'
import { schemaOf } from '../expression/table-schema.ts'
import { geometryFromGeoJson, rowToGeoJson } from '../geometry.ts'
import { rowsAsTable } from '../rows-as-table.ts'
import type { Table } from '../table.ts'
import { quietTask } from '../task.ts'
import { makeFabric } from '../tiling/test-fabric.ts'
import { calculatedColumn } from './calculated-column.ts'
import { groupExpression, type RuleGroup } from './conditions.ts'
import { ringTable } from './ring-table.ts'
import { spatialRows } from './spatial-rows.ts'

const task = quietTask()
const fabric = makeFabric({ columns: 8, lines: 6 })
const all = Uint32Array.from({ length: fabric.length }, (_, row) => row)
const shapeOf = (row: number) => rowToGeoJson(fabric.geometry as NonNullable<Table['geometry']>, row) as GeoJSON.Polygon
const [west, south, east, north] = (() => {
  const points = Array.from(all).flatMap((row) => shapeOf(row).coordinates.flat())
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)]
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
})()
const at = (x: number, y: number) => [west + (east - west) * x, south + (north - south) * y] as const
// a skew quadrilateral over the middle, clockwise
const ring = [at(0.21, 0.24), at(0.27, 0.83), at(0.86, 0.78), at(0.7, 0.13)]
const zone = ringTable(ring)
const zoneShape = feature(rowToGeoJson(zone.geometry as NonNullable<Table['geometry']>, 0) as GeoJSON.Polygon)

describe('spatialRows', () => {
  it('finds what turf finds to intersect and to lie within', async () => {
    const meet = await spatialRows(fabric, all, zone, null, { relation: 'intersects', distanceM: 0 }, false, task)
    expect(Array.from(meet)).toEqual(Array.from(all).filter((row) => booleanIntersects(feature(shapeOf(row)), zoneShape)))
    const inside = await spatialRows(fabric, all, zone, null, { relation: 'inside', distanceM: 0 }, false, task)
    expect(Array.from(inside)).toEqual(Array.from(all).filter((row) => booleanWithin(feature(shapeOf(row)), zoneShape)))
    expect(inside.length).toBeGreaterThan(3)
    expect(meet.length).toBeGreaterThan(inside.length)
  })
  it('a feature is inside one whose border it shares to the last digit; not inside itself', async () => {
    const same = await spatialRows(fabric, all, fabric, Uint32Array.of(7, 9), { relation: 'inside', distanceM: 0 }, false, task)
    expect(Array.from(same)).toEqual([7, 9])
    expect(await spatialRows(fabric, all, fabric, null, { relation: 'inside', distanceM: 0 }, true, task)).toHaveLength(0)
  })
  it('measures distance along the ellipsoid, points to points as turf does within its sphere', async () => {
    const centres = Array.from(all, (row) => shapeOf(row).coordinates[0][0])
    const points: Table = {
      ...fabric,
      columns: [],
      geometry: geometryFromGeoJson(
        'point',
        centres.map((coordinates) => ({ type: 'Point', coordinates })),
      ),
    }
    const [from, to] = [centres[0], centres[20]]
    const metres = distance(from, to, { units: 'meters' })
    const near = (distanceM: number) =>
      spatialRows(points, all, points, Uint32Array.of(0), { relation: 'within', distanceM }, false, task)
    // a sphere is off by up to 0.6 %
    expect(Array.from(await near(metres * 1.01))).toContain(20)
    expect(Array.from(await near(metres * 0.99))).not.toContain(20)
    expect(Array.from(await near(0))).toEqual([0])
    expect(await spatialRows(points, all, zone, null, { relation: 'inside', distanceM: 0 }, false, task)).toEqual(
      all.filter((row) => booleanWithin(feature({ type: 'Point', coordinates: centres[row] }), zoneShape)),
    )
  })
  it('says that lines lie inside nothing that can be told by areas', async () => {
    const lines: Table = {
      ...zone,
      geometry: geometryFromGeoJson('line', [
        {
          type: 'LineString',
          coordinates: [
            [118, 37],
            [118.1, 37],
          ],
        },
      ]),
    }
    await expect(
      spatialRows(lines, Uint32Array.of(0), zone, null, { relation: 'inside', distanceM: 0 }, false, task),
    ).rejects.toMatchObject({ code: 'query.inside' })
  })
})

describe('groupExpression', () => {
  const table: Table = {
    ...fabric,
    length: 3,
    geometry: null,
    columns: [
      { name: "T]'", type: 'text', codes: Uint32Array.of(0, 1, 2), dictionary: ['0101', "O'Neil", null] },
      { name: 'N', type: 'number', values: Float64Array.of(-1, 5, Number.NaN) },
      { name: 'B', type: 'boolean', values: Uint8Array.of(1, 0, 255) },
      { name: 'D', type: 'date', values: Float64Array.of(Date.UTC(2024, 11, 31, 10), Date.UTC(2025, 2, 8), Number.NaN) },
    ],
  }
  const typeOf = (field: string) => table.columns.find(({ name }) => name === field)?.type ?? 'number'
  const rowsOf = (group: RuleGroup) => {
    const { truth } = compileExpression(readExpression(groupExpression(group, typeOf, 'mu'), schemaOf(table)), table)
    return [0, 1, 2].filter((row) => truth(row) === 1)
  }
  const one = (field: string, operator: RuleGroup['items'][number] extends infer _ ? string : never, ...values: string[]) =>
    rowsOf({ join: 'and', items: [{ field, operator: operator as '=', values }] })
  it('says in the language what each line of the builder says', () => {
    expect(one("T]'", '=', "O'Neil")).toEqual([1])
    expect(one("T]'", 'in', '0101，x')).toEqual([0])
    expect(one("T]'", 'like', '01%')).toEqual([0])
    expect(one("T]'", 'isNull')).toEqual([2])
    expect(one('N', 'between', '-2', '0')).toEqual([0])
    expect(one('N', '!=', '5')).toEqual([0])
    expect(one('B', 'isFalse')).toEqual([1])
  })
  it('takes a year or a month for all of its days', () => {
    expect(one('D', '=', '2024')).toEqual([0])
    expect(one('D', '=', '2025年3月')).toEqual([1])
    expect(one('D', '>', '2024')).toEqual([1])
    expect(one('D', '>=', '2024')).toEqual([0, 1])
    expect(one('D', '<', '2025')).toEqual([0])
    expect(one('D', '<=', '2024-12-31')).toEqual([0])
    expect(one('D', 'between', '2024-12', '2025-03-08')).toEqual([0, 1])
    expect(() => one('D', '=', '31.3.2026')).toThrow('expression.date')
  })
  it('nests groups in brackets, passes over lines that say nothing yet, and names the unit of areas', () => {
    const group: RuleGroup = {
      join: 'and',
      items: [
        { field: 'N', operator: '>', values: [''] },
        { field: 'B', operator: 'isTrue', values: [] },
        {
          join: 'or',
          items: [
            { field: '@area', operator: '>', values: ['5'] },
            { field: 'N', operator: '<', values: ['0'] },
          ],
        },
      ],
    }
    expect(groupExpression(group, typeOf, 'mu')).toBe('[B] and ([@area] > 5 亩 or [N] < 0)')
    expect(groupExpression({ join: 'or', items: [] }, typeOf, 'mu')).toBe('')
  })
})

describe('a calculated field', () => {
  const table: Table = {
    ...fabric,
    length: 3,
    geometry: null,
    columns: [{ name: 'N', type: 'number', values: Float64Array.of(2, Number.NaN, 7) }],
  }
  it('is a column of the type that the expression has', async () => {
    expect(await calculatedColumn(table, 'X', '[N] * 2', task)).toEqual({
      name: 'X',
      type: 'number',
      values: Float64Array.of(4, Number.NaN, 14),
    })
    expect(await calculatedColumn(table, 'X', '[N] > 3', task)).toEqual({
      name: 'X',
      type: 'boolean',
      values: Uint8Array.of(0, 255, 1),
    })
    expect(await calculatedColumn(table, 'X', "if([N] > 3, 'large', 'small')", task)).toMatchObject({
      type: 'text',
      codes: Uint32Array.of(0, 0, 1),
      dictionary: ['small', 'large'],
    })
    await expect(calculatedColumn(table, 'X', 'null', task)).rejects.toMatchObject({ code: 'expression.expected.value' })
  })
  it('goes with some of the rows, in place of a field of its name', async () => {
    const added = await calculatedColumn(table, 'N', '[N] + 1', task)
    const picked = rowsAsTable(table, Uint32Array.of(0, 2), added)
    expect(picked).toMatchObject({ length: 2, columns: [{ name: 'N', values: Float64Array.of(3, 8) }] })
    expect(rowsAsTable(fabric, Uint32Array.of(3), null).geometry?.rows.length).toBe(2)
  })
})
