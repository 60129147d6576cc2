import type { Locale } from '../../core/text.ts'
import type { ManualBlock, ManualPage } from '../../i18n/manual/page.ts'
import { foldText } from '../search/match-words.ts'

export interface ManualHit {
  readonly page: ManualPage
  /** the first sentence block that holds the words; null: the title or an alias does */
  readonly excerpt: string | null
}

/** All texts of a block in one language. */
export const textsOf = (block: ManualBlock, locale: Locale): readonly string[] =>
  block.kind === 'words' ? [block.text[locale]] : block.texts.map((text) => text[locale])

/** Pages that hold every word looked for, those with it in the title first; all of them when nothing is looked for. */
export function searchManual(pages: readonly ManualPage[], wanted: string, locale: Locale): readonly ManualHit[] {
  const parts = wanted.split(/\s+/).map(foldText).filter(Boolean)
  const hits = pages.flatMap((page) => {
    const head = foldText([page.title.zh, page.title.en, ...(page.aliases ?? [])].join('\n'))
    const body = page.blocks.flatMap((block) => textsOf(block, locale))
    const folded = body.map(foldText)
    if (!parts.every((part) => head.includes(part) || folded.some((text) => text.includes(part)))) return []
    const isHead = parts.every((part) => head.includes(part))
    const at = isHead ? -1 : folded.findIndex((text) => parts.some((part) => text.includes(part)))
    return [{ page, excerpt: at < 0 ? null : body[at], isHead }]
  })
  return [...hits.filter(({ isHead }) => isHead), ...hits.filter(({ isHead }) => !isHead)].map(({ page, excerpt }) => ({
    page,
    excerpt,
  }))
}
