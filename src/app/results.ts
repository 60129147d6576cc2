import type { AnalysisResult } from '../core/analysis.ts'
import type { LiftedResult } from '../core/lift-texts.ts'
import { createTask } from '../core/task.ts'
import type { ComputeApi } from '../workers/compute-api.ts'
import { type Client, messageTurn } from '../workers/protocol.ts'
import type { App } from './app.ts'
import type { Storage } from './storage.ts'

/** Of a hundred thousand parcels one has a hundred thousand lines: what was looked at longest ago is read again from the device. */
const RECENT = 3

/** Results of runs: what is shown is here, all are on this device. Their texts arrive as buffers and are put in place in slices. */
export function createResults(
  storage: Pick<Storage, 'loadResult' | 'saveResult'>,
  compute: Pick<Client<ComputeApi>, 'openResult'>,
): Pick<App, 'resultOf' | 'keepResult'> {
  /** in the order in which they were last asked for */
  const here = new Map<string, AnalysisResult>()
  /** not (yet) written to this device: dropped, they would be lost */
  const onlyHere = new Set<string>()

  function use(run: string, result: AnalysisResult): void {
    here.delete(run)
    here.set(run, result)
    const spare = [...here.keys()].slice(0, -RECENT)
    for (const id of spare) if (!onlyHere.has(id)) here.delete(id)
  }

  async function placed(lifted: LiftedResult): Promise<AnalysisResult> {
    if (lifted.texts.length === 0) return lifted.result
    const { placeTexts } = await import('../core/lift-texts.ts')
    const { breathe } = createTask({ signal: new AbortController().signal, yieldToMessages: messageTurn })
    return placeTexts(lifted, breathe)
  }

  return {
    async resultOf(run) {
      const present = here.get(run)
      if (present) {
        use(run, present)
        return present
      }
      const kept = await storage.loadResult(run)
      const found = kept instanceof Blob || kept instanceof Uint8Array ? await placed(await compute.openResult({ kept })) : kept
      if (found) use(run, found)
      return found
    },
    async keepResult(run, made) {
      onlyHere.add(run)
      use(run, 'texts' in made ? await placed(made) : made)
      if (await storage.saveResult(run, 'texts' in made ? made.packed : made)) onlyHere.delete(run)
    },
  }
}
