import fc from 'fast-check'
import { expect, test } from 'vitest'
import { rowAreasM2 } from '../plane.ts'
import type { Table } from '../table.ts'
import { createTask } from '../task.ts'
import { makeFabric } from '../tiling/test-fabric.ts'
import { findLooseEdges } from '../topology/edges.ts'
import { applyEdits, shapeOfRow } from './apply-edits.ts'
import { changeListTable, SHAPE_FIELD } from './change-list.ts'
import { cellOf, refusal } from './edits.fixture.ts'
import { countEdits, type Edits, editCell, editsMark, isEdited, NO_EDITS, withoutEdits } from './edits.ts'
import { insertSharedVertex, moveSharedVertex, type Place, removeSharedVertex } from './shared-vertices.ts'

const COLUMNS = 6
const LINES = 5
const fabric = makeFabric({ columns: COLUMNS, lines: LINES })
const table: Table = {
  ...fabric,
  columns: [
    { name: 'CODE', type: 'text', codes: Uint32Array.from({ length: 30 }, (_, i) => i % 3), dictionary: ['0101', '0102', null] },
    { name: 'AREA', type: 'number', values: Float64Array.from({ length: 30 }, (_, i) => i) },
    { name: 'OK', type: 'boolean', values: new Uint8Array(30).fill(1) },
  ],
}
const task = () => createTask({ signal: new AbortController().signal, yieldToMessages: () => Promise.resolve() })
/** The place of vertex `at` of a row's outer ring. */
function vertexOf(from: Table, row: number, at: number): Place {
  const ring = from.geometry ? shapeOfRow(from.geometry, row)[0][0] : []
  return [ring[2 * at], ring[2 * at + 1]]
}

test('a changed value is seen by all who read the table; the table itself stays', () => {
  let edits = editCell(NO_EDITS, table, 3, 'CODE', '0103')
  edits = editCell(edits, applyEdits(table, edits), 4, 'AREA', null)
  edits = editCell(edits, table, 5, 'OK', false)
  const edited = applyEdits(table, edits)
  expect([cellOf(edited, 'CODE', 3), cellOf(edited, 'AREA', 4), cellOf(edited, 'OK', 5)]).toEqual(['0103', null, false])
  expect([cellOf(table, 'CODE', 3), cellOf(table, 'AREA', 4), cellOf(table, 'OK', 5)]).toEqual(['0101', 4, true])
  expect(cellOf(edited, 'CODE', 6)).toBe('0101')
  expect(edited.geometry).toBe(table.geometry)
  expect(countEdits(edits)).toEqual({ rows: 3, cells: 3, shapes: 0, added: 0, gone: 0 })
})

test('the original value back is no change; a second change keeps the first original', () => {
  const once = editCell(NO_EDITS, table, 3, 'CODE', '0103')
  const twice = editCell(once, applyEdits(table, once), 3, 'CODE', '0201')
  expect(twice.cells[3].CODE).toEqual({ before: '0101', after: '0201' })
  expect(isEdited(editCell(twice, applyEdits(table, twice), 3, 'CODE', '0101'))).toBe(false)
  expect(withoutEdits(twice, 3)).toEqual(NO_EDITS)
  expect(withoutEdits(twice, 3, 'CODE')).toEqual(NO_EDITS)
})

test('what the column cannot hold is refused', () => {
  expect(refusal(() => editCell(NO_EDITS, table, 0, 'AREA', 'much'))).toBe('edit.type')
  expect(refusal(() => editCell(NO_EDITS, table, 0, 'AREA', Number.POSITIVE_INFINITY))).toBe('edit.type')
  expect(refusal(() => editCell(NO_EDITS, table, 0, 'NONE', 1))).toBe('edit.noField')
  expect(refusal(() => editCell(NO_EDITS, table, 30, 'AREA', 1))).toBe('edit.noRow')
})

test('edits bear the same name in whatever order they were made', () => {
  const ab = editCell(editCell(NO_EDITS, table, 12, 'AREA', 7), table, 3, 'CODE', 'x')
  const ba = editCell(editCell(NO_EDITS, table, 3, 'CODE', 'x'), table, 12, 'AREA', 7)
  expect(editsMark(ab)).toBe(editsMark(ba))
  expect(editsMark(ab)).not.toBe(editsMark(editCell(ab, table, 12, 'AREA', 8)))
})

test('fast-check: applied edits are what they say, and taking the old values gives the table back', () => {
  const cell = fc.record({
    row: fc.nat(29),
    change: fc.oneof(
      fc.record({ field: fc.constant('CODE'), after: fc.option(fc.string()) }),
      fc.record({ field: fc.constant('AREA'), after: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })) }),
      fc.record({ field: fc.constant('OK'), after: fc.option(fc.boolean()) }),
    ),
  })
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 20 }), (cells) => {
      const last = new Map(cells.map(({ row, change }) => [`${row} ${change.field}`, { row, ...change }]))
      let edits: Edits = NO_EDITS
      for (const { row, change } of cells) edits = editCell(edits, applyEdits(table, edits), row, change.field, change.after)
      const edited = applyEdits(table, edits)
      for (const { row, field, after } of last.values()) expect(cellOf(edited, field, row)).toBe(after)
      for (const [row, fields] of Object.entries(edits.cells))
        for (const [field, { before }] of Object.entries(fields)) expect(cellOf(table, field, Number(row))).toBe(before)
      for (const { row, field } of last.values()) edits = editCell(edits, edited, row, field, cellOf(table, field, row) ?? null)
      expect(edits).toEqual(NO_EDITS)
    }),
  )
})

test('a boundary point moves in all rows that share it: no gap, no overlap, the whole keeps its area', async () => {
  const row = 2 * COLUMNS + 2
  const from = vertexOf(table, row, 0)
  const edits = moveSharedVertex(NO_EDITS, table, from, [from[0] + 5e-5, from[1] + 4e-5])
  expect(Object.keys(edits.shapes)).toHaveLength(4)
  const edited = applyEdits(table, edits)
  const sum = (of: Table) => rowAreasM2(of).reduce((all, area) => all + area, 0)
  expect(sum(edited)).toBeCloseTo(sum(table), 6)
  expect(rowAreasM2(edited)[row]).not.toBeCloseTo(rowAreasM2(table)[row], 0)
  const loose = async ({ geometry }: Table) =>
    geometry &&
    (
      await findLooseEdges(
        geometry,
        geometry.xy.map((x) => x * 1e5),
        task(),
      )
    ).from.length
  expect(await loose(edited)).toBe(await loose(table))
  const back = moveSharedVertex(edits, edited, [from[0] + 5e-5, from[1] + 4e-5], from)
  expect(back).toEqual(NO_EDITS)
})

test('a point is put into a shared edge and taken out again, in both neighbours', () => {
  const row = COLUMNS + 1
  const [a, b] = [vertexOf(table, row, 1), vertexOf(table, row, 2)]
  const at: Place = [(a[0] + b[0]) / 2 + 1e-6, (a[1] + b[1]) / 2 + 1e-6]
  const edits = insertSharedVertex(NO_EDITS, table, [a, b], at)
  expect(countEdits(edits).shapes).toBe(2)
  const edited = applyEdits(table, edits)
  expect(edited.geometry?.xy.length).toBe((table.geometry?.xy.length ?? 0) + 4)
  const sum = (of: Table) => rowAreasM2(of).reduce((all, area) => all + area, 0)
  expect(sum(edited)).toBeCloseTo(sum(table), 6)
  expect(shapeOfRow(edited.geometry as never, 0)).toEqual(shapeOfRow(table.geometry as never, 0))
  expect(shapeOfRow(edited.geometry as never, 29)).toEqual(shapeOfRow(table.geometry as never, 29))
  expect(removeSharedVertex(edits, edited, at)).toEqual(NO_EDITS)
})

test('a shape that would cross itself is refused, and a place without a boundary point', () => {
  const from = vertexOf(table, 8, 0)
  expect(refusal(() => moveSharedVertex(NO_EDITS, table, from, [from[0] + 0.002, from[1] + 0.0018]))).toBe('edit.shapeInvalid')
  expect(refusal(() => moveSharedVertex(NO_EDITS, table, [0, 0], [1, 1]))).toBe('edit.noVertex')
  expect(refusal(() => insertSharedVertex(NO_EDITS, table, [from, [0, 0]], [1, 1]))).toBe('edit.noEdge')
  const triangle: Table = {
    name: 't',
    crs: 'EPSG:4528',
    length: 1,
    columns: [],
    geometry: {
      kind: 'polygon',
      xy: Float64Array.of(40371000, 4162000, 40371100, 4162000, 40371000, 4162100, 40371000, 4162000),
      rings: Uint32Array.of(0, 4),
      parts: Uint32Array.of(0, 1),
      rows: Uint32Array.of(0, 1),
    },
  }
  expect(refusal(() => removeSharedVertex(NO_EDITS, triangle, [40371100, 4162000]))).toBe('edit.tooFewVertices')
  const edits = moveSharedVertex(NO_EDITS, triangle, [40371000, 4162000.00005], [40370990, 4162000])
  // first and last vertex of a closed ring are one boundary point
  expect(edits.shapes[0].after[0][0].slice(0, 2)).toEqual(edits.shapes[0].after[0][0].slice(-2))
})

test('the list of changes has a line a change, with both areas where the shape changed', () => {
  const row = COLUMNS + 1
  const from = vertexOf(table, row, 0)
  let edits = moveSharedVertex(NO_EDITS, table, from, [from[0] + 5e-5, from[1]])
  edits = editCell(edits, table, row, 'CODE', '0103')
  const fields = [{ name: 'CODE', label: { zh: '地类', en: 'Class' }, role: 'unitCode' as const }]
  const list = changeListTable(table, edits, { fields, name: 'changes', locale: 'zh' })
  expect(list.length).toBe(5)
  const at = Array.from({ length: list.length }, (_, i) => i).find((i) => cellOf(list, 'FIELD', i) === 'CODE') ?? -1
  expect(['ROW', 'KEY', 'LABEL', 'BEFORE', 'AFTER', 'AREA_M2_BEFORE'].map((field) => cellOf(list, field, at))).toEqual([
    row + 1,
    '0103',
    '地类',
    '0102',
    '0103',
    null,
  ])
  const shape = Array.from({ length: list.length }, (_, i) => i).find(
    (i) => cellOf(list, 'FIELD', i) === SHAPE_FIELD && cellOf(list, 'ROW', i) === row + 1,
  )
  expect(cellOf(list, 'AREA_M2_BEFORE', shape ?? -1)).toBeCloseTo(rowAreasM2(table)[row], 6)
  expect(cellOf(list, 'AREA_M2_AFTER', shape ?? -1)).toBeCloseTo(rowAreasM2(applyEdits(table, edits))[row], 6)
})
