import { findAnalysis } from '../../analyses/registry.ts'
import type { Run } from '../../app/state.ts'
import { useAppState } from '../shell/app-context.ts'
import { describeRun, type RunWords } from './describe-run.ts'
import { type Staleness, stalenessOf } from './stale.ts'

/** What a run is called, and whether its result still holds. */
export function useRunWords(run: Run): { readonly words: RunWords; readonly stale: Staleness | null } {
  const project = useAppState((state) => state.project)
  const analysis = findAnalysis(run.analysis)
  const words = describeRun(run, analysis, project)
  return { words, stale: stalenessOf(run, words.layers, project, analysis?.version ?? null) }
}
