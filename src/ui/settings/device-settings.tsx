import { useEffect, useState } from 'react'
import type { DeviceContent } from '../../app/wipe-device.ts'
import { deviceWipe } from '../../commands/device-wipe.ts'
import { marks } from '../../i18n/marks.ts'
import { settingsText } from '../../i18n/settings.ts'
import { useField, useFieldState } from '../field/field-context.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/note.tsx'
import { useAppState, useRun, useText } from '../shell/app-context.ts'
import styles from './settings.module.css'

/** What this device keeps, and how to be rid of it. It cannot be undone, so it is asked twice; what is left afterwards is looked for and said. */
export function DeviceSettings({ onCleared }: { readonly onCleared?: () => void }) {
  const text = useText()
  const run = useRun()
  const [step, setStep] = useState<'idle' | 'sure' | 'beginning' | 'clearing'>('idle')
  const [left, setLeft] = useState<DeviceContent | null>(null)
  const project = useAppState((state) => state.project)
  const { pack, isOnline } = useAppState((state) => state.session.offline)
  const layers = Object.values(project.layers).filter(({ receipt }) => receipt).length
  const field = useField()
  const records = useFieldState((state) => state.checks?.length ?? 0)
  useEffect(() => void field.open(), [field])
  const clear = () => {
    setStep('beginning')
    run(deviceWipe, {
      onBegun: () => setStep('clearing'),
      onDone: (content) => {
        setLeft(content)
        if (content.databases.length === 0) field.forget()
        onCleared?.()
      },
    })
  }
  if (left) return <Cleared left={left} />
  return (
    <div className={styles.fields}>
      <p>{text(settingsText.kept, { layers, runs: project.runs.length, offline: pack.layers.length, records })}</p>
      <p className={styles.quiet}>{text(settingsText.clearHelp)}</p>
      {step === 'idle' && (
        <div className={styles.row}>
          <Button className={styles.danger} onPress={() => setStep('sure')}>
            {text(settingsText.clear)}
          </Button>
        </div>
      )}
      {(step === 'sure' || step === 'beginning') && (
        <>
          <Note level="warning" role="alert">
            <p>{text(settingsText.clearSure)}</p>
            {!isOnline && <p>{text(settingsText.clearOffline)}</p>}
          </Note>
          <div className={styles.row}>
            <Button onPress={() => setStep('idle')} isDisabled={step === 'beginning'} autoFocus>
              {text(settingsText.cancel)}
            </Button>
            <Button className={styles.danger} onPress={clear} isDisabled={step === 'beginning'}>
              {text(settingsText.clearDo)}
            </Button>
          </div>
        </>
      )}
      {step === 'clearing' && <p role="status">{text(settingsText.clearing)}</p>}
    </div>
  )
}

function Cleared({ left }: { readonly left: DeviceContent }) {
  const text = useText()
  const names = Object.values(left).flat()
  return (
    <div className={styles.fields}>
      <Note level={names.length > 0 ? 'error' : 'info'} role="alert">
        {names.length > 0 ? text(settingsText.clearedPartly, { left: names.join(text(marks.list)) }) : text(settingsText.cleared)}
      </Note>
      <div className={styles.row}>
        <Button variant="primary" autoFocus onPress={() => location.reload()}>
          {text(settingsText.reopen)}
        </Button>
      </div>
    </div>
  )
}
