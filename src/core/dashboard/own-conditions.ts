import type { Condition } from '../symbology.ts'
import type { Card } from './card.ts'

/** Fields on which a press on the card sets conditions. */
export function fieldsOf(card: Card): readonly string[] {
  switch (card.kind) {
    case 'bars':
      return [card.level.field]
    case 'rings':
      return card.levels.map(({ field }) => field)
    case 'histogram':
      return [card.field]
    default:
      return []
  }
}

/**
 * The filter without the conditions on some fields: a chart is not narrowed by what was pressed in it, so that its other bars stay to be
 * pressed. Expressions, which no chart makes, always hold.
 */
export function withoutOwn(filter: readonly Condition[], fields: readonly string[]): readonly Condition[] {
  return filter.filter(({ field, expression }) => expression !== undefined || !fields.includes(field))
}
