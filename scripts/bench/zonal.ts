import { execFileSync } from 'node:child_process'
import { mkdtempSync, openAsBlob, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { booleanPointInPolygon } from '@turf/turf'
import { fromFile } from 'geotiff'
import { zonalFigures } from '../../src/core/raster/zonal.ts'
import type { ZonalOptions } from '../../src/core/raster/zone-sums.ts'
import { makeSound } from '../../src/core/repair.ts'
import type { Table } from '../../src/core/table.ts'
import { quietTask } from '../../src/core/task.ts'
import { encodeFlatGeobuf } from '../../src/formats/flatgeobuf.ts'
import { openGeoTiff } from '../../src/formats/geotiff-reader.ts'
import { sumByLines } from '../golden/brute-force.ts'
import { parcelFabric } from './fabric.ts'
import { boundsOf, featureOf, ringsOf } from './layers.ts'
import { type ChildFigure, type Engines, type Limits, shuffled, timePart, timeRuns } from './measure.ts'
import { heightAt, type RasterPlan, writeRaster } from './raster-file.ts'

/** about 9 × 11 m here: a parcel covers some 40 cells */
const CELL_DEGREES = 0.0001
const PLAIN: Omit<ZonalOptions, 'rule'> = {
  level: 0,
  value: { kind: 'band', band: 0 },
  quantiles: [],
  majority: false,
  classes: false,
}
/** zones held against brute force, and the lines that it draws through each row of cells */
const COMPARED = 100
const LINES = 2048

interface Given {
  readonly zones: Table
  readonly plan: RasterPlan
  readonly file: string
  readonly folder: string
}

async function withRaster<T>(n: number, work: (given: Given) => Promise<T>): Promise<T> {
  const zones = parcelFabric(n)
  const [west, south, east, north] = boundsOf(zones)
  const plan: RasterPlan = {
    width: Math.ceil((east - west) / CELL_DEGREES) + 20,
    height: Math.ceil((north - south) / CELL_DEGREES) + 20,
    west: west - 10 * CELL_DEGREES,
    north: north + 10 * CELL_DEGREES,
    cell: CELL_DEGREES,
  }
  const folder = mkdtempSync(join(tmpdir(), 'bench-zonal-'))
  try {
    const file = join(folder, 'height.tif')
    writeRaster(file, plan)
    return await work({ zones, plan, file, folder })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Mean, least, most and sum by exact shares of cells, file opened and read in the time. */
function ours(rule: ZonalOptions['rule']): (n: number) => Promise<ChildFigure> {
  return (n) =>
    withRaster(n, async ({ zones, plan, file }) => {
      const sound = await makeSound(zones, quietTask())
      const rows = Uint32Array.from({ length: n }, (_, row) => row)
      const { figure, result } = await timeRuns(
        async () => {
          const grid = await openGeoTiff(await openAsBlob(file), { name: 'height.tif' })
          return (await zonalFigures(sound, rows, grid, { ...PLAIN, rule }, quietTask())).figures
        },
        { repeats: 3 },
      )
      if (rule === 'centre') return figure
      let worst = 0
      const compared = shuffled(n).subarray(0, COMPARED)
      for (const row of compared) {
        const { count, sum } = byLines(zones, row, plan)
        worst = Math.max(worst, Math.abs(result[row].count / count - 1), Math.abs(result[row].mean / (sum / count) - 1))
      }
      const agreement = { with: `brute force, ${LINES} lines a cell`, worst, compared: compared.length, unit: 'relative' }
      return { ...figure, agreement, detail: { zonesPerSecond: Math.round((n / figure.ms) * 1000) } }
    })
}

function byLines(zones: Table, row: number, { west, north, cell }: RasterPlan) {
  const rings = ringsOf({ geometry: zones.geometry! }, zones.geometry!.xy, row)
  const inCells = rings.map((ring) => ring.map(([x, y]) => [(x - west) / cell, (north - y) / cell] as const))
  return sumByLines(inCells, heightAt, LINES)
}

/** As one begins: for each polygon its window, then each cell centre. */
function windowPerPolygon(n: number, { partMs }: Limits): Promise<ChildFigure> {
  return withRaster(n, async ({ zones, plan, file }) => {
    const image = await (await fromFile(file)).getImage()
    const geometry = zones.geometry!
    return timePart(n, partMs, {
      load: (row) => featureOf({ geometry }, geometry.xy, row),
      async work(feature) {
        const ring = feature.geometry.coordinates[0]
        const columns = ring.map(([x]) => Math.floor((x - plan.west) / plan.cell))
        const lines = ring.map(([, y]) => Math.floor((plan.north - y) / plan.cell))
        const window = [Math.min(...columns), Math.min(...lines), Math.max(...columns) + 1, Math.max(...lines) + 1]
        const [values] = (await image.readRasters({ window })) as unknown as [Int16Array]
        const width = window[2] - window[0]
        let [count, sum] = [0, 0]
        for (const [i, value] of values.entries()) {
          const x = plan.west + (window[0] + (i % width) + 0.5) * plan.cell
          const y = plan.north - (window[1] + Math.floor(i / width) + 0.5) * plan.cell
          if (!booleanPointInPolygon([x, y], feature)) continue
          count++
          sum += value
        }
        return sum / count
      },
    })
  })
}

/** Zone numbers burnt into a grid by GDAL, then one pass over both grids: cell centres. */
function gdal(n: number): Promise<ChildFigure> {
  return withRaster(n, async ({ zones, plan, file, folder }) => {
    const ids = Float64Array.from({ length: n }, (_, row) => row + 1)
    const vector = join(folder, 'zones.fgb')
    writeFileSync(vector, await encodeFlatGeobuf({ ...zones, columns: [{ name: 'id', type: 'number', values: ids }] }))
    const burnt = join(folder, 'zones.bin')
    const heights = join(folder, 'height.bin')
    const start = performance.now()
    const [east, south] = [plan.west + plan.width * plan.cell, plan.north - plan.height * plan.cell]
    const extent = ['-te', plan.west, south, east, plan.north, '-ts', plan.width, plan.height].map(String)
    execFileSync('gdal_rasterize', ['-q', '-a', 'id', '-ot', 'UInt32', '-of', 'ENVI', ...extent, vector, burnt])
    execFileSync('gdal_translate', ['-q', '-of', 'ENVI', file, heights])
    const numbersOf = (path: string) => {
      const bytes = readFileSync(path)
      return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer
    }
    const zoneOf = new Uint32Array(numbersOf(burnt))
    const values = new Int16Array(numbersOf(heights))
    const [counts, sums] = [new Float64Array(n + 1), new Float64Array(n + 1)]
    for (let i = 0; i < zoneOf.length; i++) {
      counts[zoneOf[i]]++
      sums[zoneOf[i]] += values[i]
    }
    // GDAL's memory is that of its own processes
    return { ms: performance.now() - start, mib: Number.NaN, extrapolated: false }
  })
}

export const engines: Engines = {
  ours: ours('area'),
  'one map, cell centres': ours('centre'),
  'geotiff window a polygon + turf': windowPerPolygon,
  'gdal_rasterize, cell centres': gdal,
}
