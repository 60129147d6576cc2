import type { Locale, Text } from '../core/text.ts'
import { GROUP_SPACE } from '../core/units.ts'

/** Values for the placeholders of a text; numbers are grouped by threes, strings are put in as they are. */
export type TextValues = Readonly<Record<string, string | number>>

/** BCP 47 tag of each language, for `lang`, dates and the component library. */
export const LANGUAGE_TAG: Readonly<Record<Locale, string>> = { zh: 'zh-CN', en: 'en-US' }

const PLACEHOLDER = /\{(\w+)(?:\|([^|}]*)\|([^|}]*))?\}/g

/**
 * The words of one language with the placeholders filled.
 * `{n}` prints a value; `{n|feature|features}` prints the first form when n is 1, else the second.
 */
export function t(text: Text, locale: Locale, values?: TextValues): string {
  const words = text[locale]
  if (!values) return words
  return words.replace(PLACEHOLDER, (whole, name: string, one?: string, many?: string) => {
    const value = values[name]
    if (value === undefined) return whole
    if (one !== undefined && many !== undefined) return Number(value) === 1 ? one : many
    return typeof value === 'number' ? groupThousands(value) : value
  })
}

/** Plain number in groups of three; keeps the decimals that the number has. */
function groupThousands(value: number): string {
  const [whole, fraction] = String(value).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, GROUP_SPACE)
  return fraction === undefined ? grouped : `${grouped}.${fraction}`
}
