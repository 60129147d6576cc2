import type { Locale } from '../../core/text.ts'
import { LANGUAGE_TAG } from '../../i18n/t.ts'

/** 今天 is left to the reader: the hour alone on the same day, else month, day and hour. */
export function shownAge(iso: string, now: Date, locale: Locale): string {
  const at = new Date(iso)
  const isToday = at.toDateString() === now.toDateString()
  const time = new Intl.DateTimeFormat(LANGUAGE_TAG[locale], { hour: '2-digit', minute: '2-digit', hour12: false }).format(at)
  if (isToday) return locale === 'zh' ? `今天 ${time}` : `today ${time}`
  const isThisYear = at.getFullYear() === now.getFullYear()
  const day = new Intl.DateTimeFormat(LANGUAGE_TAG[locale], {
    ...(isThisYear ? {} : { year: 'numeric' }),
    month: 'short',
    day: 'numeric',
  }).format(at)
  return `${day} ${time}`
}

/** Decimal units, as file managers show them. */
export function shownSize(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1e3)} kB`
  if (bytes < 1e9) return `${(bytes / 1e6).toFixed(1)} MB`
  return `${(bytes / 1e9).toFixed(1)} GB`
}

/** The local date of an ISO time, as yyyy-mm-dd. */
export function shownDate(iso: string): string {
  const at = new Date(iso)
  return [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-')
}
