import type { ReactNode } from 'react'
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
          {actions && <div className={styles.dialogFoot}>{actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
