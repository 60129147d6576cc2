import { useState } from 'react'
import { offlineOpen } from '../../commands/palette/offline-open.ts'
import { shellAccept } from '../../commands/palette/shell-accept.ts'
import { offlineText } from '../../i18n/offline.ts'
import { shellText } from '../../i18n/shell.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { useAppState, useRun, useText } from '../shell/app-context.ts'
import banner from '../shell/restored-banner.module.css'

/** A newer application or newer data: offered, never put under anybody's hands. Dismissed, it comes back at the next start. */
export function UpdateNotice() {
  const text = useText()
  const run = useRun()
  const { hasNew, updates } = useAppState((state) => state.session.offline)
  const [isDismissed, setDismissed] = useState(false)
  if (isDismissed || (!hasNew && updates.length === 0)) return null
  return (
    <div className={banner.banner} role="status">
      <span>{hasNew ? text(offlineText.newVersion) : text(offlineText.newData, { count: updates.length })}</span>
      {hasNew ? (
        <Button variant="link" onPress={() => run(shellAccept, undefined)}>
          {text(offlineText.accept)}
        </Button>
      ) : (
        <Button variant="link" onPress={() => run(offlineOpen, undefined)}>
          {text(offlineText.look)}
        </Button>
      )}
      <IconButton icon="close" isSmall label={text(shellText.close)} onPress={() => setDismissed(true)} />
    </div>
  )
}
