import type { App } from './app.ts'
import type { Toast } from './state.ts'

const SHOWN_MS = { info: 10_000, error: 20_000 }
const MOST = 3

/** Short messages that go by themselves; where there is no room for another, the oldest that offers no undo goes first. */
export function createToasts(setSession: App['setSession']): App['toast'] {
  let next = 1
  return (code, detail = {}, { level = 'info', canUndo = false, receipts = [] } = {}) => {
    const shown: Toast = { id: `toast-${next++}`, message: { code, detail }, level, canUndo, receipts }
    setSession(({ toasts }) => {
      const going = toasts.length < MOST ? null : (toasts.find((each) => !each.canUndo) ?? toasts[0])
      return { toasts: [...toasts.filter((each) => each !== going), shown] }
    })
    setTimeout(() => setSession(({ toasts }) => ({ toasts: toasts.filter(({ id }) => id !== shown.id) })), SHOWN_MS[level])
  }
}
