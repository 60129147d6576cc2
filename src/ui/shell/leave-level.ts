import type { App } from '../../app/app.ts'
import { fieldMode } from '../../commands/palette/field-mode.ts'

/**
 * What one press of Back takes back: what Esc does where the focus is, then field mode.
 * @returns false: nothing was left to leave
 */
export function leaveLevel(app: App): boolean {
  const press = new KeyboardEvent('keydown', { key: 'Escape', code: 'Escape', bubbles: true, cancelable: true })
  if (!(document.activeElement ?? document.body).dispatchEvent(press)) return true
  if (!app.store.getState().session.field) return false
  void fieldMode.run(app, undefined)
  return true
}
