import { keptDateWords } from '../../core/dates.ts'
import type { CellValue, CodeList, FieldInfo } from '../../core/table.ts'
import type { Locale, Text } from '../../core/text.ts'
import { AREA_UNITS, type AreaUnit, shownNumber } from '../../core/units.ts'

const YES: Text = { zh: '是', en: 'yes' }
const NO: Text = { zh: '否', en: 'no' }
const OTHER_UNITS: Readonly<Record<string, Text>> = {
  m: { zh: 'm', en: 'm' },
  km: { zh: 'km', en: 'km' },
  year: { zh: '年', en: '' },
  wanyuan: { zh: '万元', en: '10⁴ CNY' },
  percent: { zh: '%', en: '%' },
  degree: { zh: '°', en: '°' },
}

/** A cell in words: codes with their names (1106 内陆滩涂), numbers in groups of three, dates as days; '' for null. Without its unit. */
export function decodeValue(
  info: FieldInfo | undefined,
  value: CellValue,
  codeLists: Readonly<Record<string, CodeList>>,
  locale: Locale,
): string {
  if (value === null) return ''
  if (typeof value === 'boolean') return (value ? YES : NO)[locale]
  if (typeof value === 'number') return decodeNumber(info, value)
  const entry = info?.codes ? codeLists[info.codes]?.entries.find(({ code }) => code === value) : undefined
  return entry && entry.label[locale] !== value ? `${value} ${entry.label[locale]}` : keptDateWords(value)
}

export function decodeNumber(info: FieldInfo | undefined, value: number): string {
  if (info?.unit === 'year') return String(value)
  return info?.decimals === undefined && !Number.isInteger(value)
    ? shownNumber(value, decimalsOf(value))
    : shownNumber(value, info?.decimals ?? 0)
}

/** The name of a code alone (黄河口镇); the value itself where no code list names it. */
export function nameOfCode(
  info: FieldInfo | undefined,
  value: CellValue,
  codeLists: Readonly<Record<string, CodeList>>,
  locale: Locale,
): string {
  const entry = info?.codes ? codeLists[info.codes]?.entries.find(({ code }) => code === value) : undefined
  return entry ? entry.label[locale] : decodeValue(info, value, codeLists, locale)
}

export function unitOf(info: FieldInfo | undefined): Text | null {
  if (!info?.unit) return null
  if (info.unit in AREA_UNITS) return AREA_UNITS[info.unit as AreaUnit].label
  return OTHER_UNITS[info.unit] ?? { zh: info.unit, en: info.unit }
}

/** A field as legends and axes head it. A year's unit has no words in English: brackets around nothing stay away. */
export function fieldHead(info: FieldInfo | undefined, name: string, locale: Locale): string {
  const unit = unitOf(info)?.[locale]
  return `${info?.label[locale] ?? name}${unit ? ` (${unit})` : ''}`
}

/** As many decimals as the number has, at most six. */
function decimalsOf(value: number): number {
  return Math.min(6, String(value).split('.')[1]?.length ?? 0)
}
