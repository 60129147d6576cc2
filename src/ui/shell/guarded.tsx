import { type ReactNode, useEffect } from 'react'
import { AppError } from '../../core/errors.ts'
import type { Locale } from '../../core/text.ts'
import { messageOf } from '../../i18n/errors.ts'
import { shellText } from '../../i18n/shell.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { ErrorState } from '../parts/error-state.tsx'
import { reportError, useApp, useLocale, useText } from './app-context.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { forgetFailures } from './screens.ts'

interface Failure {
  readonly error: unknown
  readonly retry: () => void
}

/** A panel whose failure stays its own. */
export function Guarded({ children }: { readonly children: ReactNode }) {
  return <ErrorBoundary fallback={(error, retry) => <Failed error={error} retry={retry} />}>{children}</ErrorBoundary>
}

/** In place of a dialog that failed: it can be closed, and what lies below goes on. */
export function FailedDialog({ error, retry }: Failure) {
  const app = useApp()
  const text = useText()
  const locale = useLocale()
  return (
    <Dialog
      title={text(shellText.failedTitle)}
      isOpen
      size="narrow"
      onClose={() => app.setSession({ dialog: null })}
      closeLabel={text(shellText.close)}
      actions={<Button onPress={() => tryAgain(retry)}>{text(shellText.tryAgain)}</Button>}
    >
      <p role="alert">{failureWords(text, locale, error)}</p>
    </Dialog>
  )
}

/** In place of something that has no room for words of its own: a message says what failed. */
export function Reported({ error }: { readonly error: unknown }) {
  const app = useApp()
  useEffect(() => reportError(app, error), [app, error])
  return null
}

function Failed({ error, retry }: Failure) {
  const text = useText()
  const locale = useLocale()
  return (
    <ErrorState
      message={
        <>
          <strong>{text(shellText.failedTitle)}</strong>
          <p>{failureWords(text, locale, error)}</p>
        </>
      }
      actions={<Button onPress={() => tryAgain(retry)}>{text(shellText.tryAgain)}</Button>}
    />
  )
}

function tryAgain(retry: () => void): void {
  forgetFailures()
  retry()
}

function failureWords(text: ReturnType<typeof useText>, locale: Locale, error: unknown): string {
  if (error instanceof AppError) return messageOf(error.code, error.detail, locale)
  return text(shellText.failedBody, { message: error instanceof Error ? error.message : String(error) })
}
