import type { ReactNode } from 'react'
import { Note } from './note.tsx'
import styles from './panel.module.css'

/** What is wrong, where, and what to do about it. */
export function ErrorState({ message, actions }: { readonly message: ReactNode; readonly actions?: ReactNode }) {
  return (
    <div className={styles.state}>
      <Note level="error" role="alert">
        {message}
      </Note>
      {actions && <div className={styles.stateActions}>{actions}</div>}
    </div>
  )
}
