import type { ReactNode } from 'react'
import { shellText } from '../../i18n/shell.ts'
import { Button } from '../parts/button.tsx'
import { ErrorState } from '../parts/error-state.tsx'
import { useText } from './app-context.ts'
import { ErrorBoundary } from './error-boundary.tsx'

/** A panel whose failure stays its own. */
export function Guarded({ children }: { readonly children: ReactNode }) {
  const text = useText()
  return (
    <ErrorBoundary
      fallback={(error, retry) => (
        <ErrorState
          message={
            <>
              <strong>{text(shellText.failedTitle)}</strong>
              <p>{text(shellText.failedBody, { message: error instanceof Error ? error.message : String(error) })}</p>
            </>
          }
          actions={<Button onPress={retry}>{text(shellText.tryAgain)}</Button>}
        />
      )}
    >
      {children}
    </ErrorBoundary>
  )
}
