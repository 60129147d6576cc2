import type { Note } from '../../core/errors.ts'
import { messageOf } from '../../i18n/errors.ts'
import { Icon } from '../parts/icon.tsx'
import { useLocale } from '../shell/app-context.ts'
import styles from './receipt.module.css'

/** What was found, assumed and repaired, what needs a look first. */
export function ReceiptNotes({ notes }: { readonly notes: readonly Note[] }) {
  const locale = useLocale()
  return (
    <ul>
      {[...warningsOf(notes), ...notes.filter(({ level }) => level === 'info')].map((note) => (
        <li key={`${note.code} ${JSON.stringify(note.detail)}`} className={note.level === 'info' ? undefined : styles.warns}>
          {note.level !== 'info' && <Icon name="warning" size={12} />}
          <span>{messageOf(note.code, note.detail, locale)}</span>
        </li>
      ))}
    </ul>
  )
}

export function warningsOf(notes: readonly Note[]): readonly Note[] {
  return notes.filter(({ level }) => level !== 'info')
}
