import type { Layer } from '../../app/state.ts'
import { type Look, lookOf } from '../../core/appearance.ts'
import { classStyles, type SymbolStyle } from '../../core/symbology.ts'
import { landClass } from '../../standards/land-classes-2019.ts'

const LAND_CLASS_LIST = 'land-class-2019'

/** How each class is printed, in class order, "other" last; null: not drawn. @param colors 'print': land classes as the survey prints them */
export function printLooks(layer: Layer, colors: 'print' | 'screen'): readonly (Look | null)[] {
  const { symbology, geometry, fields } = layer
  const isLandClass =
    colors === 'print' &&
    symbology.kind === 'categories' &&
    fields.find(({ name }) => name === symbology.field)?.codes === LAND_CLASS_LIST
  const official = (style: SymbolStyle, index: number): SymbolStyle => {
    const print = isLandClass && style.fill ? landClass(symbology.classes[index]?.value ?? '')?.print : undefined
    return print ? { ...style, fill: print, fillOpacity: 1 } : style
  }
  return classStyles(symbology).map((style, index) => style && lookOf(official(style, index), geometry, 'light'))
}

export function shapeOf({ geometry }: Pick<Layer, 'geometry'>): 'box' | 'stroke' | 'dot' {
  return geometry === 'line' ? 'stroke' : geometry === 'point' ? 'dot' : 'box'
}
