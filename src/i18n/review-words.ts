import type { Config } from '../app/config.ts'
import type { Locale } from '../core/text.ts'
import { shellText } from './shell.ts'
import { t } from './t.ts'

/** What each map must bear: its 审图号, or that it was not reviewed. */
export function reviewWords(
  { reviewNumber, unreviewedNotice }: Pick<Config, 'reviewNumber' | 'unreviewedNotice'>,
  locale: Locale,
): string {
  return reviewNumber ? t(shellText.reviewNumber, locale, { number: reviewNumber }) : unreviewedNotice[locale]
}
