import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createStore } from 'zustand/vanilla'
import type { App, PendingImport } from '../app/app.ts'
import { importFiles } from './import-files.ts'

beforeEach(() => {
  vi.stubGlobal('navigator', { deviceMemory: 8 })
  vi.useFakeTimers()
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})
/** a reading is shown by then */
const SHOWN_MS = 500

const MIB = 2 ** 20
const file = (name: string, mib: number) => ({ name, blob: { size: mib * MIB } as Blob })
const ROWS = [{ file: 'a.geojson', table: {}, fields: [] }]

/** An import whose files are read until `end`; only what the command asks of the application. */
function reading() {
  let end = () => {}
  const decoded = new Promise<undefined>((resolve) => {
    end = () => resolve(undefined)
  })
  const sample = vi.fn(async () => ROWS)
  const pendingImport = createStore<PendingImport>(() => ({ files: [], layers: [], failures: [], isReading: false }))
  const app = {
    store: { getState: () => ({ session: { jobs: [] } }) },
    config: { district: { extent: [118, 37, 119, 38] }, workingCrs: [] },
    formats: { sample, decode: () => decoded },
    job: (_: unknown, work: (context: object) => unknown) => work({}),
    setSession: () => {},
    pendingImport,
  } as unknown as App
  return { app, end, sample, pending: () => pendingImport.getState() }
}

test('the first rows of a large file are at hand while all of it is read', async () => {
  const { app, end, sample, pending } = reading()
  const done = importFiles.run(app, { files: [file('a.geojson', 50)] })
  await vi.advanceTimersByTimeAsync(SHOWN_MS)
  expect(pending().firstRows).toEqual(ROWS)
  expect(pending().isReading).toBe(true)
  expect(sample).toHaveBeenCalledWith({ files: [expect.objectContaining({ name: 'a.geojson' })], options: { rows: 5 } })
  end()
  await done
  expect(pending().isReading).toBe(false)
})

test('rows of a file that is no longer read are not shown', async () => {
  const { app, end, pending } = reading()
  const done = importFiles.run(app, { files: [file('a.geojson', 50)] })
  app.pendingImport.setState({ files: [] })
  await vi.advanceTimersByTimeAsync(SHOWN_MS)
  expect(pending().firstRows).toEqual([])
  end()
  await done
})

test('are asked for of an archive, and not where all is read as soon or nothing can be shown before', async () => {
  for (const [one, isSlow, isAsked] of [
    [file('a.geojson', 1), true, false],
    [file('a.geojson', 50), false, false],
    [file('a.xlsx', 3), true, true],
    [file('a.tif', 1), true, false],
    [file('a.zip', 3), true, true],
    [file('a.kmz', 3), true, true],
    [file('a.gml', 20), true, true],
    [file('a.gpkg', 20), true, true],
    [file('a.zip', 1), true, false],
  ] as const) {
    const { app, end, sample } = reading()
    const done = importFiles.run(app, { files: [one] })
    if (!isSlow) end()
    await vi.advanceTimersByTimeAsync(SHOWN_MS)
    expect(sample).toHaveBeenCalledTimes(isAsked ? 1 : 0)
    end()
    await done
  }
})

test('a reading of which nothing came is a failed job', async () => {
  const failure = { file: 'a.geojson', code: 'json.cut', detail: {} }
  const failureOf = async (answer: object) => {
    let found: unknown = null
    const { app } = reading()
    const job = async (_: unknown, __: unknown, of: (value: object) => unknown) => {
      found = of(answer)
      return null
    }
    await importFiles.run({ ...app, job } as unknown as App, { files: [file('a.geojson', 1)] })
    return found
  }
  expect(await failureOf({ layers: [], failures: [failure] })).toEqual(failure)
  expect(await failureOf({ layers: [{}], failures: [failure] })).toBeUndefined()
})
