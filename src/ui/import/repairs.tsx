import type { Receipt } from '../../formats/format.ts'
import { importText } from '../../i18n/import.ts'
import { useText } from '../shell/app-context.ts'
import styles from './import.module.css'
import own from './receipt.module.css'
import { ReceiptNotes } from './receipt-notes.tsx'
import { SkippedLines } from './skipped-lines.tsx'

/** What is repaired, assumed or skipped when the layer is taken as it is read now. */
export function Repairs({ receipt }: { readonly receipt: Receipt }) {
  const text = useText()
  if (receipt.notes.length === 0) return null
  return (
    <section className={own.repairs} aria-label={text(importText.repairs)}>
      <h4 className={styles.quiet}>{text(importText.repairs)}</h4>
      <ReceiptNotes notes={receipt.notes} />
      <SkippedLines receipt={receipt} />
    </section>
  )
}
