import type { Project, Run } from '../../app/state.ts'
import type { Condition } from '../../core/symbology.ts'

export type Staleness = 'gone' | 'data' | 'filter' | 'method'

/**
 * Why a result no longer says what a new run would say; null: it still does.
 * A selection does not age: it names its rows, and a click in the result itself changes what is selected.
 * @param version of the analysis as it is now; null when the program no longer has it
 */
export function stalenessOf(run: Run, layers: readonly string[], project: Project, version: number | null): Staleness | null {
  if (layers.some((id) => !project.layers[id])) return 'gone'
  if (run.tables && layers.some((id) => run.tables?.[id] && run.tables[id] !== project.layers[id].table)) return 'data'
  if (run.scope === 'filter' && !sameConditions(run.filter, project.layers[layers[0]]?.filter ?? [])) return 'filter'
  return version !== run.analysisVersion ? 'method' : null
}

/** Order says nothing: conditions are joined by "and", values by "or". */
export function sameConditions(a: readonly Condition[], b: readonly Condition[]): boolean {
  const key = (conditions: readonly Condition[]) =>
    JSON.stringify(
      conditions
        .map(({ field, values, range, expression, place }) => [
          field,
          [...values].sort(),
          range ?? null,
          expression ?? null,
          place?.mark ?? null,
        ])
        .map((parts) => JSON.stringify(parts))
        .sort(),
    )
  return key(a) === key(b)
}
