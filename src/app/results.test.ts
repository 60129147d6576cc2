import { expect, test } from 'vitest'
import type { AnalysisResult } from '../core/analysis.ts'
import { createResults } from './results.ts'

const resultOf = (summary: number) => ({ summary }) as unknown as AnalysisResult

/** A device that counts what is read from it; `isWritable`: it keeps what it is given. */
function device(isWritable: boolean) {
  const kept = new Map<string, unknown>()
  const reads: string[] = []
  const results = createResults(
    {
      loadResult: async (run) => {
        reads.push(run)
        return (kept.get(run) ?? null) as AnalysisResult | null
      },
      saveResult: async (run, result) => {
        if (isWritable) kept.set(run, result)
        return isWritable
      },
    },
    { openResult: () => Promise.reject(new Error('nothing was packed')) },
  )
  return { results, reads }
}

test('of many results only the last few stay in memory: the others are read from the device again', async () => {
  const { results, reads } = device(true)
  for (let run = 1; run <= 20; run++) await results.keepResult(`run-${run}`, resultOf(run))
  expect(await results.resultOf('run-20')).toEqual(resultOf(20))
  expect(reads).toEqual([])
  expect(await results.resultOf('run-1')).toEqual(resultOf(1))
  expect(reads).toEqual(['run-1'])
  // looked at just now, it is among the last
  await results.keepResult('run-21', resultOf(21))
  expect(await results.resultOf('run-1')).toEqual(resultOf(1))
  expect(reads).toEqual(['run-1'])
})

test('where the device keeps nothing, no result is dropped', async () => {
  const { results } = device(false)
  for (let run = 1; run <= 20; run++) await results.keepResult(`run-${run}`, resultOf(run))
  for (let run = 1; run <= 20; run++) expect(await results.resultOf(`run-${run}`)).toEqual(resultOf(run))
})
