// A thread beside the one that measures, as the application and the command line have them (decision on pieces side by side).

import { parentPort } from 'node:worker_threads'
import type { Kernel } from '../../src/core/spread.ts'
import { helperMethods } from '../../src/workers/helper-api.ts'
import { type Port, serve } from '../../src/workers/protocol.ts'

async function findKernel(id: string): Promise<Kernel<unknown, unknown, unknown>> {
  if (id !== 'pair-areas') throw new Error(`the bench knows no kernel ${id}`)
  return (await import('../../src/core/overlay/pair-areas.kernel.ts')).default as Kernel<unknown, unknown, unknown>
}

serve(helperMethods(findKernel), parentPort as unknown as Port)
