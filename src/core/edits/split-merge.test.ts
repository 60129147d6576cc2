import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromLngLat, toLngLat } from '../crs.ts'
import { AppError } from '../errors.ts'
import { lngLatOf, rowAreasM2 } from '../plane.ts'
import { cellAt, type FieldInfo, type Table } from '../table.ts'
import { createTask } from '../task.ts'
import { makeFabric } from '../tiling/test-fabric.ts'
import { findLooseEdges } from '../topology/edges.ts'
import { applyEdits, shapeOfRow } from './apply-edits.ts'
import { CHANGE_FIELDS, changeListTable } from './change-list.ts'
import { cellOf, refusal } from './edits.fixture.ts'
import { countEdits, type Edits, editCell, editedRow, fileRow, isEdited, NO_EDITS, withoutEdits } from './edits.ts'
import { moveSharedVertex } from './shared-vertices.ts'
import { mergeRows, splitRows } from './split-merge.ts'

const COLUMNS = 6
const fabric = makeFabric({ columns: COLUMNS, lines: 5 })
const CRS = 'EPSG:4528'
/** In Gauss–Krüger metres, as parcels are kept. */
const table: Table = {
  ...fabric,
  crs: CRS,
  geometry: fabric.geometry && { ...fabric.geometry, xy: fromLngLat(CRS, fabric.geometry.xy) },
  columns: [
    {
      name: 'DM',
      type: 'text',
      codes: Uint32Array.from({ length: 30 }, (_, i) => i),
      dictionary: Array.from({ length: 30 }, (_, i) => `37${String(i).padStart(4, '0')}`),
    },
    { name: 'MJ', type: 'number', values: Float64Array.from({ length: 30 }, (_, i) => 100 + i) },
    { name: 'QLR', type: 'text', codes: Uint32Array.from({ length: 30 }, (_, i) => i % 2), dictionary: ['甲', '乙'] },
  ],
}
const fields: readonly FieldInfo[] = [
  { name: 'DM', label: { zh: '代码', en: 'Code' }, role: 'unitCode' },
  { name: 'MJ', label: { zh: '登记面积', en: 'Registered' }, role: 'registeredAreaM2', decimals: 2 },
  { name: 'QLR', label: { zh: '权利人', en: 'Holder' }, role: 'holder' },
]
const ROW = 2 * COLUMNS + 2
const total = (of: Table) => rowAreasM2(of).reduce((sum, area) => sum + area, 0)
async function looseEdges({ geometry, crs }: Table): Promise<number> {
  if (!geometry) return -1
  const task = createTask({ signal: new AbortController().signal, yieldToMessages: () => Promise.resolve() })
  return (await findLooseEdges(geometry, crs === CRS ? geometry.xy : toLngLat(crs, geometry.xy), task)).from.length
}
function middleOf(of: Table, row: number): readonly [number, number] {
  const lngLat = toLngLat(CRS, Float64Array.from(shapeOfRow(of.geometry as never, row)[0][0]))
  const points = Array.from({ length: lngLat.length / 2 }, (_, i) => [lngLat[2 * i], lngLat[2 * i + 1]])
  return [points.reduce((sum, [x]) => sum + x, 0) / points.length, points.reduce((sum, [, y]) => sum + y, 0) / points.length]
}
/** A line through the middle of a row that reaches beyond its borders, not beyond its neighbours. */
function across(of: Table, row: number, angle = 0.4): readonly (readonly [number, number])[] {
  const [x, y] = middleOf(of, row)
  const [dx, dy] = [0.0006 * Math.cos(angle), 0.0006 * Math.sin(angle)]
  return [
    [x - dx, y - dy],
    [x + dx, y + dy],
  ]
}

describe('splitRows', () => {
  it('parts sum to the whole, the sheet stays whole, neighbours get the points of the cut and keep their area', async () => {
    const { edits, rows, born } = splitRows(NO_EDITS, table, [ROW], across(table, ROW), fields)
    expect(rows).toEqual([ROW, 30])
    expect(born).toEqual([{ row: 30, of: ROW }])
    const now = applyEdits(table, edits)
    expect(now.length).toBe(31)
    const [before, after] = [rowAreasM2(table), rowAreasM2(now)]
    expect(Math.abs(after[ROW] + after[30] - before[ROW])).toBeLessThan(1e-6)
    expect(after[30]).toBeGreaterThan(100)
    for (let row = 0; row < 30; row++) if (row !== ROW) expect(Math.abs(after[row] - before[row])).toBeLessThan(1e-6)
    expect(Object.keys(edits.shapes).length).toBe(3)
    // no edge of the fabric without its partner that had one before
    expect(await looseEdges(now)).toBe(await looseEdges(table))
  })

  it('copies values as they are now; the code is to be assigned, the registered area shared out to the last digit', () => {
    const changed = editCell(NO_EDITS, table, ROW, 'QLR', '丙')
    const { edits } = splitRows(changed, applyEdits(table, changed), [ROW], across(table, ROW), fields)
    const now = applyEdits(table, edits)
    expect([cellOf(now, 'QLR', ROW), cellOf(now, 'QLR', 30)]).toEqual(['丙', '丙'])
    expect([cellOf(now, 'DM', ROW), cellOf(now, 'DM', 30)]).toEqual(['待编（370014-1）', '待编（370014-2）'])
    const parts = [cellOf(now, 'MJ', ROW), cellOf(now, 'MJ', 30)] as number[]
    expect(Math.round((parts[0] + parts[1]) * 100)).toBe(11400)
    const areas = rowAreasM2(now)
    expect(parts[0] / parts[1]).toBeCloseTo(areas[ROW] / areas[30], 2)
    // one more change of a part, and back
    const later = editCell(edits, now, 30, 'QLR', '丁')
    expect(cellOf(applyEdits(table, later), 'QLR', 30)).toBe('丁')
    expect(cellOf(applyEdits(table, withoutEdits(later, 30, 'QLR')), 'QLR', 30)).toBe(cellOf(table, 'QLR', ROW))
  })

  it('cuts several rows that meet at the very same points, and a part again', async () => {
    const line = [middleOf(table, ROW - 1), middleOf(table, ROW), middleOf(table, ROW + 1), middleOf(table, ROW + 2)]
    const first = splitRows(NO_EDITS, table, [ROW, ROW + 1], line, fields)
    const now = applyEdits(table, first.edits)
    expect(now.length).toBe(32)
    expect(Math.abs(total(now) - total(table))).toBeLessThan(1e-5)
    expect(await looseEdges(now)).toBe(await looseEdges(table))
    const second = splitRows(first.edits, now, [30], across(now, 30, 1.5), fields)
    const again = applyEdits(table, second.edits)
    expect(again.length).toBe(33)
    expect(Math.abs(total(again) - total(table))).toBeLessThan(1e-5)
    expect(cellOf(again, 'DM', 32)).toBe(`待编（370014-2-2）`)
    expect(second.edits.added?.map(({ from }) => from)).toEqual([ROW, ROW + 1, ROW])
  })

  it('refuses a line that cuts nothing', () => {
    const [x, y] = middleOf(table, ROW)
    expect(
      refusal(() =>
        splitRows(
          NO_EDITS,
          table,
          [ROW],
          [
            [x, y],
            [x + 1e-6, y],
          ],
          fields,
        ),
      ),
    ).toBe('drawing.noCut')
  })
})

describe('mergeRows', () => {
  const neighbours = [ROW, ROW + 1, ROW + COLUMNS]
  it('makes one of neighbours, in the place of the largest; no area is lost', async () => {
    const { edits, rows } = mergeRows(NO_EDITS, table, neighbours, fields)
    const now = applyEdits(table, edits)
    expect(now.length).toBe(28)
    const before = rowAreasM2(table)
    const largest = neighbours.reduce((a, b) => (before[b] > before[a] ? b : a))
    expect(rows).toEqual([largest])
    const at = editedRow(edits, largest) ?? -1
    const sum = neighbours.reduce((all, row) => all + before[row], 0)
    expect(Math.abs(rowAreasM2(now)[at] - sum)).toBeLessThan(1e-6)
    expect(cellOf(now, 'QLR', at)).toBe(cellOf(table, 'QLR', largest))
    expect(cellOf(now, 'DM', at)).toBe('待编（370014 + 370015 + 370020）')
    expect(cellOf(now, 'MJ', at)).toBe(114 + 115 + 120)
    expect(await looseEdges(now)).toBe(await looseEdges(table))
    // rows behind those that went have other numbers, and edits still find them
    const last = editCell(edits, now, 27, 'QLR', '末')
    expect(last.cells[29]).toBeDefined()
    expect(cellOf(applyEdits(table, last), 'QLR', 27)).toBe('末')
    expect(fileRow(edits, 27)).toBe(29)
  })
  it('refuses what does not lie side by side', () => {
    expect(refusal(() => mergeRows(NO_EDITS, table, [0, 20], fields))).toBe('edit.notNeighbours')
    expect(refusal(() => mergeRows(NO_EDITS, table, [3], fields))).toBe('drawing.mergeFew')
    // a corner is no border
    expect(refusal(() => mergeRows(NO_EDITS, table, [ROW, ROW + COLUMNS + 1], fields))).toBe('edit.notNeighbours')
  })
  it('puts the parts of a cut together again: the shape is the one before, with the points of the cut', () => {
    const { edits } = splitRows(NO_EDITS, table, [ROW], across(table, ROW), fields)
    const merged = mergeRows(edits, applyEdits(table, edits), [ROW, 30], fields)
    const now = applyEdits(table, merged.edits)
    expect(now.length).toBe(30)
    const at = editedRow(merged.edits, merged.rows[0]) ?? -1
    expect(Math.abs(rowAreasM2(now)[at] - rowAreasM2(table)[ROW])).toBeLessThan(1e-6)
    expect(shapeOfRow(now.geometry as never, at)[0][0].length).toBe(shapeOfRow(table.geometry as never, ROW)[0][0].length + 4)
    expect(cellOf(now, 'MJ', at)).toBe(114)
  })
})

it('fast-check: whatever is cut, merged and moved, in whatever order, no area is lost and every number finds its row', () => {
  const step = fc.record({
    kind: fc.constantFrom('split', 'merge', 'cell', 'move'),
    row: fc.nat(200),
    angle: fc.double({ min: 0, max: 6, noNaN: true }),
  })
  const sum = total(table)
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 7 }), (steps) => {
      let edits: Edits = NO_EDITS
      const holders = new Map<number, string>()
      for (const [i, { kind, row: any, angle }] of steps.entries()) {
        const now = applyEdits(table, edits)
        const row = any % now.length
        try {
          if (kind === 'split') edits = splitRows(edits, now, [row], across(now, row, angle), fields).edits
          else if (kind === 'merge') {
            const other = (row + 1) % now.length
            const { edits: next } = mergeRows(edits, now, [Math.min(row, other), Math.max(row, other)], fields)
            edits = next
          } else if (kind === 'move') {
            const [x, y] = shapeOfRow(now.geometry as never, row)[0][0]
            edits = moveSharedVertex(edits, now, [x, y], [x + Math.cos(angle), y + Math.sin(angle)])
          } else {
            holders.set(fileRow(edits, row), `人${i}`)
            edits = editCell(edits, now, row, 'QLR', `人${i}`)
          }
        } catch (error) {
          if (!(error instanceof AppError)) throw error
        }
      }
      const now = applyEdits(table, edits)
      // points of the outer border may have been moved: only what lies inside is bound to keep its area
      if (!steps.some(({ kind }) => kind === 'move')) expect(Math.abs(total(now) - sum)).toBeLessThan(1e-4)
      for (const [number, holder] of holders) {
        const row = editedRow(edits, number)
        if (row === null) continue
        expect(fileRow(edits, row)).toBe(number)
        expect(cellOf(now, 'QLR', row)).toBe(holder)
      }
      expect(lngLatOf(now).every(Number.isFinite)).toBe(true)
      if (isEdited(edits)) expect(JSON.parse(JSON.stringify(edits))).toEqual(edits)
    }),
    { numRuns: 40 },
  )
})

it('the list of changes tells parts, merges and areas by the rows of the file', () => {
  const first = splitRows(NO_EDITS, table, [ROW], across(table, ROW), fields)
  const { edits } = mergeRows(first.edits, applyEdits(table, first.edits), [3, 4], fields)
  const list = changeListTable(table, edits, { fields, name: '变更', locale: 'zh' })
  expect(list.columns.map(({ name }) => name)).toEqual(CHANGE_FIELDS.map(({ name }) => name))
  const lines = Array.from({ length: list.length }, (_, i) =>
    Object.fromEntries(list.columns.map((column) => [column.name, cellAt(column, i)])),
  )
  const areas = [rowAreasM2(table), rowAreasM2(applyEdits(table, edits))]
  const part = lines.find(({ FIELD }) => FIELD === '@part')
  expect(part).toMatchObject({ ROW: 31, AFTER: `由第 ${ROW + 1} 行分出`, AREA_M2_BEFORE: null })
  expect(part?.AREA_M2_AFTER).toBeCloseTo(areas[1][29], 6)
  const merged = lines.find(({ FIELD }) => FIELD === '@merged')
  const [gone] = edits.gone ?? []
  expect(merged).toMatchObject({
    ROW: gone.row + 1,
    KEY: `37${String(gone.row).padStart(4, '0')}`,
    AFTER: `并入第 ${gone.into + 1} 行`,
    AREA_M2_AFTER: null,
  })
  expect(merged?.AREA_M2_BEFORE).toBeCloseTo(areas[0][gone.row], 6)
  expect(lines.find(({ FIELD, ROW: row }) => FIELD === 'DM' && row === ROW + 1)).toMatchObject({
    BEFORE: '370014',
    AFTER: '待编（370014-1）',
  })
  expect(countEdits(edits)).toMatchObject({ added: 1, gone: 1 })
})
