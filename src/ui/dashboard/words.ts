import type { Layer } from '../../app/state.ts'
import { roundTogether, shares as sharesOf } from '../../core/adjust.ts'
import { type Card, COUNT, type Level } from '../../core/dashboard/card.ts'
import { AREA_FIELD, type CodeList, type FieldInfo } from '../../core/table.ts'
import type { Locale, Text } from '../../core/text.ts'
import { AREA_UNITS, type AreaUnit, fromM2, plainNumber, shownNumber } from '../../core/units.ts'
import { chipText } from '../../i18n/chips.ts'
import { dashboardText } from '../../i18n/dashboard.ts'
import { type TextValues, t } from '../../i18n/t.ts'
import { decodeValue, unitOf } from '../shell/decode-value.ts'

export interface WordsContext {
  readonly layer: Pick<Layer, 'fields' | 'symbology'>
  readonly codeLists: Readonly<Record<string, CodeList>>
  readonly locale: Locale
  readonly areaUnit: AreaUnit
}

/** How the figures of a field are shown: in which unit, and as how many decimals. */
export interface Scale {
  readonly unit: string
  readonly decimals: number
  readonly shown: (value: number) => number
}

/** Everything of a card that depends on its layer and the language. */
export function cardWords({ layer, codeLists, locale, areaUnit }: WordsContext, card: Card) {
  const say = (text: Text, values?: TextValues) => t(text, locale, values)
  const infoOf = (name: string): FieldInfo | undefined => layer.fields.find((field) => field.name === name)
  const fieldName = (name: string): string => {
    if (name === AREA_FIELD) return say(dashboardText.drawnArea)
    return infoOf(name)?.label[locale] ?? name
  }
  const scaleOf = (name: string, sample: readonly number[] = []): Scale => {
    if (name === COUNT) return { unit: '', decimals: 0, shown: (value) => value }
    if (name === AREA_FIELD) {
      const unit = card.unit ?? areaUnit
      return { unit: say(AREA_UNITS[unit].label), decimals: AREA_UNITS[unit].decimals, shown: (value) => fromM2(value, unit) }
    }
    const info = infoOf(name)
    const unit = unitOf(info)
    const decimals = info?.decimals ?? (sample.every(Number.isInteger) ? 0 : 2)
    return { unit: unit ? say(unit) : '', decimals, shown: (value) => value }
  }
  return {
    say,
    fieldName,
    scaleOf,
    isYear: (name: string) => infoOf(name)?.unit === 'year',
    levelName: ({ field, isParent }: Level) =>
      isParent ? say(dashboardText.parentOf, { field: fieldName(field) }) : fieldName(field),
    measureName: (measure: string) =>
      measure === COUNT
        ? say(dashboardText.count)
        : measure === AREA_FIELD
          ? say(dashboardText.area)
          : say(dashboardText.sumOf, { field: fieldName(measure) }),
    valueName: (field: string, value: string | null) =>
      value === null
        ? say(chipText.blank)
        : value === 'true' || value === 'false'
          ? decodeValue(infoOf(field), value === 'true', codeLists, locale)
          : decodeValue(infoOf(field), value, codeLists, locale),
    colorOf: (field: string, value: string | null): string | null => {
      const { symbology } = layer
      const own =
        symbology.kind === 'categories' && symbology.field === field
          ? symbology.classes.find((each) => each.value === (value ?? ''))?.style
          : undefined
      const listed = codeLists[infoOf(field)?.codes ?? '']?.entries.find(({ code }) => code === value)?.color
      return own?.fill ?? own?.line ?? listed ?? null
    },
  }
}
export type CardWords = ReturnType<typeof cardWords>

/** Figures as they are printed: they add up to the printed sum, as in a report (平差). */
export function printedTogether(values: readonly number[], { decimals, shown }: Scale): number[] {
  const exact = values.map(shown)
  try {
    return roundTogether(exact, decimals)
  } catch {
    // beyond 2⁵³ of the last decimal no figure has it anyway
    return exact
  }
}

/** In percent, adding up to 100; null where a value below zero leaves them without meaning. */
export function shareFigures(values: readonly number[]): readonly number[] | null {
  return values.some((value) => value < 0) || !values.some((value) => value > 0) ? null : sharesOf(values, 1)
}

export const percent = (share: number) => `${shownNumber(share, 1)}%`

/** For the clipboard and files. */
export function plainFigure(value: number, decimals: number): number | null {
  return Number.isFinite(value) ? Number(plainNumber(value, decimals)) : null
}
