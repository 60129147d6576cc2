import { describe, expect, it } from 'vitest'
import { plantDefects } from '../../scripts/bench/defects.ts'
import { parcelFabric } from '../../scripts/bench/fabric.ts'
import { boundsOf } from '../../scripts/bench/layers.ts'
import { zoneLayer } from '../../scripts/bench/zones.ts'
import { dissolveRuns } from '../core/dissolve.ts'
import { pickRows } from '../core/geometry.ts'
import { nearestRows } from '../core/nearest-rows.ts'
import { soundAreasM2 } from '../core/net-area.ts'
import { bufferRows, buffersToJoin } from '../core/overlay/buffer.ts'
import { overlay } from '../core/overlay/layer-overlay.ts'
import { pairAreas } from '../core/overlay/pair-areas.ts'
import { planarLayer } from '../core/overlay/planar-layer.ts'
import { prepareZones } from '../core/overlay/prepared-zones.ts'
import { selfOverlaps } from '../core/overlay/self-overlaps.ts'
import { Findings } from '../core/quality/findings.ts'
import { checkShapes } from '../core/quality/shape-checks.ts'
import { madeGrid } from '../core/raster/raster.fixture.ts'
import { zonalFigures } from '../core/raster/zonal.ts'
import type { ZonalOptions } from '../core/raster/zone-sums.ts'
import { makeSound } from '../core/repair.ts'
import type { Table } from '../core/table.ts'
import { quietTask, type Task } from '../core/task.ts'
import { channelPool, taskWith } from './channel-pool.fixture.ts'
import { messageTurn } from './protocol.ts'

describe('kernels', () => {
  it('give the same bits on one thread and on four, whatever the order of rows', async () => {
    const fabric = parcelFabric(30_000)
    // every hundredth parcel also lies on its neighbour
    const geometry = fabric.geometry!
    for (let row = 0; row < fabric.length; row += 100) for (let i = 0; i < 26; i += 2) geometry.xy[26 * row + i] += 1e-5
    const zones = zoneLayer(60, [118.6, 37.55, 118.8, 37.75])
    const measure = async (table: Table, task: Task) => {
      const sound = await makeSound(table, task)
      const layer = planarLayer(sound)
      const prepared = prepareZones(planarLayer(await makeSound({ ...zones }, quietTask()), sound.plane))
      return { sound, pairs: await pairAreas(layer, prepared, null, task), doubles: await selfOverlaps(layer, null, task) }
    }
    const alone = await measure({ ...fabric }, quietTask())
    const { pool, started } = channelPool(3)
    const { task, release } = taskWith(pool)
    const spreadOut = await measure({ ...fabric }, task)
    release()
    pool.close()
    expect(started.length).toBeGreaterThan(1)
    expect(alone.pairs.areaM2.length).toBeGreaterThan(5000)
    expect(alone.doubles.areaM2.length).toBeGreaterThan(200)
    expect(spreadOut.pairs).toEqual(alone.pairs)
    expect(spreadOut.doubles).toEqual(alone.doubles)
    expect(spreadOut.sound.repaired).toEqual(alone.sound.repaired)

    const order = Array.from({ length: fabric.length }, (_, i) => (i * 7919) % fabric.length)
    const mixed = await measure({ ...fabric, columns: [], geometry: pickRows(geometry, order) }, quietTask())
    const named = (
      rows: ArrayLike<number>,
      others: ArrayLike<number>,
      areas: ArrayLike<number>,
      rowOf: (row: number) => number,
    ) => Array.from(areas, (area, i) => [rowOf(rows[i]), others[i], area].join(' ')).sort()
    const same = (row: number) => row
    expect(named(mixed.pairs.subject, mixed.pairs.zone, mixed.pairs.areaM2, (row) => order[row])).toEqual(
      named(alone.pairs.subject, alone.pairs.zone, alone.pairs.areaM2, same),
    )
    expect([...mixed.doubles.areaM2].sort()).toEqual([...alone.doubles.areaM2].sort())
  })

  it('cut the same pieces, digit by digit, on one thread and on three', { timeout: 90_000 }, async () => {
    const a = { sound: await makeSound(parcelFabric(13_000), quietTask()), rows: null }
    const b = { sound: await makeSound(zoneLayer(20, [118.66, 37.62, 118.74, 37.68]), quietTask()), rows: null }
    const alone = await overlay(a, b, 'union', quietTask())
    const { pool, started } = channelPool(2)
    const { task, release } = taskWith(pool)
    const spreadOut = await overlay(a, b, 'union', task)
    release()
    pool.close()
    expect(started.length).toBe(2)
    expect(alone.areaM2.length).toBeGreaterThan(13_000)
    expect(spreadOut).toEqual(alone)
  })

  it('find the same faulty shapes, digit by digit, on one thread and on two', async () => {
    const sound = await makeSound(plantDefects(parcelFabric(28_000)).table, quietTask())
    const rows = Uint32Array.from({ length: 28_000 }, (_, row) => row)
    // half of the parcels are slivers by these limits, and some corners spikes
    const limits = { spikeDeg: 80, shortEdgeM: 15, sliverM2: 3500, sliverWidthM: 28 }
    const check = async (task: Task) => {
      const findings = new Findings()
      await checkShapes(sound, sound, soundAreasM2(sound), rows, limits, findings, task)
      return { listed: findings.listed(), counts: findings.counts() }
    }
    const alone = await check(quietTask())
    const { pool, started } = channelPool(2)
    const { task, shares, release } = taskWith(pool)
    const spreadOut = await check(task)
    release()
    pool.close()
    expect(started.length).toBe(1)
    expect(new Set(alone.listed.map(({ kind }) => kind)).size).toBeGreaterThan(2)
    expect(spreadOut).toEqual(alone)
    expect(shares.at(-1)).toBe(1)
  })

  it('buffer and join the same, digit by digit, on one thread and on several, whatever the order of rows', async () => {
    const fabric = parcelFabric(7_200)
    // two rows without a shape, whose parts are the next one's, and rows that must be repaired
    const geometry = fabric.geometry!
    geometry.rows.fill(geometry.rows[4001], 4001, 4004)
    geometry.xy.copyWithin(26 * 4010, 26 * 4010, 26 * 4010 + 2)
    for (let i = 0; i < 24; i += 4) geometry.xy[26 * 4020 + i] += 3e-4
    const measure = async (table: Table, task: Task) => {
      const sound = await makeSound(table, task)
      const rows = Uint32Array.from({ length: table.length }, (_, row) => row)
      const made = await bufferRows(sound.geometry, sound.lngLat, rows, 1, task)
      const { rows: toJoin, plane } = await buffersToJoin(made, task)
      return { made, polygons: await dissolveRuns(toJoin, plane, task, 30_000) }
    }
    const alone = await measure({ ...fabric }, quietTask())
    const { pool, started } = channelPool(2)
    const { task, release } = taskWith(pool)
    const spreadOut = await measure({ ...fabric }, task)
    release()
    pool.close()
    expect(started.length).toBeGreaterThan(0)
    expect(spreadOut).toEqual(alone)
    expect(alone.made.from.length).toBe(7_198)

    const order = Array.from({ length: fabric.length }, (_, i) => (i * 7919) % fabric.length)
    const mixed = await measure({ ...fabric, columns: [], geometry: pickRows(geometry, order) }, quietTask())
    expect(mixed.polygons).toEqual(alone.polygons)
    const named = ({ from, areaM2 }: typeof alone.made, rowOf: (row: number) => number) =>
      new Map(Array.from(from, (row, i) => [rowOf(row), areaM2[i]] as const))
    const [areas, mixedAreas] = [named(alone.made, (row) => row), named(mixed.made, (row) => order[row])]
    expect(mixedAreas.size).toBe(areas.size)
    for (const [row, areaM2] of areas) expect(mixedAreas.get(row)).toBe(areaM2)
  }, 90_000)

  it('measure the same cells of a raster on one thread and on three, median and all', async () => {
    const sound = await makeSound(parcelFabric(14_000), quietTask())
    const rows = Uint32Array.from({ length: 14_000 }, (_, row) => row)
    const [west, south, east, north] = boundsOf(sound.table)
    const [width, height] = [900, 500]
    const grid = madeGrid({
      width,
      height,
      tile: 256,
      transform: [west, (east - west) / width, 0, north, 0, (south - north) / height],
      sampleType: 'f32',
      valueAt: (column, row) => ((column * 31 + row * 17) % 1000) / 7,
    })
    const options: ZonalOptions = {
      rule: 'area',
      level: 0,
      value: { kind: 'band', band: 0 },
      quantiles: [0.5, 0.9],
      majority: true,
      classes: false,
    }
    const alone = await zonalFigures(sound, rows, grid, options, quietTask())
    const { pool, started } = channelPool(3)
    const { task, shares, release } = taskWith(pool)
    expect(await zonalFigures(sound, rows, grid, options, task)).toEqual(alone)
    release()
    pool.close()
    expect(started.length).toBe(2)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    // those on the border between two stripes are computed here; together they are the raster
    const cells = alone.figures.reduce((sum, { count }) => sum + count, 0)
    expect(cells).toBeGreaterThan(0.98 * width * height)
    expect(cells).toBeLessThanOrEqual(width * height)
  })

  it('measure zones over several stripes of a raster on one thread and on three, the same as in one stripe', async () => {
    const zones = await makeSound(zoneLayer(3, [118.62, 37.6, 118.78, 37.7]), quietTask())
    const rows = Uint32Array.of(0, 1, 2)
    const [west, south, east, north] = boundsOf(zones.table)
    const [width, height] = [4000, 600]
    const made = (tile: number) =>
      madeGrid({
        width,
        height,
        tile,
        transform: [west, (east - west) / width, 0, north, 0, (south - north) / height],
        sampleType: 'i16',
        nodata: 13,
        valueAt: (column, row) => (column * 31 + row * 17) % 200,
      })
    const options: ZonalOptions = {
      rule: 'area',
      level: 0,
      value: { kind: 'band', band: 0 },
      quantiles: [0.5, 0.9],
      majority: true,
      classes: true,
    }
    const alone = await zonalFigures(zones, rows, made(256), options, quietTask())
    const { pool, started } = channelPool(3)
    const { task, release } = taskWith(pool)
    expect(await zonalFigures(zones, rows, made(256), options, task)).toEqual(alone)
    release()
    pool.close()
    expect(started.length).toBeGreaterThan(0)

    const whole = await zonalFigures(zones, rows, made(1024), options, quietTask())
    for (const [i, figures] of alone.figures.entries()) {
      const other = whole.figures[i]
      expect(figures.count).toBeGreaterThan(10_000)
      for (const key of ['count', 'nodata', 'areaM2', 'mean', 'sd', 'sum'] as const)
        expect(Math.abs(figures[key] / other[key] - 1), key).toBeLessThan(1e-11)
      expect([figures.min, figures.max, figures.majority, ...figures.quantiles]).toEqual([
        other.min,
        other.max,
        other.majority,
        ...other.quantiles,
      ])
      expect(figures.classes.map(([value]) => value)).toEqual(other.classes.map(([value]) => value))
    }
  })

  it('find the same nearest features on one thread and on three, and stop when cancelled', async () => {
    const fabric = parcelFabric(9_300)
    const own = fabric.geometry as NonNullable<Table['geometry']>
    const rows = Uint32Array.from({ length: fabric.length }, (_, row) => row)
    const zones = zoneLayer(8, [118.66, 37.62, 118.74, 37.68])
    const options = { keep: (row: number) => row !== 3 }
    const alone = await nearestRows(own, rows, zones, options, quietTask())
    const { pool, started } = channelPool(3)
    const { task, release } = taskWith(pool)
    expect(await nearestRows(own, rows, zones, options, task)).toEqual(alone)
    expect(started.length).toBe(3)
    expect(alone.distanceM.filter((metres) => metres > 0).length).toBeGreaterThan(1000)
    expect(alone.row.includes(3)).toBe(false)
    release()

    const controller = new AbortController()
    const second = taskWith(pool, controller.signal)
    const running = nearestRows(own, rows, zones, options, second.task)
    await messageTurn()
    controller.abort(new DOMException('cancelled', 'AbortError'))
    await expect(running).rejects.toThrow('cancelled')
    second.release()
    pool.close()
  })
})
