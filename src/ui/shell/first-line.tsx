import { shellText } from '../../i18n/shell.ts'
import { IconButton } from '../parts/button.tsx'
import { useApp, useAppState, useText } from './app-context.ts'
import styles from './restored-banner.module.css'

/** The only tour there is: one line, until it is put away for good; whoever has opened something has found the way. */
export function FirstLine() {
  const app = useApp()
  const text = useText()
  const isShown = useAppState(
    ({ session }) => !(session.isGreeted || session.restoredAt || session.card || session.panels.analysis || session.drawer),
  )
  if (!isShown) return null
  return (
    <div className={styles.banner}>
      <span>{text(shellText.firstLine)}</span>
      <IconButton icon="close" isSmall label={text(shellText.close)} onPress={() => app.setSession({ isGreeted: true })} />
    </div>
  )
}
