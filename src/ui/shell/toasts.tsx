import { type CSSProperties, useState } from 'react'
import { undo } from '../../commands/palette/undo.ts'
import { messageOf } from '../../i18n/errors.ts'
import { shellText } from '../../i18n/shell.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { classNames } from '../parts/class-names.ts'
import { Icon } from '../parts/icon.tsx'
import { useApp, useAppState, useLocale, useRun, useText } from './app-context.ts'
import styles from './toasts.module.css'

/** Short messages at the lower edge; errors interrupt a screen reader, the rest wait for a pause. */
export function Toasts() {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const locale = useLocale()
  const toasts = useAppState((state) => state.session.toasts)
  const isField = useAppState((state) => state.session.field)
  /** in the field what lies under an error counts: two lines of it, the rest on a press */
  const [whole, setWhole] = useState<string | null>(null)
  const liftPx = useAppState(({ session }) => (session.drawer && !session.field ? session.drawerHeight : 0))
  const close = (id: string) => app.setSession((session) => ({ toasts: session.toasts.filter((toast) => toast.id !== id) }))
  const wordsOf = ({ message }: (typeof toasts)[number]) => messageOf(message.code, message.detail, locale)
  return (
    <>
      {/* for a screen reader: each is read as it comes, also of several at once, and none again when another goes */}
      <div className="visually-hidden" role="log">
        {toasts
          .filter(({ level }) => level !== 'error')
          .map((toast) => (
            <p key={toast.id}>{wordsOf(toast)}</p>
          ))}
      </div>
      <section
        className={styles.toasts}
        aria-label={text(shellText.messages)}
        style={{ '--lift': `${liftPx}px` } as CSSProperties}
      >
        {toasts.map((toast) => (
          <div
            key={toast.id}
            className={classNames(styles.toast, toast.level === 'error' && styles.error)}
            role={toast.level === 'error' ? 'alert' : undefined}
          >
            {toast.level === 'error' && <Icon name="warning" />}
            {isField && toast.level === 'error' ? (
              <button
                type="button"
                className={styles.words}
                aria-expanded={whole === toast.id}
                data-short={whole !== toast.id || undefined}
                onClick={() => setWhole(whole === toast.id ? null : toast.id)}
              >
                <span>{wordsOf(toast)}</span>
              </button>
            ) : (
              <span className={styles.words}>{wordsOf(toast)}</span>
            )}
            {toast.receipts.length > 0 && (
              <Button
                variant="quiet"
                isSmall
                className={styles.action}
                onPress={() => app.setSession({ dialog: 'receipt', receipts: toast.receipts })}
              >
                {text(shellText.showReceipt)}
              </Button>
            )}
            {toast.canUndo && (
              <Button
                variant="quiet"
                isSmall
                className={styles.action}
                onPress={() => {
                  close(toast.id)
                  run(undo, undefined)
                }}
              >
                {text(shellText.undo)}
              </Button>
            )}
            <IconButton
              icon="close"
              isSmall
              className={styles.action}
              label={text(shellText.close)}
              onPress={() => close(toast.id)}
            />
          </div>
        ))}
      </section>
    </>
  )
}
