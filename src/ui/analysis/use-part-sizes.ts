import { partRows, shareOf } from '../../app/analysis-parts.ts'
import type { Layer, LayerId, Run } from '../../app/state.ts'
import type { Analysis } from '../../core/analysis.ts'
import { MOST_ANSWER_BYTES } from '../../core/ranged-layer.ts'
import { useApp, useAppState } from '../shell/app-context.ts'
import { useAsync } from '../shell/use-async.ts'
import type { FormValues } from './form-state.ts'

export interface PartSize {
  readonly layer: Layer
  readonly rows: number
  /** of the file, about: rows are taken to be of the mean size */
  readonly bytes: number
  /** more than is read at once for one answer, and it does not pass by */
  readonly isTooMuch: boolean
}
export interface PartSizes {
  /** layers that stay in their files and would have to be loaded whole */
  readonly whole: readonly LayerId[]
  /** what is read of the others; null: being found out, or not known */
  readonly parts: readonly PartSize[] | null
}

/** What a run reads of layers that stay in their files: found by their indexes before it runs. */
export function usePartSizes(
  analysis: Analysis,
  values: FormValues,
  subject: Layer | undefined,
  scope: Run['scope'],
  scopeRows: ArrayLike<number> | null,
): PartSizes {
  const app = useApp()
  const layers = useAppState((state) => state.project.layers)
  const named = Object.entries(analysis.params)
    .filter(([, { kind }]) => kind === 'layer' || kind === 'layers')
    .flatMap(([name]) => {
      const value = values[name]
      return (Array.isArray(value) ? value : [value]).map((id) => ({ name, layer: layers[String(id)] }))
    })
    .filter(({ layer }) => layer && app.rangedOf(layer.id))
    .map(({ name, layer }) => ({ layer, share: shareOf(app, analysis, name, layer.id, subject?.id ?? '', scope) }))
  const shared = named.flatMap(({ layer, share }) => (share ? [{ layer, share }] : []))
  const isKnown = subject !== undefined && (scope === 'all' || scopeRows !== null)
  const key = JSON.stringify([
    subject?.table,
    scope,
    scopeRows && [scopeRows.length, scopeRows[0], scopeRows[scopeRows.length - 1]],
    shared.map(({ layer, share }) => [layer.table, layer.filter, share]),
  ])
  const found = useAsync(isKnown && shared.length > 0 ? key : '', async (signal): Promise<readonly PartSize[] | null> => {
    if (!isKnown || shared.length === 0) return null
    const chosen = scopeRows && Uint32Array.from(scopeRows)
    const sizes: PartSize[] = []
    for (const { layer, share } of shared) {
      if (share === 'meeting') await app.showLayer(subject.id)
      const rows = await partRows(app, layer, share, chosen, { layer: subject, rows: chosen }, signal)
      const entry = app.catalog.layers.find(({ id }) => id === layer.id)
      const count = app.rangedOf(layer.id)?.count ?? 0
      const bytes = entry && count > 0 ? (entry.bytes / count) * rows.length : 0
      const passes = layer.id === subject.id && analysis.runStreamed !== undefined
      sizes.push({ layer, rows: rows.length, bytes, isTooMuch: !passes && bytes > MOST_ANSWER_BYTES })
    }
    return sizes
  })
  return {
    whole: named.filter(({ share }) => share === null).map(({ layer }) => layer.id),
    parts: found.state === 'done' ? found.value : null,
  }
}
