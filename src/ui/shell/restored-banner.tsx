import { useState } from 'react'
import { workDiscard } from '../../commands/palette/work-discard.ts'
import { shellText } from '../../i18n/shell.ts'
import { LANGUAGE_TAG } from '../../i18n/t.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { useApp, useAppState, useLocale, useRun, useText } from './app-context.ts'
import styles from './restored-banner.module.css'

/** 已恢复 hh:mm 的工作 · 放弃: nothing is asked, and nothing is lost by a slip. */
export function RestoredBanner() {
  const app = useApp()
  const text = useText()
  const run = useRun()
  const locale = useLocale()
  const restoredAt = useAppState((state) => state.session.restoredAt)
  const [isAsking, setIsAsking] = useState(false)
  if (!restoredAt) return null
  const at = new Date(restoredAt)
  const isToday = at.toDateString() === app.clock.now().toDateString()
  const time = new Intl.DateTimeFormat(LANGUAGE_TAG[locale], {
    ...(isToday ? {} : { month: 'short', day: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  }).format(at)
  const dismiss = () => app.setSession({ restoredAt: null })
  return (
    <div className={styles.banner} role="status">
      <span>{text(shellText.restored, { time })}</span>
      <Button variant="link" onPress={() => setIsAsking(true)}>
        {text(shellText.discard)}
      </Button>
      <IconButton icon="close" isSmall label={text(shellText.close)} onPress={dismiss} />
      <Dialog
        title={text(shellText.discard)}
        size="narrow"
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        closeLabel={text(shellText.close)}
        actions={
          <>
            <Button onPress={() => setIsAsking(false)}>{text(shellText.keep)}</Button>
            <Button variant="primary" onPress={() => run(workDiscard, undefined)}>
              {text(shellText.discard)}
            </Button>
          </>
        }
      >
        <p>{text(shellText.discardSure)}</p>
      </Dialog>
    </div>
  )
}
