import { createContext, useCallback, useContext } from 'react'
import { useStore } from 'zustand'
import type { App } from '../../app/app.ts'
import type { State } from '../../app/state.ts'
import type { Command } from '../../commands/command.ts'
import type { Locale, Text } from '../../core/text.ts'
import { type TextValues, t } from '../../i18n/t.ts'

export const AppContext = createContext<App | null>(null)

export function useApp(): App {
  const app = useContext(AppContext)
  if (!app) throw new Error('a screen was mounted outside AppShell')
  return app
}

/** Reads from the store; the selector must return the same object for the same state. */
export function useAppState<T>(select: (state: State) => T): T {
  return useStore(useApp().store, select)
}

export function useLocale(): Locale {
  return useAppState((state) => state.session.locale)
}

/** The words of the current language. */
export function useText(): (text: Text, values?: TextValues) => string {
  const locale = useLocale()
  return useCallback((text: Text, values?: TextValues) => t(text, locale, values), [locale])
}

/** Runs a command; a failure is shown to the user, as AppError words or as our bug. */
export function useRun(): <A>(command: Command<A>, argument: A) => void {
  const app = useApp()
  return useCallback(
    <A>(command: Command<A>, argument: A) => {
      void (async () => {
        try {
          await command.run(app, argument)
        } catch (error) {
          reportError(app, error)
        }
      })()
    },
    [app],
  )
}

/** Puts an error on the screen; a cancelled action is no error. */
export function reportError(app: App, error: unknown): void {
  if (error instanceof DOMException && error.name === 'AbortError') return
  const known = error as { code?: unknown; detail?: Record<string, string | number | boolean | null>; message?: string }
  if (error instanceof Error && error.name === 'AppError' && typeof known.code === 'string')
    app.toast(known.code, known.detail ?? {}, { level: 'error' })
  else {
    console.error(error)
    app.toast('bug', { message: String(known?.message ?? error) }, { level: 'error' })
  }
}
