import type { RangeState } from '../core/ranged-layer.ts'
import type { Task } from '../core/task.ts'

/** The worst first: of several files of a layer the one that fares worst is told. */
const ORDER: readonly RangeState[] = ['changed', 'noRanges', 'lost', 'retrying', 'slow', 'fine']

/** How the files of each layer are being read, for whoever watches. */
export function rangeStates() {
  const states = new Map<string, Map<string, RangeState>>()
  const watchers = new Map<string, Set<(state: RangeState) => void>>()

  function worst(key: string): RangeState {
    const known = [...(states.get(key)?.values() ?? [])]
    return ORDER.find((state) => known.includes(state)) ?? 'fine'
  }
  function set(key: string, file: string, state: RangeState): void {
    const files = states.get(key) ?? new Map<string, RangeState>()
    states.set(key, files.set(file, state))
    for (const tell of watchers.get(key) ?? []) tell(worst(key))
  }

  return {
    /** A listener for the file of a layer that is opened anew: what was known of an earlier opening is forgotten. */
    listen(key: string, file: string): (state: RangeState) => void {
      states.get(key)?.delete(file)
      return (state) => set(key, file, state)
    },
    /** Goes on until it is cancelled; each change is a stage of its progress. */
    watch(key: string, task: Task): Promise<never> {
      return new Promise((_, reject) => {
        const tell = (state: RangeState) => task.progress(1, state)
        const listening = watchers.get(key) ?? new Set()
        watchers.set(key, listening.add(tell))
        tell(worst(key))
        task.signal.addEventListener('abort', () => {
          listening.delete(tell)
          reject(task.signal.reason)
        })
      })
    },
  }
}
