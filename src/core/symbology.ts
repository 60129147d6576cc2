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

export interface CategoryClass {
  readonly value: string
  readonly label?: Text
  readonly style: SymbolStyle
}

export interface LabelStyle {
  readonly field: string
  /** names for the English map; left out: those of `field` */
  readonly fieldEn?: string
  readonly minZoom?: number
  readonly size?: number
  readonly color?: string
  readonly halo?: string
  readonly weight?: 400 | 500 | 600
  readonly italic?: boolean
  /** letter spacing in em; for river names */
  readonly spacing?: number
  readonly placement?: 'point' | 'line'
}

/** One condition a layer's rows must meet; several are joined by "and". Empty `values` matches nothing. */
export interface Condition {
  readonly field: string
  readonly values: readonly string[]
}
