import { useState } from 'react'
import type { ShownError } from '../../app/state.ts'
import { messageOf } from '../../i18n/errors.ts'
import { fieldText } from '../../i18n/field.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/note.tsx'
import { useLocale, useText } from '../shell/app-context.ts'
import styles from './field.module.css'
import { useField } from './field-context.ts'

/** That nothing can be kept, in one line, since it stands over what one works with; what to do when asked. */
export function StorageNote({ problem: { code, detail } }: { readonly problem: ShownError }) {
  const field = useField()
  const text = useText()
  const locale = useLocale()
  const [isOpen, setOpen] = useState(false)
  return (
    <Note level="error" role="alert">
      <div className={styles.storage}>
        <b>{text(code === 'field.full' ? fieldText.full : fieldText.unwritten)}</b>
        <Button variant="link" onPress={() => void field.writeAgain()}>
          {text(fieldText.retry)}
        </Button>
        <Button variant="link" aria-expanded={isOpen} onPress={() => setOpen(!isOpen)}>
          {text(fieldText.whatToDo)}
        </Button>
      </div>
      {isOpen && <p>{messageOf(code, detail, locale)}</p>}
    </Note>
  )
}
