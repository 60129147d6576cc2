import type { DecodedLayer } from '../formats/format.ts'

/** What is told of layers that have come in: their features, or how many rasters they are. */
export function importedMessage(layers: readonly Pick<DecodedLayer, 'table' | 'grid' | 'receipt'>[]): {
  readonly code: string
  readonly count: number
  readonly warnings: number
} {
  const vectors = layers.filter(({ grid }) => !grid)
  const warnings = layers.reduce((sum, { receipt }) => sum + receipt.notes.filter(({ level }) => level !== 'info').length, 0)
  if (vectors.length === 0)
    return { code: warnings > 0 ? 'import.rastersWithWarnings' : 'import.rasters', count: layers.length, warnings }
  const count = vectors.reduce((sum, { table }) => sum + table.length, 0)
  return { code: warnings > 0 ? 'import.doneWithWarnings' : 'import.done', count, warnings }
}
