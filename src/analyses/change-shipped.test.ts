import { existsSync, readFileSync } from 'node:fs'
import { Clipper, FillRule } from 'clipper2-ts'
import { describe, expect, it } from 'vitest'
import type { LayerInput } from '../core/analysis.ts'
import { GRID_PER_M, rowPaths } from '../core/clip.ts'
import { rowBox } from '../core/geometry.ts'
import { planeOf } from '../core/plane.ts'
import { presentReport } from '../core/report.ts'
import { cellAt, findColumn } from '../core/table.ts'
import { quietTask } from '../core/task.ts'
import { decodeFiles } from '../formats/registry.ts'
import { landClassGroup } from '../standards/land-classes-2019.ts'
import areaSummary from './area-summary.ts'
import { inputOf, linesOf, numberOf, run } from './change.fixture.ts'

const LAYERS = 'data/layers'
const hasLayers = existsSync(`${LAYERS}/parcels.fgb`) && existsSync(`${LAYERS}/parcels-2024.fgb`)
if (!hasLayers) console.warn(`skipped: ${LAYERS} is not built (npm run layers -- --missing)`)

async function shipped(id: string): Promise<LayerInput> {
  const bytes = new Uint8Array(readFileSync(`${LAYERS}/${id}.fgb`))
  const answer = await decodeFiles([{ name: `${id}.fgb`, bytes }], {}, quietTask())
  return inputOf(answer.layers[0].table)
}

describe.skipIf(!hasLayers)('the shipped epochs', () => {
  it('close: margins are what the area summary says, adjusted areas add up to the cent both ways', {
    timeout: 60_000,
  }, async () => {
    const [before, after] = [await shipped('parcels-2024'), await shipped('parcels')]
    const start = performance.now()
    const result = await run(before, after)
    const seconds = (performance.now() - start) / 1000
    const lines = linesOf(result)
    console.warn(
      `change: ${before.table.length} × ${after.table.length} parcels in ${seconds.toFixed(2)} s, ${lines.length} transfers, ` +
        `${result.pieces?.length} pieces`,
      result.notes.map(({ code, detail }) => `${code} ${JSON.stringify(detail)}`),
    )
    for (const [layer, side] of [
      [before, 'from'],
      [after, 'to'],
    ] as const) {
      const summary = await areaSummary.run(
        { layer, groupBy: ['DLBM'], registered: [], net: false, perimeter: false, pointSigma: 0, densify: false },
        quietTask(),
      )
      for (const { DLBM, area_m2 } of linesOf(summary)) {
        const own = lines.filter((line) => line[side] === DLBM)
        const sum = own.reduce((total, line) => total + numberOf(line.area_m2), 0)
        expect(Math.abs(sum - numberOf(area_m2)), `${side} ${DLBM}`).toBeLessThan(0.01)
        const cents = own.reduce((total, line) => total + Math.round(numberOf(line.adjusted_m2) * 100), 0)
        expect(Math.abs(cents / 100 - numberOf(area_m2)), `${side} ${DLBM} adjusted`).toBeLessThan(0.011)
      }
    }
    const cents = lines.reduce((total, line) => total + Math.round(numberOf(line.adjusted_m2) * 100), 0)
    expect(Math.abs(cents / 100 - result.totals.area_m2)).toBeLessThan(0.011)
    // whoever adds and subtracts the printed figures of a class finds the printed ones, in every unit
    const balance = result.tables?.find(({ title }) => title.en === 'Balance by class')
    if (!balance) throw new Error('no balance')
    for (const unit of ['m2', 'ha', 'mu'] as const) {
      const { columns, rows } = presentReport({ ...result, ...balance }, { unit, locale: 'en' })
      for (const row of rows) {
        const at = (name: string) => Math.round((row[columns.findIndex((column) => column.name === name)].value ?? 0) * 1e4)
        expect(at('loss_m2'), row[0].text).toBe(at('before_m2') - at('unchanged_m2'))
        expect(at('gain_m2'), row[0].text).toBe(at('after_m2') - at('unchanged_m2'))
        expect(at('net_m2'), row[0].text).toBe(at('gain_m2') - at('loss_m2'))
        expect(at('change_m2'), row[0].text).toBe(at('gain_m2') + at('loss_m2'))
      }
    }
    // first level of every code by the survey's table
    const raised = linesOf(await run(before, after, { level: 'group', pieces: false }))
    const wetland = (list: typeof lines) =>
      list.filter(({ from }) => from === '00').reduce((total, { area_m2 }) => total + numberOf(area_m2), 0)
    const byTable = lines.filter(({ from }) => landClassGroup(String(from)) === '00')
    expect(wetland(raised)).toBeCloseTo(
      byTable.reduce((total, { area_m2 }) => total + numberOf(area_m2), 0),
      3,
    )
  })

  it('agrees with clipping every pair, on some hundred parcels', { timeout: 60_000 }, async () => {
    const [before, after] = [await shipped('parcels-2024'), await shipped('parcels')]
    const [a, b] = [before.table.geometry, after.table.geometry]
    if (!a || !b) throw new Error('no geometry')
    const all = linesOf(await run(before, after))
    const changed = all.findIndex(({ change_en }) => change_en === 'changed')
    const { members } = await run(before, after, { pieces: false })
    const seeds = members.rows.subarray(members.offsets[changed], members.offsets[changed] + 5)
    const rows = Uint32Array.from(new Set([...seeds, ...Array.from({ length: 150 }, (_, i) => i * 190)])).sort()
    const plane = planeOf(b.xy)
    const [xyA, xyB] = [plane.toPlane(a.xy), plane.toPlane(b.xy)]
    const sums = new Map<string, number>()
    const [codesA, codesB] = [findColumn(before.table, 'DLBM'), findColumn(after.table, 'DLBM')]
    for (const row of rows) {
      const box = rowBox(b, row, xyB)
      if (!box) continue
      const mine = rowPaths(b, xyB, row, [box[0], box[1]])
      for (let other = 0; other < before.table.length; other++) {
        const there = rowBox(a, other, xyA)
        if (!there || there[0] >= box[2] || there[2] <= box[0] || there[1] >= box[3] || there[3] <= box[1]) continue
        const shared = Clipper.intersect(mine, rowPaths(a, xyA, other, [box[0], box[1]]), FillRule.NonZero)
        const key = `${codesA && cellAt(codesA, other)} ${codesB && cellAt(codesB, row)}`
        sums.set(key, (sums.get(key) ?? 0) + Clipper.areaPaths(shared) / GRID_PER_M ** 2)
      }
    }
    const part = linesOf(await run(before, { ...after, rows, scope: 'selection' }))
    expect(part.length).toBeGreaterThan(8)
    for (const { from, to, area_m2 } of part) {
      // the clipper rounds corners to 0.1 mm
      expect(Math.abs((sums.get(`${from} ${to}`) ?? 0) - numberOf(area_m2)), `${from} ${to}`).toBeLessThan(1)
    }
  })
})
