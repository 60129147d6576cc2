import type { App } from './app.ts'
import type { Toast } from './state.ts'

const SHOWN_MS = { info: 10_000, error: 20_000 }
const MOST = 3

/**
 * Short messages that go by themselves; where there is no room for another, the oldest that offers no undo goes first.
 * What is said twice stands once, unless it offers an undo: each undoes its own step.
 */
export function createToasts(setSession: App['setSession']): App['toast'] {
  let next = 1
  return (code, detail = {}, { level = 'info', canUndo = false, receipts = [] } = {}) => {
    const shown: Toast = { id: `toast-${next++}`, message: { code, detail }, level, canUndo, receipts }
    setSession(({ toasts }) => {
      const others = toasts.filter((each) => each.canUndo || !isSame(each, shown))
      const going = others.length < MOST ? null : (others.find((each) => !each.canUndo) ?? others[0])
      return { toasts: [...others.filter((each) => each !== going), shown] }
    })
    setTimeout(() => setSession(({ toasts }) => ({ toasts: toasts.filter(({ id }) => id !== shown.id) })), SHOWN_MS[level])
  }
}

/** What they say holds no longer. */
export function dropToasts(setSession: App['setSession'], codes: readonly string[]): void {
  setSession(({ toasts }) => ({ toasts: toasts.filter(({ message }) => !codes.includes(message.code)) }))
}

const isSame = (one: Toast, other: Toast) =>
  one.level === other.level && JSON.stringify([one.message, one.receipts]) === JSON.stringify([other.message, other.receipts])
