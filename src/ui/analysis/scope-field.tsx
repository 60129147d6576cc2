import type { Layer } from '../../app/state.ts'
import { analysisText } from '../../i18n/analysis.ts'
import { Segments } from '../parts/segments.tsx'
import { useAppState, useText } from '../shell/app-context.ts'
import { isScopeOpen, type Scope, scopeCounts } from './scope.ts'

const SCOPES: readonly Scope[] = ['all', 'filter', 'selection']
export const SCOPE_WORDS = {
  all: analysisText.scopeAll,
  filter: analysisText.scopeFilter,
  selection: analysisText.scopeSelection,
}

/** 全部 / 筛选 / 选中, each with its count as it stands now. */
export function ScopeField({
  layer,
  value,
  filtered,
  onChange,
}: {
  readonly layer: Layer
  readonly value: Scope
  /** rows that the filter leaves; null while unknown */
  readonly filtered: number | null
  readonly onChange: (scope: Scope) => void
}) {
  const text = useText()
  const selection = useAppState((state) => state.session.selection)
  const all = useAppState((state) => state.session.layerStatus[layer.id]?.count ?? null)
  const counts = scopeCounts(layer, selection, all, filtered)
  return (
    <Segments
      label={text(analysisText.scope)}
      value={value}
      options={SCOPES.map((scope) => ({
        value: scope,
        label: text(SCOPE_WORDS[scope]),
        note: counts[scope] === null ? undefined : text({ zh: '{count}', en: '{count}' }, { count: counts[scope] }),
        isDisabled: !isScopeOpen(scope, layer, selection),
      }))}
      onChange={onChange}
    />
  )
}
