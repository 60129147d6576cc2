import type { Catalog } from './catalog.ts'
import type { LayerId, LayerStatus } from './state.ts'

/** Rows of a layer: of its table, else, not yet read, as the catalog has them. */
export function layerCount(id: LayerId, status: LayerStatus | undefined, catalog: Catalog): number | null {
  const shipped = catalog.layers.find((layer) => layer.id === id)
  return status?.count ?? (shipped?.kind === 'table' ? shipped.count : null)
}
