import type { PendingImport } from '../../app/app.ts'
import { importText } from '../../i18n/import.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/note.tsx'
import { useText } from '../shell/app-context.ts'
import { useCopy } from '../shell/use-clipboard.ts'
import styles from './import.module.css'
import { publishCommand } from './publish-command.ts'

/** in tenths, as memory is spoken of */
const gigabytes = (bytes: number) => (bytes / 2 ** 30).toFixed(1)

/** Files that take more memory than the device should give: how much, how much there is, and what to do instead. */
export function TooLarge({ need }: { readonly need: NonNullable<PendingImport['need']> }) {
  const text = useText()
  const copy = useCopy()
  const { beyond, held } = need
  const sizes = { need: gigabytes(need.bytes), budget: gigabytes(need.budget) }
  return (
    <Note level="warning" role="alert">
      {beyond === undefined
        ? text(importText.large, sizes)
        : text(importText.beyond, { file: beyond.file, data: gigabytes(beyond.bytes) })}
      {beyond !== undefined && need.bytes > need.budget && <p>{text(importText.beyondMemory, sizes)}</p>}
      {beyond !== undefined && (
        <>
          <p className={styles.remedy}>{text(importText.publish)}</p>
          <div className={styles.command}>
            <code>{publishCommand(beyond.file)}</code>
            <Button isSmall onPress={() => copy(publishCommand(beyond.file))}>
              {text(importText.copyCommand)}
            </Button>
          </div>
        </>
      )}
      {held !== undefined && beyond === undefined && <p>{text(importText.held, { file: held })}</p>}
    </Note>
  )
}
