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
  const [total, setTotal] = useState<{ of: Selection; area: SelectionArea } | null>(null)
  // a selection that comes back after a reload is here before its table
  const isHere = useAppState(({ session }) => selection !== null && session.layerStatus[selection.layer]?.state === 'ready')
  useEffect(() => {
    if (!selection || !isHere) return
    const layer = app.store.getState().project.layers[selection.layer]
    if (layer?.geometry !== 'polygon') return
    const stop = new AbortController()
    app.tiles.totalArea({ table: layer.table, rows: Uint32Array.from(selection.rows) }, { signal: stop.signal }).then(
      (area) => setTotal({ of: selection, area }),
      (error) => !stop.signal.aborted && console.error(error),
    )
    return () => stop.abort(new DOMException('selection changed', 'AbortError'))
  }, [app, selection, isHere])
  return total && total.of === selection ? total.area : null
}
