import type { Run } from './state.ts'

/** Each run keeps a result on this device, and all of them are saved with every change of the project. */
export const MOST_RUNS = 100

/** The runs with a new one before them; the oldest goes when there are too many. More than that came with a project file, and stay. */
export function withRun(runs: readonly Run[], run: Run): { readonly runs: readonly Run[]; readonly gone: Run | null } {
  const most = Math.max(MOST_RUNS, runs.length)
  return { runs: [run, ...runs].slice(0, most), gone: runs.length === most ? runs[most - 1] : null }
}
