import type { StoredValue } from '../core/params.ts'

/**
 * What the command line calls the parameters and figures of an analysis where that differs from the analysis itself. Everything else
 * follows by rule (result-json.ts), so a new analysis works without an entry.
 */
interface Naming {
  /** --set name → parameter */
  readonly sets?: Readonly<Record<string, string>>
  /** column of the result → name in the JSON */
  readonly figures?: Readonly<Record<string, string>>
  /** values where the form's own are for reading on a screen: a program is told everything unless it asks for less */
  readonly initial?: Readonly<Record<string, StoredValue>>
}

const NAMES: Readonly<Record<string, Naming>> = {
  'area-summary': { sets: { by: 'groupBy' } },
  overlap: { initial: { ignoreBelow: 0 } },
}

export function parameterName(analysis: string, set: string): string {
  return NAMES[analysis]?.sets?.[set] ?? set
}

export function initialValues(analysis: string): Readonly<Record<string, StoredValue>> {
  return NAMES[analysis]?.initial ?? {}
}

/** area_m2 → areaM2, net_area_m2 → netAreaM2, difference_permille → differencePermille */
export function figureName(analysis: string, column: string): string {
  return NAMES[analysis]?.figures?.[column] ?? column.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}
