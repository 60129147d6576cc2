import { describe, expect, it } from 'vitest'
import { defineKernel, type Kernel, spread, spreadInto } from '../core/spread.ts'
import type { Task } from '../core/task.ts'
import { channelPool, taskWith } from './channel-pool.fixture.ts'
import { threadsOf } from './helper-pool.ts'
import { messageTurn } from './protocol.ts'

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

  it('hands parts over in their order as they come, and keeps none', async () => {
    const { pool } = channelPool(2, findAdding)
    const { task, release } = taskWith(pool)
    const taken: number[] = []
    let takenBeforeLast = 0
    const list = pieces(30, (i) => {
      if (i === 29) takenBeforeLast = taken.length
    })
    const answer = await spreadInto(
      adding,
      { plus: Float64Array.of(100) },
      list,
      ({ sums }, index) => {
        expect(sums[0]).toBe(100 + 2 * index)
        taken.push(index)
      },
      task,
    )
    expect(taken).toEqual(Array.from({ length: 30 }, (_, i) => i))
    // all but those that are under way
    expect(takenBeforeLast).toBeGreaterThan(20)
    expect(answer).toBeUndefined()
    release()
    pool.close()
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
