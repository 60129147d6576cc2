import { useEffect, useState } from 'react'
import { useApp, useAppState } from './app-context.ts'

/** Metres per CSS pixel at the centre; null while there is no map. */
export function useMetresPerPixel(isMapReady: boolean): number | null {
  const app = useApp()
  const view = useAppState((state) => state.session.view)
  const [metres, setMetres] = useState<number | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: every new view has another scale
  useEffect(() => setMetres(isMapReady && app.map ? app.map.metresPerPixel() : null), [app, view, isMapReady])
  return metres
}
