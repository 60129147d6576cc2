import type { SourceInfo } from './analysis.ts'
import type { Text } from './text.ts'

export const DEMONSTRATION_NOTICE: Text = {
  zh: '示例数据：图形与属性均为模拟，不是官方数据，不作权属依据。',
  en: 'Demonstration data: shapes and attributes are simulated, not official, and no proof of title.',
}

/** The statement that a result must carry when one of its sources is invented. */
export function noticeOf(sources: readonly SourceInfo[]): Text | null {
  return sources.some(({ isDemonstration }) => isDemonstration) ? DEMONSTRATION_NOTICE : null
}

/** The day where the user is, as files, sheets and sources have it: 2026-11-28 in either language. */
export function localDate(date: Date): string {
  return isoWithOffset(date).slice(0, 10)
}

/** Local time with offset, as ISO 8601 wants it. */
export function isoWithOffset(date: Date): string {
  const minutes = -date.getTimezoneOffset()
  const sign = minutes < 0 ? '-' : '+'
  const two = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, '0')
  const local = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, 19)
  return `${local}${sign}${two(minutes / 60)}:${two(minutes % 60)}`
}
