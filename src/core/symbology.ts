import type { PlaceCondition } from './query/place-condition.ts'
import type { Text } from './text.ts'

/** Colours are CSS hex (#rrggbb); widths in CSS pixels; opacities 0…1. */
export interface SymbolStyle {
  readonly fill?: string
  readonly fillOpacity?: number
  readonly hatch?: HatchName
  readonly hatchColor?: string
  readonly line?: string
  readonly lineWidth?: number
  readonly lineDash?: readonly number[]
  /** a wider line under the line, e.g. a road's edge */
  readonly casing?: string
  readonly casingWidth?: number
  readonly radius?: number
}

export type HatchName =
  | 'wave'
  | 'diagonal'
  | 'back-diagonal'
  | 'cross'
  | 'dots'
  | 'horizontal'
  | 'vertical'
  | 'marsh'
  | 'grid'
  | 'sparse-dots'

export type Symbology =
  | { readonly kind: 'single'; readonly style: SymbolStyle }
  | {
      readonly kind: 'categories'
      readonly field: string
      readonly classes: readonly CategoryClass[]
      /** drawn for values that no class names; null: not drawn */
      readonly other: SymbolStyle | null
    }
  | (NumberClasses & {
      readonly kind: 'graduated'
      /** one more than breaks */
      readonly styles: readonly SymbolStyle[]
      /** drawn where there is no value */
      readonly other: SymbolStyle
    })
  | (NumberClasses & {
      /** by two numbers at once */
      readonly kind: 'bivariate'
      readonly second: NumberClasses
      /** all classes of the second number for the lowest class of the first, then for the next */
      readonly styles: readonly SymbolStyle[]
      /** drawn where either has no value */
      readonly other: SymbolStyle
    })

/** Classes by the values of a field of numbers. */
export interface NumberClasses {
  readonly field: string
  /** how the breaks came about; 'manual': by hand */
  readonly method: ClassMethod | 'manual'
  /** upper limits of all classes but the last, ascending: class k holds breaks[k − 1] < v ≤ breaks[k] */
  readonly breaks: readonly number[]
  /** least and greatest value of the field when the classes were made, for the legend's ends */
  readonly range: readonly [low: number, high: number]
}

export type ClassMethod = 'equal' | 'quantile' | 'natural' | 'deviation'

export interface CategoryClass {
  readonly value: string
  readonly label?: Text
  readonly style: SymbolStyle
}

export interface LabelStyle {
  readonly field: string
  /** names for the English map; left out: those of `field` */
  readonly fieldEn?: string
  /** text with {FIELD} and {FIELD:2} (decimals) in place of values; taken instead of `field`, in both languages */
  readonly template?: string
  readonly minZoom?: number
  readonly size?: number
  readonly color?: string
  readonly halo?: string
  /** CSS pixels */
  readonly haloWidth?: number
  readonly weight?: 400 | 500 | 600
  readonly italic?: boolean
  /** letter spacing in em; for river names */
  readonly spacing?: number
  readonly placement?: 'point' | 'line'
}

/** By what a layer's rows get their classes, as the worker that draws them is told. */
export interface Classing {
  /** null: all rows are class 0 */
  readonly classField: string | null
  readonly classValues: readonly string[]
  readonly classBreaks: readonly number[] | null
  /** a second number, by which each class is parted again */
  readonly classSecond?: { readonly field: string; readonly breaks: readonly number[] }
}

/** How many classes there are, "other" among them. */
export function classCount({
  classField,
  classValues,
  classBreaks,
  classSecond,
}: Omit<Classing, 'classBreaks'> & Partial<Classing>): number {
  if (classBreaks) return (classBreaks.length + 1) * ((classSecond?.breaks.length ?? 0) + 1) + 1
  return classField === null ? 1 : classValues.length + 1
}

export function classingOf(symbology: Symbology): Classing {
  switch (symbology.kind) {
    case 'single':
      return { classField: null, classValues: [], classBreaks: null }
    case 'categories':
      return { classField: symbology.field, classValues: symbology.classes.map(({ value }) => value), classBreaks: null }
    case 'graduated':
      return { classField: symbology.field, classValues: [], classBreaks: symbology.breaks }
    case 'bivariate': {
      const { field, breaks, second } = symbology
      const classSecond = { field: second.field, breaks: second.breaks }
      return { classField: field, classValues: [], classBreaks: breaks, classSecond }
    }
  }
}

/** Fields that the classes depend on. */
export function symbologyFields(symbology: Symbology): readonly string[] {
  if (symbology.kind === 'single') return []
  return symbology.kind === 'bivariate' ? [symbology.field, symbology.second.field] : [symbology.field]
}

/** Style of each class in class order, "other" last; null: not drawn. A single style is class 0. */
export function classStyles(symbology: Symbology): readonly (SymbolStyle | null)[] {
  switch (symbology.kind) {
    case 'single':
      return [symbology.style]
    case 'categories':
      return [...symbology.classes.map(({ style }) => style), symbology.other]
    case 'graduated':
    case 'bivariate':
      return [...symbology.styles, symbology.other]
  }
}

/**
 * One condition a layer's rows must meet; several are joined by "and". `range`, `expression` or `place` stands instead of `values`, which is
 * then empty; else empty `values` matches nothing.
 */
export interface Condition {
  /** AREA_FIELD: the ellipsoidal area of the row, m²; '' beside an expression */
  readonly field: string
  /** the empty text is null */
  readonly values: readonly string[]
  /** numbers and dates between the two, both included; null: no bound on that side */
  readonly range?: { readonly min: number | null; readonly max: number | null }
  /** rows for which it is true; as core/expression/print.ts keeps it */
  readonly expression?: string
  /** the expression in the words of who wrote it, to be shown */
  readonly written?: string
  /** rows that a spatial question found */
  readonly place?: PlaceCondition
}
