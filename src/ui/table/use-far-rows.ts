import { useEffect, useReducer, useRef, useState } from 'react'
import type { Layer } from '../../app/state.ts'
import { type Column, findColumn, type Table } from '../../core/table.ts'
import { useApp, useAppState } from '../shell/app-context.ts'

/** Rows that scrolling stopped at, not each that passed by, are read. */
const REST_MS = 60
const KEPT_ROWS = 2000

interface Place {
  readonly table: Table
  readonly at: number
}
export interface FarRows {
  /** The cell of a row with the drawn area as one of the columns; null: it is being read. */
  cell(row: number, field: string): { readonly column: Column; readonly at: number } | null
  /** why the last rows could not be read; null: they were */
  readonly error: unknown
}

/** Rows in sight of a layer that stays in its file, read by ranges as they come into sight. */
export function useFarRows(layer: Layer, isFar: boolean): FarRows {
  const app = useApp()
  const [, wake] = useReducer((turn: number) => turn + 1, 0)
  const [error, setError] = useState<unknown>(null)
  const known = useRef(new Map<number, Place>())
  const missing = useRef(new Set<number>())
  // a file that took the place of another has other rows
  const opening = useAppState(({ session }) => `${layer.table} ${session.layerStatus[layer.id]?.opening ?? 0}`)
  const knownOf = useRef(opening)
  if (knownOf.current !== opening) {
    knownOf.current = opening
    known.current = new Map()
  }
  // what was asked for by an earlier picture is of no use
  missing.current = new Set()
  useEffect(() => {
    if (!isFar || missing.current.size === 0) return
    const stop = new AbortController()
    const timer = setTimeout(() => {
      const rows = Uint32Array.from(missing.current).sort()
      app.tiles.readRows({ id: layer.table, rows, hasAreas: true }, { signal: stop.signal }).then(
        (table) => {
          for (const [at, row] of rows.entries()) known.current.set(row, { table, at })
          for (const row of known.current.keys()) {
            if (known.current.size <= KEPT_ROWS) break
            known.current.delete(row)
          }
          setError(null)
          wake()
        },
        (failure) => !stop.signal.aborted && setError(failure),
      )
    }, REST_MS)
    return () => {
      clearTimeout(timer)
      stop.abort(new DOMException('other rows are in sight', 'AbortError'))
    }
  })
  return {
    error,
    cell(row, field) {
      const place = known.current.get(row)
      if (!place) missing.current.add(row)
      const column = place && findColumn(place.table, field)
      return place && column ? { column, at: place.at } : null
    },
  }
}
