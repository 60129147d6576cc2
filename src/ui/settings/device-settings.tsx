import { useState } from 'react'
import { workDiscard } from '../../commands/work-discard.ts'
import { settingsText } from '../../i18n/settings.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/note.tsx'
import { useAppState, useRun, useText } from '../shell/app-context.ts'
import styles from './settings.module.css'

/** What this device keeps, and how to be rid of it. It cannot be undone, so it is asked twice. */
export function DeviceSettings() {
  const text = useText()
  const run = useRun()
  const [isSure, setSure] = useState(false)
  const project = useAppState((state) => state.project)
  const layers = Object.values(project.layers).filter(({ receipt }) => receipt).length
  return (
    <div className={styles.fields}>
      <p>{text(settingsText.kept, { layers, runs: project.runs.length })}</p>
      <p className={styles.quiet}>{text(settingsText.clearHelp)}</p>
      {isSure ? (
        <>
          <Note level="warning" role="alert">
            {text(settingsText.clearSure)}
          </Note>
          <div className={styles.row}>
            <Button onPress={() => setSure(false)} autoFocus>
              {text(settingsText.cancel)}
            </Button>
            <Button className={styles.danger} onPress={() => run(workDiscard, undefined)}>
              {text(settingsText.clearDo)}
            </Button>
          </div>
        </>
      ) : (
        <div className={styles.row}>
          <Button className={styles.danger} onPress={() => setSure(true)}>
            {text(settingsText.clear)}
          </Button>
        </div>
      )}
    </div>
  )
}
