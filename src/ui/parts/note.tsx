import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import { Icon } from './icon.tsx'
import styles from './panel.module.css'

/** A finding in words with a mark: never colour alone. */
export function Note({
  level = 'info',
  children,
  role,
}: {
  readonly level?: 'info' | 'warning' | 'error'
  readonly children: ReactNode
  readonly role?: 'alert' | 'status'
}) {
  return (
    <div className={classNames(styles.note, level !== 'info' && styles[level])} role={role}>
      <Icon name={level === 'info' ? 'info' : 'warning'} />
      <div>{children}</div>
    </div>
  )
}
