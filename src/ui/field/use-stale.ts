import { STALE_MS } from '../../app/field/field-state.ts'
import { useFieldState } from './field-context.ts'
import { useNow } from './use-now.ts'

/** How old the fix at hand is, whole seconds, once it is too old to say where one is; null: it is fresh, or there is none. */
export function useStaleS(): number | null {
  const fix = useFieldState((state) => state.fix)
  const now = useNow()
  return fix !== null && now - fix.arrivedAt > STALE_MS ? Math.floor((now - fix.arrivedAt) / 1000) : null
}
