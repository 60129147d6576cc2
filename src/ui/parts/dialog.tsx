import { type FocusEvent, type ReactNode, useEffect, useRef } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { IconButton } from './button.tsx'
import { classNames } from './class-names.ts'
import styles from './overlay.module.css'

export interface DialogProps {
  readonly title: string
  readonly isOpen: boolean
  /** Esc, the cross and a press outside */
  readonly onClose: () => void
  readonly closeLabel: string
  readonly children: ReactNode
  /** buttons at the lower edge, the main one last */
  readonly actions?: ReactNode
  /** 'full': as much as the window has, for what is a workplace of its own */
  readonly size?: 'narrow' | 'plain' | 'wide' | 'full'
  /** false: a press outside does not close, so that typed input is not lost */
  readonly isDismissable?: boolean
  /** nothing inside takes the focus: the text itself does, so that keys can scroll it */
  readonly isReading?: boolean
}

export function Dialog({
  title,
  isOpen,
  onClose,
  closeLabel,
  children,
  actions,
  size = 'plain',
  isDismissable = true,
  isReading = false,
}: DialogProps) {
  return (
    <ModalOverlay
      className={styles.scrim}
      isOpen={isOpen}
      isDismissable={isDismissable}
      onOpenChange={(open) => !open && onClose()}
    >
      <Modal className={classNames(styles.modal, size !== 'plain' && styles[size])}>
        <AriaDialog className={styles.dialog}>
          <div className={styles.dialogHead}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <IconButton icon="close" label={closeLabel} hasTooltip={false} onPress={onClose} />
          </div>
          <div className={styles.dialogBody} tabIndex={isReading ? 0 : undefined}>
            {children}
          </div>
          {actions && <DialogFoot>{actions}</DialogFoot>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}

/** What was pressed there may give its place to a progress bar with its own button, and that again: the focus stays, not with nothing. */
function DialogFoot({ children }: { readonly children: ReactNode }) {
  const foot = useRef<HTMLDivElement>(null)
  const isHeld = useRef(false)
  useEffect(() => {
    const at = document.activeElement
    if (!isHeld.current || (at && at !== document.body && at.isConnected)) return
    const buttons = foot.current?.querySelectorAll<HTMLElement>('button:not(:disabled)')
    buttons?.[buttons.length - 1]?.focus()
  })
  const onBlur = ({ relatedTarget }: FocusEvent) => {
    // without a target: the button itself went
    if (relatedTarget && !foot.current?.contains(relatedTarget)) isHeld.current = false
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is heard is the focus of the buttons within
    <div
      ref={foot}
      className={styles.dialogFoot}
      onFocus={() => {
        isHeld.current = true
      }}
      onBlur={onBlur}
    >
      {children}
    </div>
  )
}
