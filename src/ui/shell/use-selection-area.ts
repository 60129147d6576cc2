import { useEffect, useState } from 'react'
import type { App } from '../../app/app.ts'
import type { Selection } from '../../app/state.ts'
import { useAppState } from './app-context.ts'

export interface SelectionArea {
  readonly areaM2: number
  readonly empty: number
}

/** Exact sum of the selected rows' areas; null while it is being reckoned. */
export function useSelectionArea(app: App, selection: Selection | null): SelectionArea | null {
  const [total, setTotal] = useState<{ of: Selection; table: string; area: SelectionArea } | null>(null)
  // a selection that comes back after a reload is here before its table
  const isHere = useAppState(({ session }) => selection !== null && session.layerStatus[selection.layer]?.state === 'ready')
  // its shapes may be edited while it stays selected
  const table = useAppState(({ project }) => selection && project.layers[selection.layer]?.table)
  useEffect(() => {
    if (!selection || !isHere || !table) return
    if (app.store.getState().project.layers[selection.layer]?.geometry !== 'polygon') return
    const stop = new AbortController()
    app.tiles.totalArea({ table, rows: Uint32Array.from(selection.rows) }, { signal: stop.signal }).then(
      (area) => setTotal({ of: selection, table, area }),
      // what goes wrong with reading a large layer stands in its row
      (error) => !stop.signal.aborted && !app.rangedOf(selection.layer) && console.error(error),
    )
    return () => stop.abort(new DOMException('selection changed', 'AbortError'))
  }, [app, selection, isHere, table])
  return total && total.of === selection && total.table === table ? total.area : null
}
