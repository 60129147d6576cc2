import type { KeyFigures } from '../../core/dashboard/card.ts'
import { AREA_FIELD } from '../../core/table.ts'
import { shownNumber } from '../../core/units.ts'
import { dashboardText } from '../../i18n/dashboard.ts'
import { capital } from './card-title.ts'
import type { CardContent, ContentRow } from './content.ts'
import { type CardWords, percent, plainFigure } from './words.ts'

/** One line a figure; what must be known of it stands in the notes. */
export function figuresContent(words: CardWords, answer: KeyFigures): CardContent {
  const { say, fieldName, scaleOf } = words
  const { count, allCount, empty, areaM2, allAreaM2, repaired, registered, field } = answer
  const rows: ContentRow[] = []
  const notes: string[] = []
  const add = (name: string, value: number, decimals: number, unit: string, share: number | null = null) =>
    rows.push({
      color: null,
      pick: null,
      cells: [
        { words: capital(name), value: capital(name) },
        { words: shownNumber(value, decimals), value: plainFigure(value, decimals) },
        { words: unit, value: unit },
        { words: share === null ? '' : say(dashboardText.ofLayer, { share: percent(share) }), value: share },
      ],
    })
  const area = scaleOf(AREA_FIELD)
  add(say(dashboardText.features), count, 0, '', allCount > 0 ? (count / allCount) * 100 : null)
  if (areaM2 !== null)
    add(say(dashboardText.area), area.shown(areaM2), area.decimals, area.unit, allAreaM2 ? (areaM2 / allAreaM2) * 100 : null)
  if (registered) add(say(dashboardText.registered), area.shown(registered.areaM2), area.decimals, area.unit)
  if (field && field.count > 0) {
    const { shown, unit, decimals } = scaleOf(field.name, [field.min, field.max, field.sum])
    const name = fieldName(field.name)
    const line = (text: Parameters<typeof say>[0], value: number, places = decimals) =>
      add(`${name} · ${say(text)}`, shown(value), places, unit)
    if (field.name !== AREA_FIELD && !words.isYear(field.name)) line(dashboardText.sum, field.sum)
    line(dashboardText.mean, field.mean, Math.max(decimals, 2))
    line(dashboardText.min, field.min)
    line(dashboardText.max, field.max)
  }
  if (empty) notes.push(say(dashboardText.noShape, { n: empty }))
  if (repaired === null) notes.push(say(dashboardText.asStored))
  else if (repaired > 0) notes.push(say(dashboardText.repaired, { n: repaired }))
  if (registered && registered.missing > 0) notes.push(say(dashboardText.registeredMissing, { n: registered.missing }))
  if (field && field.blank > 0 && field.name !== AREA_FIELD)
    notes.push(`${fieldName(field.name)} · ${say(dashboardText.blanks, { n: field.blank })}`)
  return {
    title: say(dashboardText.figures),
    columns: [say(dashboardText.figures), say(dashboardText.value), say(dashboardText.unitColumn), say(dashboardText.share)].map(
      (header, i) => ({ header, unit: i === 3 ? '%' : '' }),
    ),
    rows,
    total: null,
    notes,
    chart: null,
    parts: [],
    legend: [],
  }
}
