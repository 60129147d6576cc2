import { expect, test } from 'vitest'
import type { Task } from '../core/task.ts'
import { connect, type Port, serve } from './protocol.ts'

/** Two ends that hand each message over at once. */
function wire(): readonly [Port, Port] {
  const listeners: ((event: { readonly data: unknown }) => void)[][] = [[], []]
  const end = (own: number): Port => ({
    postMessage: (data) => {
      for (const listener of listeners[1 - own]) listener({ data })
    },
    addEventListener: (_, listener) => void listeners[own].push(listener),
  })
  return [end(0), end(1)]
}

test('progress is told a few times, however often the work says it, and at once when its stage changes', async () => {
  const [page, worker] = wire()
  serve(
    {
      read(_: null, task: Task) {
        for (let i = 0; i < 100_000; i++) task.progress(i / 100_000, i < 50_000 ? 'stage.read' : 'stage.check')
        return 'done'
      },
    },
    worker,
  )
  const told: string[] = []
  const client = connect<{ read(argument: null, task: Task): string }>(page)
  expect(await client.read(null, { onProgress: (share, stage) => told.push(`${stage} ${share}`) })).toBe('done')
  expect(told).toContain('stage.read 0')
  expect(told).toContain('stage.check 0.5')
  expect(told.length).toBeLessThan(100)
})
