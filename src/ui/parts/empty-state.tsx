import type { ReactNode } from 'react'
import styles from './panel.module.css'

/** Says what would be here and how to get it here. */
export function EmptyState({
  title,
  children,
  actions,
}: {
  readonly title: string
  readonly children?: ReactNode
  readonly actions?: ReactNode
}) {
  return (
    <div className={styles.state}>
      <strong>{title}</strong>
      {children && <div>{children}</div>}
      {actions && <div className={styles.stateActions}>{actions}</div>}
    </div>
  )
}
