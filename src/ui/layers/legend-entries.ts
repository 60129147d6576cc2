import { classKey } from '../../app/class-key.ts'
import type { Layer, LayerStatus } from '../../app/state.ts'
import type { Condition, NumberClasses, SymbolStyle } from '../../core/symbology.ts'
import type { FieldInfo } from '../../core/table.ts'
import { shownNumber } from '../../core/units.ts'

export interface LegendEntry {
  /** null: the class of all values that no class names, and of rows without a number */
  readonly value: string | null
  /** values from … to of a graduated class */
  readonly span?: Span
  /** of a class by two numbers: those of the second */
  readonly secondSpan?: Span
  readonly style: SymbolStyle
  /** features of this class; null while unknown */
  readonly count: number | null
}

export type Span = readonly [from: number, to: number]

/** A legend that is read at one glance keeps the order its author gave it: grades from first to last. */
const GLANCE = 8

/** Classes of a layer's legend: those that occur, of many the commonest first; all of them while counts are not known. */
export function legendEntries(layer: Layer, status: LayerStatus | undefined): readonly LegendEntry[] {
  const { symbology } = layer
  if (symbology.kind === 'single') return []
  // counts of the classes as they were a moment ago would be lies
  const counts = status?.classKey === undefined || status.classKey === classKey(layer) ? (status?.classCounts ?? null) : null
  if (symbology.kind === 'graduated' || symbology.kind === 'bivariate') {
    const { styles, other } = symbology
    const spans = classSpans(symbology)
    const grades = styles.map((style, i) => ({ value: null, ...spans[i], style, count: counts?.[i] ?? null }))
    return counts?.[styles.length] ? [...grades, { value: null, style: other, count: counts[styles.length] }] : grades
  }
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

/** The values of each class, in the order of the classes. */
export function classSpans(
  symbology: NumberClasses & { readonly second?: NumberClasses },
): readonly { readonly span: Span; readonly secondSpan?: Span }[] {
  const first = spansOf(symbology)
  if (!symbology.second) return first.map((span) => ({ span }))
  const second = spansOf(symbology.second)
  return first.flatMap((span) => second.map((secondSpan) => ({ span, secondSpan })))
}
export function spansOf({ breaks, range }: NumberClasses): readonly Span[] {
  const limits = [Math.min(range[0], breaks[0] ?? range[0]), ...breaks, Math.max(range[1], breaks.at(-1) ?? range[1])]
  return limits.slice(1).map((to, i) => [limits[i], to])
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

/** "12.5 – 30" with as many decimals as the limits have, so that what is read is what holds. */
export function spanWords([from, to]: readonly [number, number], limits: readonly number[], info?: FieldInfo): string {
  return `${limitWords(from, limits, info)} – ${limitWords(to, limits, info)}`
}
export function limitWords(limit: number, limits: readonly number[], info?: FieldInfo): string {
  if (info?.unit === 'year') return String(limit)
  return shownNumber(limit, Math.min(6, Math.max(0, ...limits.map(decimalsOf))))
}
function decimalsOf(value: number): number {
  return /\.(\d+)$/.exec(String(value))?.[1].length ?? 0
}
