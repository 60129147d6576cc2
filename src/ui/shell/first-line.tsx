import { languageSwitch } from '../../commands/palette/language-switch.ts'
import { shellText } from '../../i18n/shell.ts'
import { Button, IconButton } from '../parts/button.tsx'
import { useApp, useAppState, useRun, useText } from './app-context.ts'
import styles from './restored-banner.module.css'

/** The only tour there is: one line, until it is put away for good; whoever has opened something has found the way. */
export function FirstLine({ isPhone }: { readonly isPhone: boolean }) {
  const app = useApp()
  const run = useRun()
  const text = useText()
  const isShown = useAppState(
    ({ session }) => !(session.isGreeted || session.restoredAt || session.card || session.panels.analysis || session.drawer),
  )
  // Chinese comes first here; a browser of another language is asked once, in the same line
  const isAsking = useAppState(({ session }) => session.locale === 'zh' && !session.isGreeted) && !/^zh/i.test(navigator.language)
  const dismiss = (
    <IconButton icon="close" isSmall label={text(shellText.close)} onPress={() => app.setSession({ isGreeted: true })} />
  )
  if (isAsking)
    return (
      <div className={styles.banner} lang="en">
        <span>{shellText.askEnglish.en}</span>
        <Button variant="link" onPress={() => run(languageSwitch, undefined)}>
          English
        </Button>
        {dismiss}
      </div>
    )
  if (!isShown || isPhone) return null
  return (
    <div className={styles.banner}>
      <span>{text(shellText.firstLine)}</span>
      {dismiss}
    </div>
  )
}
