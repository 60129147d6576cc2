import type { ReactNode, Ref } from 'react'
import styles from './panel-head.module.css'

/** Name of a panel, and its buttons. @param titleRef for panels that take the focus when they open */
export function PanelHead({
  title,
  titleRef,
  children,
}: {
  readonly title: string
  readonly titleRef?: Ref<HTMLHeadingElement>
  readonly children: ReactNode
}) {
  return (
    <header className={styles.head}>
      <h2 ref={titleRef} tabIndex={titleRef ? -1 : undefined}>
        {title}
      </h2>
      {children}
    </header>
  )
}
