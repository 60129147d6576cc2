import { crsOf } from '../../core/crs.ts'
import type { Receipt } from '../../formats/format.ts'
import { formats } from '../../formats/registry.ts'
import { importText } from '../../i18n/import.ts'
import { marks } from '../../i18n/marks.ts'
import { useLocale, useText } from '../shell/app-context.ts'
import { evidenceText } from './evidence.ts'
import styles from './receipt.module.css'
import { ReceiptNotes } from './receipt-notes.tsx'
import { fieldsWords, RASTER } from './received-words.ts'
import { SkippedLines } from './skipped-lines.tsx'

/** 接收单: what was found, assumed, repaired and skipped when the file came in. */
export function ReceiptView({ receipt }: { readonly receipt: Receipt }) {
  const text = useText()
  const locale = useLocale()
  const format = formats.find(({ id }) => id === receipt.format)
  const crs = receipt.crs ? crsOf(receipt.crs) : null
  const withEvidence = (value: string, evidence: string | null) => {
    const words = evidenceText(evidence, receipt.crs)
    return words ? text(marks.aside, { words: value, more: text(words) }) : value
  }
  const isRaster = receipt.format === RASTER
  const isTable = receipt.crs === null && receipt.withoutGeometry === receipt.count
  const entries: [string, string][] = [
    [text(importText.file), receipt.file],
    [text(importText.format), format ? text(format.title) : receipt.format],
    [text(importText.size), sizeText(receipt.bytes)],
    ...(isRaster ? [] : [[text(importText.count), text({ zh: '{n}', en: '{n}' }, { n: receipt.count })] as [string, string]]),
    ...(isTable || isRaster ? [] : [[text(importText.withoutGeometry), String(receipt.withoutGeometry)] as [string, string]]),
    ...(isRaster ? [] : [[text(importText.skipped), String(receipt.skipped)] as [string, string]]),
    ...(isTable
      ? []
      : [
          [
            text(importText.crs),
            withEvidence(crs ? text(crs.title) : (receipt.crs ?? text(importText.unknown)), receipt.crsEvidence),
          ] as [string, string],
        ]),
    ...(receipt.encoding
      ? [[text(importText.encoding), withEvidence(receipt.encoding.toUpperCase(), receipt.encodingEvidence)] as [string, string]]
      : []),
    // the bands of a raster are told with its cells
    ...(isRaster ? [] : [[text(importText.fields), fieldsWords(receipt.fields, locale)] as [string, string]]),
  ]
  return (
    <section className={styles.receipt} aria-label={text(importText.receiptOf, { name: receipt.file })}>
      <dl>
        {entries.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        <div>
          <dt>{text(importText.notes)}</dt>
          <dd>{receipt.notes.length === 0 ? text(importText.noNotes) : <ReceiptNotes notes={receipt.notes} />}</dd>
        </div>
        {receipt.skippedLines && (
          <div>
            <dt>{text(importText.skippedLines)}</dt>
            <dd>
              <SkippedLines receipt={receipt} />
            </dd>
          </div>
        )}
        <div>
          <dt>{text(importText.checksum)}</dt>
          <dd className={styles.hash}>{receipt.sha256}</dd>
        </div>
      </dl>
    </section>
  )
}

function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(1)} MB`
}
