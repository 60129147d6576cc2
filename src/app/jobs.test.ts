import { afterEach, expect, test, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import { AppError } from '../core/errors.ts'
import { initialProject, initialSession } from './initial.ts'
import { createJobs } from './jobs.ts'
import { smallCatalog, smallConfig } from './small-deployment.fixture.ts'
import type { State } from './state.ts'

const title = { zh: '算', en: 'Work' }

function setup() {
  const project = initialProject(smallCatalog)
  const store = createStore<State>(() => ({
    project,
    session: initialSession(smallConfig, project, { width: 800, height: 600 }),
  }))
  const toast = vi.fn()
  let atMs = 0
  const clock = { now: () => new Date(atMs) }
  const pass = (ms: number) => {
    atMs += ms
  }
  return { store, toast, pass, ...createJobs(store, toast, clock), last: () => store.getState().session.jobs.at(-1) }
}

afterEach(() => vi.restoreAllMocks())

test('a job shows its progress and ends done', async () => {
  const { job, last } = setup()
  const value = await job(title, async ({ onProgress }) => {
    onProgress(0.5, 'stage.read')
    expect(last()).toMatchObject({ state: 'running', share: 0.5, stage: 'stage.read' })
    return 7
  })
  expect(value).toBe(7)
  expect(last()).toMatchObject({ state: 'done', share: 1 })
})

test('what is left is told once there is enough to go by', async () => {
  const { job, last, pass } = setup()
  await job(title, async ({ onProgress }) => {
    pass(1000)
    onProgress(0.1)
    expect(last()?.leftMs).toBeNull()
    pass(3000)
    onProgress(0.2)
    // a fifth took four seconds
    expect(last()?.leftMs).toBeCloseTo(16_000)
  })
})

test('cancel aborts the signal; nothing is said afterwards', async () => {
  const { job, cancelJob, last, toast } = setup()
  const running = job(
    title,
    ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  )
  cancelJob(last()?.id ?? '')
  // in the same turn, whatever the work does meanwhile
  expect(last()).toMatchObject({ state: 'cancelled', error: null })
  expect(await running).toBeNull()
  expect(last()).toMatchObject({ state: 'cancelled', error: null })
  expect(toast).not.toHaveBeenCalled()
})

test('a known error is shown with its detail, an unknown one as a bug', async () => {
  const { job, last, toast } = setup()
  await job(title, async () => {
    throw new AppError('format.truncated', { at: 12 })
  })
  expect(last()?.error).toEqual({ code: 'format.truncated', detail: { at: 12 } })
  expect(toast).toHaveBeenLastCalledWith('format.truncated', { at: 12 }, { level: 'error' })
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
  await job(title, async () => {
    throw new TypeError('x is not a function')
  })
  expect(last()?.error).toEqual({ code: 'bug', detail: { message: 'x is not a function' } })
  expect(logged).toHaveBeenCalledOnce()
})

test('who cancels does not wait for a worker that has not answered yet, and its later word changes nothing', async () => {
  const { job, cancelJob, last } = setup()
  let answer: (value: number) => void = () => undefined
  let report: (share: number) => void = () => undefined
  const running = job(title, ({ onProgress }) => {
    report = onProgress
    return new Promise<number>((resolve) => {
      answer = resolve
    })
  })
  cancelJob(last()?.id ?? '')
  expect(await running).toBeNull()
  report(0.7)
  answer(7)
  await Promise.resolve()
  expect(last()).toMatchObject({ state: 'cancelled', share: null })
})

test('what still runs stays in the list, however many come after it', async () => {
  const { job, cancelJob, store } = setup()
  const long = job(
    { zh: '长', en: 'Long' },
    ({ signal }) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  )
  for (let i = 0; i < 30; i++) await job(title, async () => i)
  const { jobs } = store.getState().session
  expect(jobs).toHaveLength(12)
  expect(jobs[0]).toMatchObject({ title: { en: 'Long' }, state: 'running' })
  cancelJob(jobs[0].id)
  expect(await long).toBeNull()
  await job(title, async () => 0)
  expect(store.getState().session.jobs.map(({ state }) => state)).toEqual(new Array(12).fill('done'))
})

test('work that ends with nothing but a failure is not called done, and is not told twice', async () => {
  const { job, last, toast } = setup()
  const failure = { code: 'json.cut', detail: { file: 'a.geojson' } }
  expect(
    await job(
      title,
      async () => [failure],
      ([first]) => first,
    ),
  ).toEqual([failure])
  expect(last()).toMatchObject({ state: 'failed', error: failure })
  expect(toast).not.toHaveBeenCalled()
})
