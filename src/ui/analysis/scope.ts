import type { Layer, Selection } from '../../app/state.ts'

export type Scope = 'all' | 'filter' | 'selection'

/** Rows that each scope covers; null: not known yet, or the scope does not apply. */
export type ScopeCounts = Readonly<Record<Scope, number | null>>

export function scopeCounts(layer: Layer, selection: Selection | null, all: number | null, filtered: number | null): ScopeCounts {
  return {
    all,
    filter: layer.filter.length > 0 ? filtered : null,
    selection: selection?.layer === layer.id && selection.rows.length > 0 ? selection.rows.length : null,
  }
}

/** 选中 when something was chosen in the layer, else 筛选 when it is filtered, else 全部. */
export function defaultScope(layer: Layer, selection: Selection | null): Scope {
  if (selection?.layer === layer.id && selection.rows.length > 0 && !selection.isOnlyShown) return 'selection'
  return layer.filter.length > 0 ? 'filter' : 'all'
}

export function isScopeOpen(scope: Scope, layer: Layer, selection: Selection | null): boolean {
  if (scope === 'all') return true
  if (scope === 'filter') return layer.filter.length > 0
  return selection?.layer === layer.id && selection.rows.length > 0
}
