import type { Layer } from '../../app/state.ts'
import { dayWords } from '../../core/dates.ts'
import type { Condition } from '../../core/symbology.ts'
import { AREA_FIELD } from '../../core/table.ts'
import { AREA_UNITS, shownArea } from '../../core/units.ts'
import { chipText } from '../../i18n/chips.ts'
import { marks } from '../../i18n/marks.ts'
import { shellText } from '../../i18n/shell.ts'
import { useApp, useAppState, useText } from './app-context.ts'
import { decodeNumber, unitOf } from './decode-value.ts'
import { useDecode } from './use-decode.ts'

/** A condition in words: what it is about, and which values it lets through (“= 0305 果园”, “≥ 50 亩”). */
export function useConditionWords(layer: Layer, condition: Condition): { readonly field: string; readonly values: string } {
  const app = useApp()
  const text = useText()
  const decode = useDecode()
  const areaUnit = useAppState((state) => state.session.areaUnit)
  const isDate = useAppState(() => {
    const table = app.tableOf(layer.id) ?? app.rangedOf(layer.id)?.schema
    return table?.columns.some(({ name, type }) => name === condition.field && type === 'date') ?? false
  })
  const info = layer.fields.find(({ name }) => name === condition.field)
  const isArea = condition.field === AREA_FIELD
  const field = isArea ? text(shellText.drawnArea) : info ? text(info.label) : condition.field
  const { place } = condition
  if (place) return { field: '', values: text(chipText.filterRows, { words: text(place.words), n: place.count }) }
  if (condition.expression !== undefined) return { field: '', values: condition.written ?? condition.expression }
  if (condition.range) {
    const { min, max } = condition.range
    const unit = isArea ? AREA_UNITS[areaUnit].label : unitOf(info)
    const words = (value: number | null) =>
      value === null ? '' : isArea ? shownArea(value, areaUnit) : isDate ? dayWords(value) : decodeNumber(info, value)
    const shape = min === null ? chipText.filterTo : max === null ? chipText.filterFrom : chipText.filterRange
    return { field, values: `${text(shape, { min: words(min), max: words(max) })}${unit ? ` ${text(unit)}` : ''}` }
  }
  const words = condition.values.map((value) => (value === '' ? text(chipText.blank) : decode(layer, condition.field, value)))
  const values =
    words.length === 0
      ? text(chipText.filterNone)
      : words.length <= 2
        ? words.join(text(marks.list))
        : text(chipText.filterMany, { first: words[0], n: words.length, rest: words.length - 1 })
  return { field, values: `= ${values}` }
}
