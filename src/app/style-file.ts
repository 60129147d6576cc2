import * as v from 'valibot'
import { AppError } from '../core/errors.ts'
import { gridLookSchema, labelSchema, symbologySchema } from './catalog.ts'
import type { LayerLook } from './state.ts'

const FORMAT = 'one-map-style'

const fileSchema = v.object({
  format: v.literal(FORMAT),
  version: v.literal(1),
  look: v.object({
    geometry: v.picklist(['point', 'line', 'polygon', 'none', 'grid']),
    symbology: symbologySchema,
    label: v.nullable(labelSchema),
    opacity: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
    grid: v.optional(gridLookSchema),
  }),
})

export function writeStyleFile(look: LayerLook): string {
  return `${JSON.stringify({ format: FORMAT, version: 1, look }, null, 2)}\n`
}

/** @throws AppError style.file {file} for anything that is not wholly a style */
export function readStyleFile(text: string, file: string): LayerLook {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new AppError('style.file', { file })
  }
  const checked = v.safeParse(fileSchema, value)
  if (!checked.success) throw new AppError('style.file', { file })
  return checked.output.look as LayerLook
}
