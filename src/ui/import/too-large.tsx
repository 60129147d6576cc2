import type { PendingImport } from '../../app/app.ts'
import { importText } from '../../i18n/import.ts'
import { Note } from '../parts/note.tsx'
import { useText } from '../shell/app-context.ts'

/** in tenths, as memory is spoken of */
const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(1)

/** Files that take more memory than the device should give: how much, how much there is, and what to do instead. */
export function TooLarge({ need }: { readonly need: NonNullable<PendingImport['need']> }) {
  const text = useText()
  const { beyond, held } = need
  const sizes = { need: gigabytes(need.bytes), budget: gigabytes(need.budget) }
  return (
    <Note level="warning" role="alert">
      {beyond === undefined ? text(importText.large, sizes) : text(importText.beyond, { file: beyond, ...sizes })}
      {beyond !== undefined && (
        <p>
          <code>npm run onemap -- layers add {beyond}</code>
        </p>
      )}
      {held !== undefined && <p>{text(importText.held, { file: held })}</p>}
    </Note>
  )
}
