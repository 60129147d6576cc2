import { useCallback } from 'react'
import { useApp } from './app-context.ts'

/** Copies text, also text that is still being put together, and says so; a browser that refuses is named. */
export function useCopy(): (text: string | Promise<string>) => void {
  const app = useApp()
  return useCallback(
    (text: string | Promise<string>) => {
      // without a clipboard this fails too
      const write = async () => navigator.clipboard.writeText(typeof text === 'string' ? text : await text)
      write().then(
        () => app.toast('clipboard.copied'),
        () => app.toast('clipboard.refused', {}, { level: 'error' }),
      )
    },
    [app],
  )
}
