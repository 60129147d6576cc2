import { useEffect, useState } from 'react'
import type { Layer, TableLook } from '../../app/state.ts'
import { LANGUAGE_TAG } from '../../i18n/t.ts'
import { useApp, useLocale } from '../shell/app-context.ts'

export interface Ordered {
  /** row at each place; null: not there yet */
  readonly order: Uint32Array | null
  /** another order is on its way; the last one stays meanwhile */
  readonly isBusy: boolean
  readonly error: unknown
}

/** The rows that a table lists, in their order, as the worker puts them. */
export function useOrder(layer: Layer, look: TableLook, only: readonly number[] | null, isReady: boolean): Ordered {
  const app = useApp()
  const locale = useLocale()
  const [answer, setAnswer] = useState<Ordered>({ order: null, isBusy: true, error: null })
  const { table, filter } = layer
  const { sort } = look
  useEffect(() => {
    if (!isReady) return
    const stop = new AbortController()
    setAnswer((last) => ({ ...last, isBusy: true, error: null }))
    app.tiles
      .tableOrder(
        { table, filter, only: only && Uint32Array.from(only), sort, language: LANGUAGE_TAG[locale] },
        { signal: stop.signal },
      )
      .then(
        (order) => !stop.signal.aborted && setAnswer({ order, isBusy: false, error: null }),
        (error) => !stop.signal.aborted && setAnswer({ order: null, isBusy: false, error }),
      )
    return () => stop.abort(new DOMException('another order is wanted', 'AbortError'))
  }, [app, table, filter, sort, only, locale, isReady])
  return answer
}
