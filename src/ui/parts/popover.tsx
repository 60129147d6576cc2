import type { ReactElement, ReactNode } from 'react'
import { Popover as AriaPopover, Dialog, DialogTrigger, Heading } from 'react-aria-components'
import styles from './overlay.module.css'

export interface PopoverProps {
  /** the button that opens it */
  readonly trigger: ReactElement
  readonly title: string
  readonly isTitleHidden?: boolean
  readonly children: ReactNode
  readonly placement?: 'top' | 'bottom' | 'left' | 'right' | 'top start' | 'top end' | 'bottom start' | 'bottom end'
}

/** A small panel beside its button; Esc and a press outside close it. */
export function Popover({ trigger, title, isTitleHidden, children, placement = 'bottom start' }: PopoverProps) {
  return (
    <DialogTrigger>
      {trigger}
      <AriaPopover className={styles.popover} placement={placement} offset={6}>
        <Dialog className={styles.popoverBody}>
          <Heading slot="title" level={3} className={isTitleHidden ? 'visually-hidden' : styles.popoverTitle}>
            {title}
          </Heading>
          {children}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  )
}
