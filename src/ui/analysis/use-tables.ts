import { useEffect, useReducer } from 'react'
import type { LayerId } from '../../app/state.ts'
import type { Table } from '../../core/table.ts'
import { useApp, useAppState } from '../shell/app-context.ts'
import { useAsync } from '../shell/use-async.ts'

/**
 * Asks for the tables of layers and tells when they are here; how far they are stands in layerStatus. Of a layer that is read as needed
 * (app.rangedOf) there is none.
 */
export function useTables(layers: readonly LayerId[]): (layer: LayerId) => Table | null {
  const app = useApp()
  const [, wake] = useReducer((turn: number) => turn + 1, 0)
  const tableIds = useAppState((state) => layers.map((id) => state.project.layers[id]?.table ?? '').join('\n'))
  // a layer that failed may be loaded by trying again elsewhere
  useAppState((state) => layers.map((id) => state.session.layerStatus[id]?.state ?? '').join('\n'))
  const key = layers.join('\n')
  // biome-ignore lint/correctness/useExhaustiveDependencies: a layer whose data were replaced is loaded again
  useEffect(() => {
    let isHere = true
    for (const id of key.split('\n').filter(Boolean))
      app
        .showLayer(id)
        // a failure is shown from layerStatus
        .catch(() => null)
        .finally(() => isHere && wake())
    return () => {
      isHere = false
    }
  }, [app, key, tableIds])
  return app.tableOf
}

/** Rows that the layer's filter leaves, ascending; null: not filtered, or not known yet. */
export function useFilteredRows(layer: LayerId | null): Uint32Array | null {
  const app = useApp()
  const tableOf = useTables(layer ? [layer] : [])
  const target = useAppState((state) => (layer ? state.project.layers[layer] : undefined))
  const isHere = layer !== null && (tableOf(layer) !== null || !!app.rangedOf(layer)?.fieldBytes)
  const conditions = target?.filter ?? []
  const isFiltered = isHere && conditions.length > 0
  const found = useAsync(isFiltered ? `${target?.table} ${JSON.stringify(conditions)}` : '', async (signal) =>
    isFiltered && target ? app.tiles.filterRows({ table: target.table, filter: conditions }, { signal }) : null,
  )
  return found.state === 'done' ? found.value : null
}
