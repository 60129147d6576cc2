import { AppError } from '../core/errors.ts'
import { symbologyFields } from '../core/symbology.ts'
import { templateFields } from '../core/tiling/label-text.ts'
import type { Layer, LayerLook } from './state.ts'

export function lookOfLayer({ geometry, symbology, label, opacity, grid }: Layer): LayerLook {
  return { geometry, symbology, label, opacity, ...(grid && { grid }) }
}

/**
 * What a layer takes of another's look. Labels whose fields it lacks stay as they are here; classes must find their field.
 * @throws AppError style.otherGeometry {layer}, style.noField {layer, field}
 */
export function applicableLook({ geometry, ...look }: LayerLook, layer: Layer): Partial<Layer> {
  const named = layer.title.zh
  if (geometry !== layer.geometry) throw new AppError('style.otherGeometry', { layer: named })
  const has = (field: string) => layer.fields.some(({ name }) => name === field)
  const { symbology, label } = look
  const missing = symbologyFields(symbology).find((field) => !has(field))
  if (missing !== undefined) throw new AppError('style.noField', { layer: named, field: missing })
  const wanted = label && [label.field, ...(label.template ? templateFields(label.template) : [])]
  return { ...look, label: wanted?.every(has) === false ? layer.label : label }
}
