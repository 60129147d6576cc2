import type { Layer } from '../../app/state.ts'
import { crsOf } from '../../core/crs.ts'
import { shownNumber } from '../../core/units.ts'
import { messageOf } from '../../i18n/errors.ts'
import { layersText } from '../../i18n/layers.ts'
import { shellText } from '../../i18n/shell.ts'
import { ReceiptView } from '../import/receipt-view.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Note } from '../parts/note.tsx'
import { useAppState, useLocale, useText } from '../shell/app-context.ts'
import styles from './about-layer.module.css'

/** Where a layer comes from and what may be done with it; for an imported one its receipt. */
export function AboutLayer({ layer, onClose }: { readonly layer: Layer; readonly onClose: () => void }) {
  const text = useText()
  const locale = useLocale()
  const count = useAppState((state) => state.session.layerStatus[layer.id]?.count ?? null)
  const { source, receipt } = layer
  const crs = crsOf(source.crs)
  // the receipt tells its own notes
  const notes = receipt ? [] : source.notes
  // of the file as it came the receipt tells
  const unlessReceived = (value: string) => (receipt ? null : value)
  // the outline of a raster is no feature
  const isCounted = count !== null && layer.geometry !== 'grid' && count !== receipt?.count
  const facts: readonly (readonly [string, string | null])[] = [
    [text(layersText.source), text(source.title)],
    [text(layersText.file), unlessReceived(source.file)],
    [text(layersText.date), source.date],
    [text(layersText.licence), source.licence],
    [text(layersText.crs), crs ? `${text(crs.title)} (${source.crs})` : source.crs],
    [text(layersText.count), isCounted ? shownNumber(count, 0) : null],
    [text(layersText.checksum), unlessReceived(source.sha256)],
  ]
  return (
    <Dialog title={text(layer.title)} isOpen onClose={onClose} closeLabel={text(shellText.close)}>
      {source.isDemonstration && <Note level="warning">{text(layersText.demonstrationHelp)}</Note>}
      <Facts facts={facts} />
      {receipt && (
        <>
          <h3 className={styles.aboutHead}>{text(layersText.receipt)}</h3>
          <ReceiptView receipt={receipt} />
        </>
      )}
      {notes.length > 0 && (
        <>
          <h3 className={styles.aboutHead}>{text(layersText.notes)}</h3>
          <ul className={styles.notes}>
            {notes.map((note) => (
              <li key={`${note.code} ${JSON.stringify(note.detail)}`}>
                <Note level={note.level}>{messageOf(note.code, note.detail, locale)}</Note>
              </li>
            ))}
          </ul>
        </>
      )}
    </Dialog>
  )
}

function Facts({ facts }: { readonly facts: readonly (readonly [string, string | null])[] }) {
  return (
    <dl className={styles.facts}>
      {facts
        .filter(([, value]) => value)
        .map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}
