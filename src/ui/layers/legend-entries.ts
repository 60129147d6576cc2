import type { Layer, LayerStatus } from '../../app/state.ts'
import type { Condition, SymbolStyle } from '../../core/symbology.ts'

export interface LegendEntry {
  /** null: the class of all values that no class names */
  readonly value: string | null
  readonly style: SymbolStyle
  /** features of this class; null while unknown */
  readonly count: number | null
}

/** A legend that is read at one glance keeps the order its author gave it: grades from first to last. */
const GLANCE = 8

/** Classes of a layer's legend: those that occur, of many the commonest first; all of them while counts are not known. */
export function legendEntries(layer: Layer, status: LayerStatus | undefined): readonly LegendEntry[] {
  const { symbology } = layer
  if (symbology.kind === 'single') return []
  const counts = status?.classCounts ?? null
  const entries: LegendEntry[] = symbology.classes.map(({ value, style }, index) => ({
    value,
    style,
    count: counts?.[index] ?? null,
  }))
  if (symbology.other) entries.push({ value: null, style: symbology.other, count: counts?.[symbology.classes.length] ?? null })
  if (!counts) return entries.filter(({ value }) => value !== null)
  const present = entries.filter(({ count }) => count !== 0)
  return present.length <= GLANCE ? present : present.sort((a, b) => (b.count ?? 0) - (a.count ?? 0))
}

/** The layer's conditions after a press on a class: only this class; pressed again, all classes. */
export function toggleClassFilter(layer: Layer, value: string): readonly Condition[] {
  if (layer.symbology.kind !== 'categories') return layer.filter
  const { field } = layer.symbology
  const others = layer.filter.filter((condition) => condition.field !== field)
  return isOnlyClass(layer, value) ? others : [...others, { field, values: [value] }]
}

export function isOnlyClass(layer: Layer, value: string): boolean {
  const { symbology } = layer
  return (
    symbology.kind === 'categories' &&
    layer.filter.some(({ field, values }) => field === symbology.field && values.length === 1 && values[0] === value)
  )
}
