import { describe, expect, it } from 'vitest'
import './projections.ts'
import type { LayerInput } from './analysis.ts'
import { areaSigmaM2 } from './area-accuracy.ts'
import { type SummaryOptions, summariseAreas } from './area-summary.ts'
import { fromLngLat } from './crs.ts'
import { geometryFromGeoJson } from './geometry.ts'
import { textColumn } from './grouping.ts'
import { rowPerimeterM } from './plane.ts'
import { makeSound } from './repair.ts'
import { findColumn } from './table.ts'
import { quietTask } from './task.ts'

const CRS = 'EPSG:4549'
const [x0, y0] = fromLngLat(CRS, Float64Array.of(118.55, 37.65))
/** Squares beside each other: 5 km, 100 m and 100 m; the last two are one class. */
function layer(): LayerInput {
  const square = (x: number, size: number) => [
    [x0 + x, y0],
    [x0 + x + size, y0],
    [x0 + x + size, y0 + size],
    [x0 + x, y0 + size],
    [x0 + x, y0],
  ]
  const rings = [square(0, 5000), square(5000, 100), square(5100, 100)]
  const geometry = geometryFromGeoJson(
    'polygon',
    rings.map((ring) => ({ type: 'Polygon', coordinates: [ring] })),
  )
  const table = { name: 't', crs: CRS, length: 3, columns: [textColumn('DLBM', ['0101', '1106', '1106'])], geometry }
  const source = { title: { zh: '', en: '' }, file: '', sha256: '', crs: CRS, date: '', licence: '', notes: [] }
  return { table, rows: null, scope: 'all', fields: [], codeLists: {}, source: { ...source, isDemonstration: false } }
}
const run = (options: Partial<SummaryOptions>) =>
  summariseAreas(layer(), { groupBy: ['DLBM'], registered: null, net: false, ...options }, quietTask())
async function column(options: Partial<SummaryOptions>, name: string): Promise<Float64Array> {
  const found = findColumn((await run(options)).table, name)
  if (found?.type !== 'number') throw new Error(`no column ${name}`)
  return found.values
}

describe('summariseAreas', () => {
  it('gives perimeters and the standard deviation of each line, shared boundary points moving together', async () => {
    const options = { perimeter: true, pointSigmaM: 0.05 }
    const sound = await makeSound(layer().table, quietTask())
    const perimeters = [0, 1, 2].map((row) => rowPerimeterM(sound.geometry, sound.lngLat, row))
    const found = await column(options, 'perimeter_m')
    expect(found[0]).toBeCloseTo(perimeters[0], 6)
    expect(found[1]).toBeCloseTo(perimeters[1] + perimeters[2], 6)
    expect((await run(options)).totals.perimeter_m).toBeCloseTo(perimeters[0] + perimeters[1] + perimeters[2], 6)
    const sigmas = await column(options, 'area_sigma_m2')
    expect(sigmas[1]).toBe(areaSigmaM2(sound.geometry, sound.xy, [1, 2], 0.05))
    // 200 m × 100 m, six points: d = 100·√5 at the corners, 200 at the shared points
    expect(sigmas[1]).toBeCloseTo(0.05 * Math.sqrt((4 * (100 ** 2 + 100 ** 2) + 2 * 200 ** 2) / 8), 1)
    expect((await run(options)).totals.area_sigma_m2).toBeUndefined()
    expect(findColumn((await run({})).table, 'perimeter_m')).toBeUndefined()
  })

  it('densifies long edges only when asked, and then says so in the method and the notes', async () => {
    const plain = await run({})
    const dense = await run({ densify: true })
    expect(plain.method.zh).not.toContain('加密')
    expect(dense.method.zh).toContain('长边加密')
    expect(dense.method.en).toContain(plain.method.en)
    const difference = dense.totals.area_m2 - plain.totals.area_m2
    expect(Math.abs(difference)).toBeGreaterThan(1)
    const note = dense.notes.find(({ code }) => code === 'summary.densified')
    expect(note).toMatchObject({ level: 'warning', detail: { edges: 4 } })
    expect(Number(note?.detail.differenceM2)).toBeCloseTo(difference, 2)
    expect(plain.notes.some(({ code }) => code === 'summary.densified')).toBe(false)
  })
})
