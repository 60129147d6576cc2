import type { CodeList, FieldInfo } from '../../core/table.ts'
import type { Locale, Text } from '../../core/text.ts'
import { LANGUAGE_TAG } from '../../i18n/t.ts'

/** 镇街 where the field is described, else its own name. */
export function fieldWord(name: string, info: FieldInfo | undefined): Text {
  return info?.label ?? { zh: name, en: name }
}

/** The name of a code list's source field in a choice: 地类 (DLBM). */
export function fieldNote(name: string, info: FieldInfo | undefined, lists: Readonly<Record<string, CodeList>>): Text | null {
  const list = info?.codes ? lists[info.codes] : undefined
  if (list) return { zh: `${name} · ${list.title.zh}`, en: `${name} · ${list.title.en}` }
  return info ? { zh: name, en: name } : null
}

/** 今天 14:20, or the day when it was another. */
export function whenWord(iso: string, now: Date, locale: Locale): string {
  const at = new Date(iso)
  const isToday = at.toDateString() === now.toDateString()
  return new Intl.DateTimeFormat(
    LANGUAGE_TAG[locale],
    isToday ? { hour: '2-digit', minute: '2-digit', hour12: false } : { dateStyle: 'short', timeStyle: 'short', hour12: false },
  ).format(at)
}
