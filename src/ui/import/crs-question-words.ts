import type { Note } from '../../core/errors.ts'
import type { Text } from '../../core/text.ts'
import type { CrsCandidate } from '../../formats/format.ts'
import { importText } from '../../i18n/import.ts'

/** Notes of a system that is named and not understood. */
const UNREAD = new Set(['shp.prjUnreadable', 'shp.prjGarbled', 'crs.unknownDeclared'])

/** What is asked above the cards: a file that names a system must not be told to name none. */
export function crsQuestionWords(candidates: readonly CrsCandidate[], notes: readonly Note[]): Text {
  if (candidates.filter(({ shareInside }) => shareInside > 0.5).length > 1) return importText.crsTwo
  const isNear = candidates.some(({ shareInside }) => shareInside > 0)
  const isUnread = notes.some(({ code }) => UNREAD.has(code))
  if (isUnread) return isNear ? importText.crsAskUnread : importText.crsFarUnread
  return isNear ? importText.crsAsk : importText.crsFar
}
