import type { Receipt } from '../../formats/format.ts'
import { messageOf } from '../../i18n/errors.ts'
import { importText } from '../../i18n/import.ts'
import { useLocale, useText } from '../shell/app-context.ts'
import styles from './import.module.css'
import { SkippedLines } from './skipped-lines.tsx'

/** What is repaired, assumed or skipped when the layer is taken as it is read now. */
export function Repairs({ receipt }: { readonly receipt: Receipt }) {
  const text = useText()
  const locale = useLocale()
  if (receipt.notes.length === 0) return null
  return (
    <section className={styles.repairs} aria-label={text(importText.repairs)}>
      <h4 className={styles.quiet}>{text(importText.repairs)}</h4>
      <ul>
        {receipt.notes.map((note) => (
          <li key={`${note.code} ${JSON.stringify(note.detail)}`}>{messageOf(note.code, note.detail, locale)}</li>
        ))}
      </ul>
      <SkippedLines receipt={receipt} />
    </section>
  )
}
