/**
 * What the command line calls the parameters and figures of an analysis where that differs from the analysis itself. Everything else
 * follows by rule (result-json.ts), so a new analysis works without an entry.
 */
interface Naming {
  /** --set name → parameter */
  readonly sets?: Readonly<Record<string, string>>
  /** column of the result → name in the JSON */
  readonly figures?: Readonly<Record<string, string>>
}

const NAMES: Readonly<Record<string, Naming>> = {
  'area-summary': { sets: { by: 'groupBy' } },
}

export function parameterName(analysis: string, set: string): string {
  return NAMES[analysis]?.sets?.[set] ?? set
}

/** area_m2 → areaM2, net_area_m2 → netAreaM2, difference_permille → differencePermille */
export function figureName(analysis: string, column: string): string {
  return NAMES[analysis]?.figures?.[column] ?? column.replace(/_+([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
}
