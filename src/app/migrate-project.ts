import type { Project } from './state.ts'

export const PROJECT_VERSION = 5

type Json = Readonly<Record<string, unknown>>

/** What a project of one version becomes in the next; a step takes and gives plain JSON, since old shapes have no types any more. */
const STEPS: Readonly<Record<number, (project: Json) => Json>> = {
  // layers can be edited
  1: (project) => ({
    ...project,
    layers: Object.fromEntries(
      Object.entries((project.layers ?? {}) as Record<string, Json>).map(([id, layer]) => [id, { ...layer, edits: null }]),
    ),
  }),
  // a filter can hold what a place found, an edited layer cut and merged rows: what knows neither must not open them and drop them
  2: (project) => project,
  // zonal statistics know two differences of bands; the one they knew was the normalised one
  3: (project) => ({ ...project, runs: ((project.runs ?? []) as readonly Json[]).map(withNamedDifference) }),
  // a raster can have its own colours: what does not know that says it is too old, not that the file is damaged
  4: (project) => project,
}

function withNamedDifference(run: Json): Json {
  const values = run.values as Json | undefined
  if (run.analysis !== 'zonal-stats' || values?.value !== 'difference') return run
  return { ...run, values: { ...values, value: 'normalisedDifference' } }
}

export function isKnownVersion(version: unknown): version is number {
  return Number.isInteger(version) && (version as number) >= 1 && (version as number) <= PROJECT_VERSION
}

/** Brings a project of an earlier version to the present one; the version itself is the caller's to check. */
export function migrateProject(project: unknown, version: number): Project {
  let now = project as Json
  for (let at = version; at < PROJECT_VERSION; at++) now = { ...(STEPS[at]?.(now) ?? now), version: at + 1 }
  return now as unknown as Project
}
