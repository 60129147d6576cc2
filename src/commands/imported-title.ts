import { kindWords } from '../core/kind-words.ts'
import type { Locale } from '../core/text.ts'
import type { DecodedLayer } from '../formats/format.ts'

/** What a layer is called first: as its table; one of several that a file was split into by kind says its kind in the user's words. */
export function importedTitle({ table, receipt }: DecodedLayer, locale: Locale): string {
  const kind = table.geometry?.kind ?? 'none'
  const ending = `_${kind}`
  const isSplit = receipt.notes.some(({ code }) => code === 'geometry.kindsSplit') && table.name.endsWith(ending)
  if (!isSplit) return table.name
  const name = table.name.slice(0, -ending.length)
  const words = kindWords[kind][locale]
  return locale === 'zh' ? `${name}（${words}）` : `${name} (${words})`
}
