import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sumOf } from '../adjust.ts'
import type { LayerInput } from '../analysis.ts'
import { geometryFromGeoJson } from '../geometry.ts'
import { textColumn } from '../grouping.ts'
import { authalicPlane, geodesicM } from '../plane.ts'
import { presentReport } from '../report.ts'
import { type Column, cellAt, findColumn, type Geometry } from '../table.ts'
import { quietTask } from '../task.ts'
import { explainScore } from './explain.ts'
import { gradeLayer } from './grade-layer.ts'
import { factorsOfRow, GRADE } from './graded-rows.ts'
import type { GradingModel, Indicator } from './model.ts'

const words = (text: string) => ({ zh: text, en: text })
const SOURCE: LayerInput['source'] = {
  title: words('parcels'),
  file: 'parcels.fgb',
  sha256: '',
  crs: 'EPSG:4490',
  date: '',
  licence: '',
  isDemonstration: false,
  notes: [],
}
const plane = authalicPlane({ lng0: 118.7, latTs: 37.65 })
type Box = readonly [x0: number, y0: number, x1: number, y1: number]

/** Boxes in metres of the plane. */
function layer(boxes: readonly Box[], columns: readonly Column[], kind: Geometry['kind'] = 'polygon'): LayerInput {
  const lngLat = (x: number, y: number) => [...plane.toLngLat(Float64Array.of(x, y))]
  const geometry = geometryFromGeoJson(
    kind,
    boxes.map(([x0, y0, x1, y1]) =>
      kind === 'line'
        ? { type: 'LineString', coordinates: [lngLat(x0, y0), lngLat(x1, y1)] }
        : {
            type: 'Polygon',
            coordinates: [[lngLat(x0, y0), lngLat(x1, y0), lngLat(x1, y1), lngLat(x0, y1), lngLat(x0, y0)]],
          },
    ),
  )
  const table = { name: 'parcels', crs: 'EPSG:4490', length: boxes.length, columns, geometry }
  return { table, rows: null, scope: 'all', fields: [], codeLists: {}, source: SOURCE }
}
const number = (name: string, ...values: number[]): Column => ({ name, type: 'number', values: Float64Array.from(values) })

const indicator = (id: string, weight: number, rest: Partial<Indicator> = {}): Indicator => ({
  id,
  label: words(id),
  weight,
  source: { kind: 'field', field: id },
  scoring: { kind: 'range', min: 0, max: 100, better: 'high' },
  ...rest,
})
const modelOf = (indicators: readonly Indicator[], rest: Partial<GradingModel> = {}): GradingModel => ({
  version: 1,
  title: words('test'),
  source: words('a study'),
  isExample: false,
  scale: 100,
  indicators,
  weights: 'renormalise',
  combine: 'weightedSum',
  limits: [],
  missing: 'skip',
  grades: { kind: 'fixed', lower: [80, 60], labels: ['一等', '二等', '三等'].map(words) },
  ...rest,
})
const NOTHING = { layers: {}, rasters: {} }
const valuesOf = async (subject: LayerInput, source: Indicator['source'], inputs: Parameters<typeof gradeLayer>[3] = NOTHING) => {
  const { pieces } = await gradeLayer(subject, modelOf([indicator('a', 1, { source })]), [], inputs, quietTask())
  const column = pieces && findColumn(pieces, 'V_a')
  return column?.type === 'number' ? [...column.values] : []
}

const SQUARES: Box[] = [
  [0, 0, 100, 100],
  [100, 0, 200, 100],
  [200, 0, 300, 50],
  [1000, 0, 1100, 100],
]

describe('gradeLayer', () => {
  const subject = layer(SQUARES, [
    textColumn('TOWN', ['b', 'a', 'a', 'b']),
    number('a', 90, 70, 20, Number.NaN),
    number('b', 80, 60, 100, 70),
  ])
  const model = modelOf([indicator('a', 0.6), indicator('b', 0.4)], { limits: [{ indicator: 'a', below: 30, score: null }] })

  it('makes the table of area by town and grade, with its weighted means', async () => {
    const result = await gradeLayer(subject, model, ['TOWN'], NOTHING, quietTask())
    const cells = (name: string) => {
      const column = findColumn(result.table, name)
      return column ? Array.from({ length: result.table.length }, (_, line) => cellAt(column, line)) : null
    }
    expect(cells('TOWN')).toEqual(['a', 'a', 'b', 'b'])
    expect(cells('GRADE_name')).toEqual(['二等', '三等', '一等', '二等'])
    expect(cells('count')).toEqual([1, 1, 1, 1])
    ;(cells('area_m2') as number[]).forEach((area, line) => {
      expect(area).toBeCloseTo([10000, 5000, 10000, 10000][line], 4)
    })
    // Σ grade·area / Σ area: (2·1 + 3·½) / 1.5, (1 + 2) / 2, all (2 + 1.5 + 1 + 2) / 3.5
    ;(cells('mean_grade') as number[]).forEach((mean, line) => {
      expect(mean).toBeCloseTo([7 / 3, 7 / 3, 1.5, 1.5][line], 9)
    })
    expect(result.totals.mean_grade).toBeCloseTo(6.5 / 3.5, 9)
    expect(result.totals.area_m2).toBeCloseTo(35000, 3)
    expect([...result.members.rows]).toEqual([1, 2, 0, 3])
    expect(result.notes.map(({ code }) => code)).toEqual(['grading.missing.skip'])
  })

  it('keeps with every row what explains its grade', async () => {
    const { pieces, piecesLook } = await gradeLayer(subject, model, [], NOTHING, quietTask())
    if (!pieces) throw new Error('no pieces')
    const vetoed = factorsOfRow(pieces, model, 2)
    expect(vetoed).toMatchObject({ values: [20, 100], scores: [20, 100], grade: 3, limit: 0 })
    expect(vetoed.score).toBeCloseTo(52, 9)
    expect(explainScore(model, vetoed.scores, [0.6, 0.4]).map(({ obstacle }) => Math.round(obstacle))).toEqual([100, 0])
    expect(factorsOfRow(pieces, model, 3)).toMatchObject({ values: [null, 70], score: 70, grade: 2, limit: null })
    expect(pieces.geometry?.rows).toHaveLength(5)
    expect(piecesLook?.symbology).toMatchObject({ kind: 'categories', field: GRADE })
    const own = new Set(subject.table.columns.map(({ name }) => name))
    const made = pieces.columns.filter(({ name }) => !own.has(name)).map(({ name }) => name)
    const labelled = piecesLook?.fields?.map(({ name }) => name)
    expect(labelled).toEqual(expect.arrayContaining(made))
  })

  it('does not grade rows with a gap where the scheme says so', async () => {
    const result = await gradeLayer(subject, { ...model, missing: 'ungraded' }, [], NOTHING, quietTask())
    const names = findColumn(result.table, 'GRADE_name')
    expect(names && cellAt(names, result.table.length - 1)).toBe('未定级')
    expect(result.totals.area_m2).toBeCloseTo(35000, 3)
    expect(result.notes.map(({ code }) => code)).toEqual(['grading.missing.ungraded', 'grading.ungraded'])
  })

  it('grades the rows in scope only, and takes open ranges from them', async () => {
    const scoped = { ...subject, rows: Uint32Array.of(1, 2), scope: 'selection' as const }
    const open = modelOf([indicator('a', 1, { scoring: { kind: 'range', min: null, max: null, better: 'high' } })])
    const { pieces, members } = await gradeLayer(scoped, open, [], NOTHING, quietTask())
    expect(pieces?.length).toBe(2)
    expect([...members.rows].sort()).toEqual([1, 2])
    expect(pieces && factorsOfRow(pieces, open, 0).scores).toEqual([100])
  })

  it('adds up whatever the scores are, printed figures included', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ score: fc.integer({ min: -20, max: 120 }), width: fc.integer({ min: 1, max: 900 }) }), {
          minLength: 1,
          maxLength: 30,
        }),
        fc.constantFrom('fixed' as const, 'equal' as const, 'quantile' as const, 'natural' as const),
        async (parcels, kind) => {
          const boxes = parcels.map(({ width }, i): Box => [0, i * 100, width, i * 100 + 77])
          const own = layer(boxes, [number('a', ...parcels.map(({ score }) => score))])
          const labels = ['1', '2', '3'].map(words)
          const grades = kind === 'fixed' ? { kind, lower: [80, 60], labels } : { kind, labels }
          const result = await gradeLayer(own, modelOf([indicator('a', 1)], { grades }), [], NOTHING, quietTask())
          const area = findColumn(result.table, 'area_m2')
          if (area?.type !== 'number') throw new Error('no area')
          const exact = parcels.reduce((sum, { width }) => sum + width * 77, 0)
          expect(sumOf(area.values)).toBeCloseTo(result.totals.area_m2, 6)
          expect(Math.abs(result.totals.area_m2 - exact)).toBeLessThan(1e-6 * exact)
          expect(result.totals.mean_grade).toBeGreaterThan(1 - 1e-9)
          expect(result.totals.mean_grade).toBeLessThan(3 + 1e-9)
          const report = presentReport(result, { unit: 'mu', locale: 'zh' })
          const column = report.columns.findIndex(({ name }) => name === 'area_m2')
          const printed = report.rows.reduce((sum, row) => sum + Math.round((row[column].value ?? 0) * 100), 0)
          expect(printed).toBe(Math.round((report.totals[column]?.value ?? 0) * 100))
        },
      ),
      { numRuns: 60 },
    )
  })

  it('refuses what it cannot read', async () => {
    const run = (indicators: readonly Indicator[]) => gradeLayer(subject, modelOf(indicators), [], NOTHING, quietTask())
    await expect(run([indicator('z', 1)])).rejects.toMatchObject({ code: 'grading.noField', detail: { field: 'z' } })
    await expect(run([indicator('a', 1, { source: { kind: 'distance', layer: 'roads' } })])).rejects.toMatchObject({
      code: 'grading.noLayer',
    })
    const stopped = new AbortController()
    stopped.abort(new DOMException('stop', 'AbortError'))
    const task = { ...quietTask(), signal: stopped.signal, breathe: async () => stopped.signal.throwIfAborted() }
    await expect(gradeLayer(subject, model, [], NOTHING, task)).rejects.toMatchObject({ name: 'AbortError' })
  })
})

describe('indicators from geometry', () => {
  it('measures size and shape', async () => {
    const subject = layer([...SQUARES.slice(0, 1), [0, 200, 200, 300]], [])
    const [square, long] = await valuesOf(subject, { kind: 'geometry', measure: 'shapeIndex' })
    expect(square).toBeCloseTo(1, 5)
    expect(long).toBeCloseTo(600 / (4 * Math.sqrt(20000)), 4)
    expect((await valuesOf(subject, { kind: 'geometry', measure: 'compactness' }))[0]).toBeCloseTo(Math.PI / 4, 5)
    expect((await valuesOf(subject, { kind: 'geometry', measure: 'areaHa' }))[1]).toBeCloseTo(2, 8)
  })

  it('joins fields that share a border into blocks, not those that touch at a corner or are of another kind', async () => {
    const corner: Box = [300, 50, 400, 150]
    const subject = layer([...SQUARES, corner], [textColumn('DLBM', ['0102', '0102', '0103', '0102', '0103'])])
    const all = await valuesOf(subject, { kind: 'connectivity' })
    ;[2.5, 2.5, 2.5, 1, 1].forEach((hectares, i) => {
      expect(all[i]).toBeCloseTo(hectares, 6)
    })
    const same = await valuesOf(subject, { kind: 'connectivity', same: 'DLBM' })
    ;[2, 2, 0.5, 1, 1].forEach((hectares, i) => {
      expect(same[i]).toBeCloseTo(hectares, 6)
    })
  })

  it('measures distances to lines and polygons on the ellipsoid, 0 where they meet or lie inside each other', async () => {
    const subject = layer([...SQUARES, [-2000, -2000, -1000, -1000]], [])
    const roads = layer([[-500, -300, 500, -300]], [], 'line')
    const to = { kind: 'distance' as const, layer: 'x' }
    const found = await valuesOf(subject, to, { layers: { x: roads }, rasters: {} })
    const at = (x: number, y: number) => [...plane.toLngLat(Float64Array.of(x, y))] as [number, number]
    expect(found[0]).toBeCloseTo(geodesicM(...at(50, 0), ...at(50, -300)), 3)
    expect(found[3]).toBeCloseTo(geodesicM(...at(1000, 0), ...at(500, -300)), 3)
    const inside = layer([[-1600, -1600, -1500, -1500]], [])
    const around = layer([[-5000, -5000, 5000, 5000]], [])
    expect((await valuesOf(subject, to, { layers: { x: inside }, rasters: {} }))[4]).toBe(0)
    expect(await valuesOf(subject, to, { layers: { x: around }, rasters: {} })).toEqual([0, 0, 0, 0, 0])
    const crossing = layer([[50, -50, 60, 500]], [])
    expect((await valuesOf(subject, to, { layers: { x: crossing }, rasters: {} }))[0]).toBe(0)
  })

  it('agrees with the distance between all pairs of boundary points', async () => {
    const box = fc.tuple(
      fc.integer({ min: -3000, max: 3000 }),
      fc.integer({ min: -3000, max: 3000 }),
      fc.integer({ min: 20, max: 400 }),
      fc.integer({ min: 20, max: 400 }),
    )
    const toBox = ([x, y, w, h]: readonly number[]): Box => [x, y, x + w, y + h]
    await fc.assert(
      fc.asyncProperty(box, fc.array(box, { minLength: 1, maxLength: 6 }), async (one, others) => {
        const subject = layer([toBox(one)], [])
        const target = layer(others.map(toBox), [])
        const [found] = await valuesOf(subject, { kind: 'distance', layer: 'x' }, { layers: { x: target }, rasters: {} })
        const gap = (a0: number, a1: number, b0: number, b1: number) => Math.max(0, b0 - a1, a0 - b1)
        const [x0, y0, x1, y1] = toBox(one)
        const flat = Math.min(...others.map(toBox).map((b) => Math.hypot(gap(x0, x1, b[0], b[2]), gap(y0, y1, b[1], b[3]))))
        // the plane is true to scale to 1 ‰ within 3 km of its middle
        expect(Math.abs(found - flat)).toBeLessThanOrEqual(1e-3 * flat + 1e-6)
      }),
      { numRuns: 150 },
    )
  })

  it('keeps its figure far away, where the scale of a parallel changes on the way', async () => {
    const subject = layer([[0, 0, 300, 200]], [])
    const line: Box = [20_000, 18_000, 29_000, 9_000]
    const target = layer([line], [], 'line')
    const [found] = await valuesOf(subject, { kind: 'distance', layer: 'x' }, { layers: { x: target }, rasters: {} })
    const at = (x: number, y: number) => [...plane.toLngLat(Float64Array.of(x, y))] as [number, number]
    const [a, b] = [at(line[0], line[1]), at(line[2], line[3])]
    let least = Number.POSITIVE_INFINITY
    for (let i = 0; i <= 20_000; i++) {
      const share = i / 20_000
      least = Math.min(least, geodesicM(...at(300, 200), a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))
    }
    expect(Math.abs(found - least) / least).toBeLessThan(1e-6)
  })

  it('counts a place that two zones cover once', async () => {
    const subject = layer(SQUARES, [])
    const zones = layer(
      [
        [0, 0, 50, 100],
        [25, 0, 75, 100],
        [200, 0, 300, 25],
      ],
      [textColumn('K', ['p', 'p', 'q'])],
    )
    const inputs = { layers: { z: zones }, rasters: {} }
    const share = await valuesOf(subject, { kind: 'share', layer: 'z' }, inputs)
    ;[75, 0, 50, 0].forEach((percent, i) => {
      expect(share[i]).toBeCloseTo(percent, 3)
    })
    const only = await valuesOf(subject, { kind: 'share', layer: 'z', where: { field: 'K', values: ['q'] } }, inputs)
    expect(only.map((percent) => Math.round(percent))).toEqual([0, 0, 50, 0])
  })

  it('takes landscape figures from the classes inside', async () => {
    const subject = layer([[0, 0, 100, 100]], [])
    const classes = layer(
      [
        [0, 0, 50, 100],
        [50, 0, 75, 100],
        [75, 0, 200, 100],
      ],
      [textColumn('K', ['wet', 'dry', 'house'])],
    )
    const inputs = { layers: { z: classes }, rasters: {} }
    const mix = async (measure: 'diversity' | 'evenness' | 'dominance' | 'meanPatchHa' | 'patchDensity') =>
      (await valuesOf(subject, { kind: 'mix', layer: 'z', field: 'K', measure }, inputs))[0]
    // p = ½, ¼, ¼
    expect(await mix('diversity')).toBeCloseTo(1.5, 6)
    expect(await mix('evenness')).toBeCloseTo(1.5 / Math.log2(3), 6)
    expect(await mix('dominance')).toBeCloseTo(Math.log2(3) - 1.5, 6)
    expect(await mix('meanPatchHa')).toBeCloseTo(1 / 3, 6)
    expect(await mix('patchDensity')).toBeCloseTo(3, 5)
    const ratio = await valuesOf(
      subject,
      { kind: 'ratio', layer: 'z', where: { field: 'K', values: ['dry', 'house'] }, to: { field: 'K', values: ['wet'] } },
      inputs,
    )
    expect(ratio[0]).toBeCloseTo(1, 6)
    const later = layer([[0, 0, 20, 100]], [textColumn('K', ['wet'])])
    const loss = await valuesOf(
      subject,
      { kind: 'loss', before: 'z', after: 'later', where: { field: 'K', values: ['wet'] } },
      { layers: { z: classes, later }, rasters: {} },
    )
    expect(loss[0]).toBeCloseTo(0.6, 6)
    const grown = layer([[-20, 0, 50.0000001, 100]], [textColumn('K', ['wet'])])
    const none = await valuesOf(
      subject,
      { kind: 'loss', before: 'z', after: 'grown', where: { field: 'K', values: ['wet'] } },
      { layers: { z: classes, grown }, rasters: {} },
    )
    expect(none).toEqual([0])
  })
})
