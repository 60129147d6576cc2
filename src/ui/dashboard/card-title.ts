import type { Card } from '../../core/dashboard/card.ts'
import { dashboardText } from '../../i18n/dashboard.ts'
import type { CardWords } from './words.ts'

/** Also before there are figures. */
export function cardTitle(words: CardWords, card: Card): string {
  return capital(titleOf(words, card))
}

/** As a heading begins. */
export function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function titleOf({ say, fieldName, levelName, measureName, scaleOf }: CardWords, card: Card): string {
  const measured = (measure: string) => {
    const { unit } = scaleOf(measure)
    return unit ? say(dashboardText.inUnit, { measure: measureName(measure), unit }) : measureName(measure)
  }
  switch (card.kind) {
    case 'figures':
      return say(dashboardText.figures)
    case 'bars':
      return say(dashboardText.byTitle, { field: levelName(card.level), measure: measured(card.measure) })
    case 'rings': {
      const names = [...new Set(card.levels.map(({ field }) => fieldName(field)))]
      return say(dashboardText.byTitle, { field: names.join(' × '), measure: measured(card.measure) })
    }
    case 'histogram':
      return say(dashboardText.spread, { field: fieldName(card.field) })
    case 'scatter':
      return say(dashboardText.scatterTitle, { x: fieldName(card.x), y: fieldName(card.y) })
  }
}
