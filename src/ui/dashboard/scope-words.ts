import type { Follow } from '../../core/dashboard/card.ts'
import type { Locale } from '../../core/text.ts'
import { dashboardText } from '../../i18n/dashboard.ts'
import { marks } from '../../i18n/marks.ts'
import { LANGUAGE_TAG, t } from '../../i18n/t.ts'

/** “视图内、筛选后”; the whole layer where nothing narrows it. */
export function scopeWords(
  follow: Follow,
  {
    isFiltered,
    isSelected,
    hasShapes,
  }: { readonly isFiltered: boolean; readonly isSelected: boolean; readonly hasShapes: boolean },
  locale: Locale,
): string {
  const parts = [
    ...(follow.view && hasShapes ? [dashboardText.scopeView] : []),
    ...(isFiltered ? [dashboardText.scopeFilter] : []),
    ...(isSelected ? [dashboardText.scopeSelection] : []),
  ]
  return parts.length === 0 ? t(dashboardText.scopeAll, locale) : parts.map((part) => t(part, locale)).join(t(marks.list, locale))
}

/** Of today the time alone. */
export function timeWords(at: string, now: Date, locale: Locale): string {
  const date = new Date(at)
  const isToday = now.toDateString() === date.toDateString()
  return date.toLocaleString(LANGUAGE_TAG[locale], isToday ? { timeStyle: 'medium' } : { dateStyle: 'short', timeStyle: 'short' })
}
