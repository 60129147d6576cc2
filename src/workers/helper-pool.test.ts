import { describe, expect, it } from 'vitest'
import { plantDefects } from '../../scripts/bench/defects.ts'
import { parcelFabric } from '../../scripts/bench/fabric.ts'
import { boundsOf } from '../../scripts/bench/layers.ts'
import { zoneLayer } from '../../scripts/bench/zones.ts'
import type { Note } from '../core/errors.ts'
import { pickRows } from '../core/geometry.ts'
import { nearestRows } from '../core/nearest-rows.ts'
import { soundAreasM2 } from '../core/net-area.ts'
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
import { defineKernel, type Kernel, spread } from '../core/spread.ts'
import type { Table } from '../core/table.ts'
import { createTask, quietTask, type Task } from '../core/task.ts'
import { helperMethods } from './helper-api.ts'
import { helperPool, threadsOf } from './helper-pool.ts'
import { findKernel } from './kernels.ts'
import { messageTurn, type Port, serve } from './protocol.ts'

/** Helpers behind message channels in this thread: what is sent is copied and moved as between threads. */
function channelPool(size: number, find = findKernel) {
  const started: { kill: (reason: string) => void; isStopped: boolean }[] = []
  const pool = helperPool(size, (onLost) => {
    const { port1, port2 } = new MessageChannel()
    port1.start()
    port2.start()
    serve(helperMethods(find), port1 as unknown as Port)
    const thread = {
      isStopped: false,
      kill: (reason: string) => {
        port1.close()
        onLost(reason)
      },
    }
    started.push(thread)
    return {
      port: port2 as unknown as Port,
      stop() {
        thread.isStopped = true
        port1.close()
      },
    }
  })
  return { pool, started }
}
function taskWith(pool: ReturnType<typeof channelPool>['pool'], signal = new AbortController().signal) {
  const shares: number[] = []
  const notes: Note[] = []
  const job = pool.job()
  let clock = 0
  const task: Task = {
    ...createTask({
      signal,
      notes,
      yieldToMessages: messageTurn,
      onProgress: (share) => shares.push(share),
      now: () => (clock += 5),
    }),
    helpers: job.helpers,
  }
  return { task, shares, notes, release: job.release }
}

/** Adds; counts who works, and how far each has come. */
const log = { running: 0, most: 0, breaths: 0, sharedSeen: new Set<unknown>() }
const adding = defineKernel({
  id: 'adding',
  async run(shared: { plus: Float64Array; turns?: number }, { values }: { values: Float64Array }, task: Task) {
    log.sharedSeen.add(shared)
    log.most = Math.max(log.most, ++log.running)
    try {
      for (let turn = 0; turn < (shared.turns ?? 4); turn++) {
        log.breaths++
        // as long as work that lets messages in
        await messageTurn()
        await task.breathe()
      }
      if (values[0] === -1) throw new RangeError('not this one')
      return { sums: values.map((value) => value + shared.plus[0]) }
    } finally {
      log.running--
    }
  },
})
const findAdding = async () => adding as unknown as Kernel<unknown, unknown, unknown>
const whole = Float64Array.from({ length: 60 }, (_, i) => i)
const pieces = (count: number, before: (i: number) => void = () => {}) => ({
  count,
  at(i: number) {
    before(i)
    return { values: whole.subarray(2 * i, 2 * i + 2) }
  },
})

describe('helperPool', () => {
  it('gives the page one processor, and itself four at most', () => {
    expect([1, 2, 3, 4, 8, 64].map(threadsOf)).toEqual([1, 1, 2, 3, 4, 4])
  })

  it('computes pieces on several threads, in order, sends what is shared once and takes no buffer from the caller', async () => {
    Object.assign(log, { most: 0, sharedSeen: new Set() })
    const { pool, started } = channelPool(3, findAdding)
    const { task, shares, release } = taskWith(pool)
    const shared = { plus: Float64Array.of(0, 100).subarray(1) }
    const parts = await spread(adding, shared, pieces(30), task)
    expect(parts.flatMap(({ sums }) => [...sums])).toEqual(Array.from(whole, (value) => value + 100))
    expect(whole.length).toBe(60)
    expect(started.length).toBe(3)
    // here and three copies; no piece is made before it can be taken
    expect(log.sharedSeen.size).toBe(4)
    expect(log.most).toBeGreaterThan(3)
    expect(log.most).toBeLessThanOrEqual(1 + 2 * 3)
    expect(shares).toEqual([...shares].sort((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
    release()
    pool.close()
    expect(started.every((thread) => thread.isStopped)).toBe(true)
  })

  it('starts no thread for little work', async () => {
    const { pool, started } = channelPool(3, findAdding)
    await spread(adding, { plus: Float64Array.of(1) }, pieces(6), taskWith(pool).task)
    expect(started.length).toBe(0)
    await spread(adding, { plus: Float64Array.of(1) }, pieces(12), taskWith(pool).task)
    expect(started.length).toBe(1)
    pool.close()
  })

  it('does without helpers where copies of what is shared would fill the memory', () => {
    const { pool } = channelPool(3, findAdding)
    const { helpers } = pool.job()
    const shared = (bytes: number) => {
      const array = new Uint8Array(bytes)
      // the same array twice is one copy; a view counts for what it shows
      return { array, again: [array], view: array.subarray(0, 1) }
    }
    expect([1000, 300 * 2 ** 20, 800 * 2 ** 20].map((bytes) => helpers?.countFor(shared(bytes)))).toEqual([3, 2, 0])
  })

  it('stops every thread within its next breath when it is cancelled', async () => {
    log.running = 0
    const { pool } = channelPool(3, findAdding)
    const controller = new AbortController()
    const { task } = taskWith(pool, controller.signal)
    const long = { plus: Float64Array.of(1), turns: 1000 }
    const running = expect(spread(adding, long, pieces(30), task)).rejects.toThrow('enough')
    for (let turn = 0; turn < 50; turn++) await messageTurn()
    expect(log.running).toBe(7)
    const { breaths } = log
    controller.abort(new Error('enough'))
    await running
    // cancel messages are on their way to the pieces of the others
    for (let turn = 0; turn < 20 && log.running > 0; turn++) await messageTurn()
    expect(log.running).toBe(0)
    expect(log.breaths - breaths).toBeLessThanOrEqual(4 * 7)
    pool.close()
  })

  it('stops a thread that does not hear of being cancelled, and starts another for the next job', async () => {
    let isDeaf = true
    const deaf = defineKernel({
      id: 'deaf',
      async run(_: null, { value }: { value: number }, task: Task) {
        // in the thread: nothing is heard until it is over
        if (isDeaf && value > 0) await new Promise((resolve) => setTimeout(resolve, 10_000))
        for (let turn = 0; turn < 3; turn++) {
          await messageTurn()
          await task.breathe()
        }
        return value
      },
    })
    const { pool, started } = channelPool(1, async () => deaf as Kernel<unknown, unknown, unknown>)
    const controller = new AbortController()
    const pieces = { count: 12, at: (value: number) => ({ value: value % 2 }) }
    const first = taskWith(pool, controller.signal)
    const running = spread({ ...deaf, run: async () => 0 }, null, { ...pieces, at: () => ({ value: 1 }) }, first.task)
    await new Promise((resolve) => setTimeout(resolve, 20))
    const start = performance.now()
    controller.abort(new DOMException('cancelled', 'AbortError'))
    await expect(running).rejects.toThrow('cancelled')
    expect(performance.now() - start).toBeLessThan(100)
    first.release()
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(started.map(({ isStopped }) => isStopped)).toEqual([true])
    isDeaf = false
    const second = taskWith(pool)
    expect(await spread(deaf, null, pieces, second.task)).toEqual(Array.from({ length: 12 }, (_, i) => i % 2))
    expect(started.length).toBe(2)
    second.release()
    pool.close()
  })

  it('fails with what a piece failed with, wherever it was computed, and goes on with the next job', async () => {
    const { pool } = channelPool(2, findAdding)
    const bad = { count: 30, at: (i: number) => ({ values: Float64Array.of(i === 17 ? -1 : i) }) }
    await expect(spread(adding, { plus: Float64Array.of(1) }, bad, taskWith(pool).task)).rejects.toThrow('not this one')
    const parts = await spread(adding, { plus: Float64Array.of(1) }, pieces(30), taskWith(pool).task)
    expect(parts.length).toBe(30)
    pool.close()
  })

  it('computes here what a thread died with, says so, and starts a new thread for the next job', async () => {
    const { pool, started } = channelPool(1, findAdding)
    const lost = taskWith(pool)
    const turns = pieces(30, (i) => i === 12 && started[0].kill('out of memory'))
    const parts = await spread(adding, { plus: Float64Array.of(1) }, turns, lost.task)
    expect(parts.flatMap(({ sums }) => [...sums])).toEqual(Array.from(whole, (value) => value + 1))
    expect(lost.notes).toContainEqual({ code: 'worker.lost', detail: { reason: 'out of memory' }, level: 'info' })
    expect(lost.shares.at(-1)).toBe(1)
    lost.release()
    await spread(adding, { plus: Float64Array.of(1) }, pieces(30), taskWith(pool).task)
    expect(started.length).toBe(2)
    pool.close()
  })
})

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
    expect(alone.filter((each) => each && each.distanceM > 0).length).toBeGreaterThan(1000)
    expect(alone.some((each) => each?.row === 3)).toBe(false)
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
