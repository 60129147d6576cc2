import type { Detail } from '../core/errors.ts'
import { kindWords } from '../core/kind-words.ts'
import type { Locale } from '../core/text.ts'
import { shownNumber } from '../core/units.ts'
import { marks } from './marks.ts'
import { reasonWords } from './reason-words.ts'
import { unturned } from './unturned.ts'

/** Details that are lists: whoever tells them sets their items apart as in Chinese. */
const LISTS = new Set(['fields', 'units'])

/** Details that are the words of a reader. */
const REASONS = new Set(['problem', 'expected', 'what', 'reason'])

/** The details of a message as they stand in a sentence of a language. */
export function detailWords(detail: Detail, locale: Locale): Record<string, string | number> {
  const wordOf = (name: string, value: Detail[string]) => {
    if (name === 'status' && typeof value === 'number') return statusWords(value, locale)
    if (typeof value === 'number') return isCutShort(name, value) ? shownNumber(value, 2) : value
    const word = unturned(String(value ?? '—'))
    if (name === 'kinds')
      return word
        .split(' ')
        .map((kind) => (Object.hasOwn(kindWords, kind) ? kindWords[kind][locale] : kind))
        .join(marks.list[locale])
    if (REASONS.has(name)) return reasonWords(word, locale)
    return LISTS.has(name) ? word.replaceAll(marks.list.zh, marks.list[locale]) : word
  }
  const words = Object.fromEntries(Object.entries(detail).map(([name, value]) => [name, wordOf(name, value)]))
  return locale === 'en' && detail.layerEn ? { ...words, layer: words.layerEn } : words
}

/** Of a host's answer; 0: it gave none. */
function statusWords(status: number, locale: Locale): string {
  if (status === 0) return { zh: '主机没有应答', en: 'the host does not answer' }[locale]
  return { zh: `状态 ${status}`, en: `status ${status}` }[locale]
}

/** An area of which a number has dropped the last nought: tables print 836 255.80, and so does the note beside them. */
function isCutShort(name: string, value: number): boolean {
  return name.endsWith('M2') && !Number.isInteger(value) && Number(value.toFixed(1)) === value
}
