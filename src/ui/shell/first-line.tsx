import { shellText } from '../../i18n/shell.ts'
import { IconButton } from '../parts/button.tsx'
import { useApp, useAppState, useText } from './app-context.ts'
import styles from './restored-banner.module.css'

/** The only tour there is: one line, until it is put away for good. */
export function FirstLine({ isPhone }: { readonly isPhone: boolean }) {
  const app = useApp()
  const text = useText()
  const isGreeted = useAppState(({ session }) => session.isGreeted || session.restoredAt !== null)
  if (isGreeted) return null
  return (
    <div className={styles.banner}>
      <span>{text(isPhone ? shellText.firstLinePhone : shellText.firstLine)}</span>
      <IconButton icon="close" isSmall label={text(shellText.close)} onPress={() => app.setSession({ isGreeted: true })} />
    </div>
  )
}
