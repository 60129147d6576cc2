import type { App } from '../../app/app.ts'
import type { Layer } from '../../app/state.ts'
import type { Analysis } from '../../core/analysis.ts'
import { useApp, useAppState } from '../shell/app-context.ts'
import { useAsync } from '../shell/use-async.ts'
import type { FormValues } from './form-state.ts'

/** of the first that meet: their vertices tell those of the others */
const SAMPLE_ROWS = 200

/** Of a layer that a run would make, at most and about. */
export interface ResultSize {
  readonly rows: number
  readonly vertices: number
}

/**
 * Reads the index of the subject and some of its rows.
 * @param chosen rows of the subject; null: all
 */
export async function resultSize(
  tiles: Pick<App['tiles'], 'rowsMeeting' | 'readRows'>,
  { subject, other, chosen }: { readonly subject: string; readonly other: string; readonly chosen: Uint32Array | null },
  signal: AbortSignal,
): Promise<ResultSize> {
  const near = await tiles.rowsMeeting({ id: subject, of: { table: other, rows: null } }, { signal })
  const wanted = chosen && new Set(chosen)
  const rows = wanted ? near.filter((row) => wanted.has(row)) : near
  if (rows.length === 0) return { rows: 0, vertices: 0 }
  const sample = await tiles.readRows({ id: subject, rows: rows.slice(0, SAMPLE_ROWS) }, { signal })
  const vertices = (sample.geometry?.xy.length ?? 0) / 2 / sample.length
  return { rows: rows.length, vertices: Math.round(vertices * rows.length) }
}

/** How large the layer would be that a run makes of rows that pass by, before it runs; null: it makes none, or that is being found out. */
export function useResultSize(
  analysis: Analysis,
  values: FormValues,
  subject: Layer | undefined,
  isPassing: boolean,
  scopeRows: ArrayLike<number> | null,
): ResultSize | null {
  const app = useApp()
  const layers = useAppState((state) => state.project.layers)
  const other = analysis.makesWhatMeets ? layers[String(values[analysis.makesWhatMeets])] : undefined
  const isKnown = isPassing && subject !== undefined && other !== undefined && !app.rangedOf(other.id)
  const key = JSON.stringify([subject?.table, other?.table, scopeRows && [scopeRows.length, scopeRows[0]]])
  const found = useAsync(isKnown ? key : '', async (signal) => {
    if (!isKnown) return null
    await app.showLayer(other.id)
    const chosen = scopeRows && Uint32Array.from(scopeRows)
    return resultSize(app.tiles, { subject: subject.table, other: other.table, chosen }, signal)
  })
  return found.state === 'done' ? found.value : null
}
