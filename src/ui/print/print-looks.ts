import type { Layer } from '../../app/state.ts'
import { type Look, lookOf } from '../../core/appearance.ts'
import type { SymbolStyle } from '../../core/symbology.ts'
import { landClass } from '../../standards/land-classes-2019.ts'

const LAND_CLASS_LIST = 'land-class-2019'

/** How each class is printed, in class order, "other" last; null: not drawn. @param colors 'print': land classes as the survey prints them */
export function printLooks(layer: Layer, colors: 'print' | 'screen'): readonly (Look | null)[] {
  const { symbology, geometry, fields } = layer
  if (symbology.kind === 'single') return [lookOf(symbology.style, geometry, 'light')]
  const isLandClass = fields.find(({ name }) => name === symbology.field)?.codes === LAND_CLASS_LIST
  const styleOf = (value: string, style: SymbolStyle): SymbolStyle => {
    const official = isLandClass && colors === 'print' && style.fill ? landClass(value) : undefined
    return official ? { ...style, fill: official.print, fillOpacity: 1 } : style
  }
  const looks = symbology.classes.map(({ value, style }) => lookOf(styleOf(value, style), geometry, 'light'))
  return [...looks, symbology.other && lookOf(symbology.other, geometry, 'light')]
}

export function shapeOf({ geometry }: Pick<Layer, 'geometry'>): 'box' | 'stroke' | 'dot' {
  return geometry === 'line' ? 'stroke' : geometry === 'point' ? 'dot' : 'box'
}
