import type { ReactNode, RefObject } from 'react'
import { Popover as AriaPopover, Dialog, Heading } from 'react-aria-components'
import styles from './overlay.module.css'

/** A small panel beside an element that is no button of its own; Esc and a press outside close it, the focus goes back. */
export function AnchoredPopover({
  anchor,
  title,
  onClose,
  children,
}: {
  readonly anchor: RefObject<Element | null>
  readonly title: string
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  return (
    <AriaPopover
      className={styles.popover}
      triggerRef={anchor}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      placement="bottom start"
      offset={4}
    >
      <Dialog className={styles.popoverBody}>
        <Heading slot="title" level={3} className={styles.popoverTitle}>
          {title}
        </Heading>
        {children}
      </Dialog>
    </AriaPopover>
  )
}
