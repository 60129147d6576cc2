import type { Note as NoteData } from '../../core/errors.ts'
import { messageOf } from '../../i18n/errors.ts'
import { exportText } from '../../i18n/export.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/note.tsx'
import { useLocale, useText } from '../shell/app-context.ts'
import styles from './export.module.css'

/** What the format cannot hold, before the file is made: new names as a table, the rest in words. */
export function Losses({
  notes,
  isGeojson,
  onGeojson,
}: {
  readonly notes: readonly NoteData[]
  /** there is nothing that holds more */
  readonly isGeojson: boolean
  readonly onGeojson: () => void
}) {
  const text = useText()
  const locale = useLocale()
  if (notes.length === 0) return null
  const renamed = notes.filter(({ code }) => code === 'write.fieldRenamed')
  const others = notes.filter(({ code }) => code !== 'write.fieldRenamed')
  return (
    <Note level="warning" role="status">
      {others.map((note) => (
        <p key={`${note.code} ${JSON.stringify(note.detail)}`}>{messageOf(note.code, note.detail, locale)}</p>
      ))}
      {renamed.length > 0 && (
        <>
          <p>{text(exportText.renamed, { count: renamed.length })}</p>
          <table className={styles.renamed}>
            <thead>
              <tr>
                <th scope="col">{text(exportText.oldName)}</th>
                <th scope="col">{text(exportText.newName)}</th>
              </tr>
            </thead>
            <tbody>
              {renamed.map(({ detail }) => (
                <tr key={String(detail.from)}>
                  <td>{detail.from}</td>
                  <td>{detail.to}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {!isGeojson && (
        <Button isSmall onPress={onGeojson}>
          {text(exportText.useGeojson)}
        </Button>
      )}
    </Note>
  )
}
