import { useEffect } from 'react'
import { useApp } from '../shell/app-context.ts'

/** Marks on the map where a corner or a side is wrong, as long as its line is marked: of a doubled point nothing else is to be seen. */
export function useCornerPin(at: readonly [number, number] | null): void {
  const app = useApp()
  const [lng, lat] = at ?? []
  useEffect(() => {
    if (lng === undefined || lat === undefined) return
    app.map?.setPin([lng, lat])
    return () => app.map?.setPin(null)
  }, [app, lng, lat])
}
