import { useCallback } from 'react'
import { putOnClipboard } from '../parts/put-on-clipboard.ts'
import { useApp } from './app-context.ts'

/** Copies text, also text that is still being put together, and says so; a browser that refuses is named. */
export function useCopy(): (text: string | Promise<string>) => void {
  const app = useApp()
  return useCallback(
    (text: string | Promise<string>) => {
      const write = async () => {
        const words = typeof text === 'string' ? text : await text
        // plain http has no clipboard of its own
        if (navigator.clipboard) await navigator.clipboard.writeText(words)
        else if (!(await putOnClipboard(words))) throw new Error('refused')
      }
      write().then(
        () => app.toast('clipboard.copied'),
        () => app.toast('clipboard.refused', {}, { level: 'error' }),
      )
    },
    [app],
  )
}
