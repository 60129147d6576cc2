import type { ReceivedFacts } from '../../core/analysis.ts'
import type { Locale, Text } from '../../core/text.ts'
import type { Receipt } from '../../formats/format.ts'
import { formats } from '../../formats/registry.ts'
import { importText } from '../../i18n/import.ts'
import { marks } from '../../i18n/marks.ts'
import { type TextValues, t } from '../../i18n/t.ts'
import { unturned } from '../../i18n/unturned.ts'
import { evidenceText, TYPE_WORDS } from './evidence.ts'

/** its outline is no feature of it */
export const RASTER = 'geotiff'

/** More would push what was repaired out of sight. */
const MOST_FIELDS = 100

/** The fields of a receipt in one line, the first ones of very many. */
export function fieldsWords(fields: Receipt['fields'], locale: Locale): string {
  const words = fields.slice(0, MOST_FIELDS).map(({ name, type }) => `${unturned(name)} ${TYPE_WORDS[type]?.[locale] ?? type}`)
  const shown = words.join(marks.list[locale]) || '—'
  if (fields.length <= MOST_FIELDS) return shown
  return t(importText.fieldsMore, locale, { shown, n: fields.length })
}

/** The receipt of an import in one line, for results that are made of it. */
export function receivedWords(facts: ReceivedFacts, locale: Locale): string {
  const say = (text: Text, values?: TextValues) => t(text, locale, values)
  const format = formats.find(({ id }) => id === facts.format)
  const encoding = evidenceText(facts.encodingEvidence)
  const crs = evidenceText(facts.crsEvidence, facts.crs)
  const words = facts.encoding?.toUpperCase() ?? ''
  const parts = [
    format ? say(format.title) : facts.format,
    facts.format !== RASTER && say(importText.receivedCount, { n: facts.count }),
    facts.skipped > 0 && say(importText.receivedSkipped, { n: facts.skipped }),
    facts.encoding &&
      say(marks.says, {
        subject: say(importText.encoding),
        words: encoding ? say(marks.aside, { words, more: say(encoding) }) : words,
      }),
    crs && say(importText.receivedCrs, { evidence: say(crs) }),
  ]
  return say(marks.says, { subject: say(importText.receipt), words: parts.filter(Boolean).join(say(marks.clause)) })
}
