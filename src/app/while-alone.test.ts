import { afterEach, expect, it, vi } from 'vitest'
import { whileAlone } from './while-alone.ts'

afterEach(() => vi.unstubAllGlobals())

it('without locks asks the tabs that are open: the first does the work, one that comes beside it does not', async () => {
  vi.stubGlobal('navigator', {})
  const work = vi.fn(async () => {})
  await whileAlone('records', work)
  expect(work).toHaveBeenCalledTimes(1)
  const beside = vi.fn(async () => {})
  await whileAlone('records', beside)
  expect(beside).not.toHaveBeenCalled()
  await whileAlone('others', beside)
  expect(beside).toHaveBeenCalledTimes(1)
})

it('without locks two that begin at once leave the work to the next', async () => {
  vi.stubGlobal('navigator', {})
  const work = vi.fn(async () => {})
  await Promise.all([whileAlone('both', work), whileAlone('both', work)])
  expect(work).not.toHaveBeenCalled()
})
