import type { Receipt } from '../../formats/format.ts'
import { importText } from '../../i18n/import.ts'
import { Button } from '../parts/button.tsx'
import { useApp, useText } from '../shell/app-context.ts'

/** Lines that were left out, or have no place on the map, as they stand in the file, each behind its number. */
export function SkippedLines({ receipt }: { readonly receipt: Receipt }) {
  const app = useApp()
  const text = useText()
  const lines = receipt.skippedLines
  if (!lines || lines.length === 0) return null
  const save = () => {
    const content = `\ufeff${lines.map(({ line, text: words }) => `${line}\t${words}`).join('\r\n')}\r\n`
    const name = receipt.file.replace(/\.[^.]+$/, '')
    app.files.save(`${name}_${text(importText.skippedFile)}.txt`, new TextEncoder().encode(content), 'text/plain')
  }
  return (
    <Button isSmall onPress={save}>
      {text(importText.skippedSave, { count: lines.length })}
    </Button>
  )
}
