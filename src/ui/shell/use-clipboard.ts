import { useCallback } from 'react'
import { useApp } from './app-context.ts'

/** Copies text and says so; a browser that refuses is named. */
export function useCopy(): (text: string) => void {
  const app = useApp()
  return useCallback(
    (text: string) => {
      navigator.clipboard?.writeText(text).then(
        () => app.toast('clipboard.copied'),
        () => app.toast('clipboard.refused', {}, { level: 'error' }),
      ) ?? app.toast('clipboard.refused', {}, { level: 'error' })
    },
    [app],
  )
}
