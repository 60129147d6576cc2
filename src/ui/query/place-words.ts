import type { Layer, LayerId } from '../../app/state.ts'
import type { FixedPlace, FixedRule } from '../../core/query/place-condition.ts'
import { parseRows } from '../../core/row-ranges.ts'
import type { Locale, Text } from '../../core/text.ts'
import { marks } from '../../i18n/marks.ts'
import { PLACE_OF, PLACE_WORDS } from '../../i18n/query.ts'
import { t } from '../../i18n/t.ts'

/** Places as a filter and a layer that is made of them are told of, in both languages. */
export function placeWords(rules: readonly FixedRule[], layers: Readonly<Record<LayerId, Layer>>): Text {
  const inWords = (locale: Locale) =>
    rules
      .map(({ relation, distanceM, of }) => t(PLACE_WORDS[relation], locale, { of: ofWords(of, layers, locale), d: distanceM }))
      .join(t(marks.clause, locale))
  return { zh: inWords('zh'), en: inWords('en') }
}

function ofWords(of: FixedPlace, layers: Readonly<Record<LayerId, Layer>>, locale: Locale): string {
  if (of.kind === 'ring') return t(PLACE_OF[of.was], locale)
  const layer = layers[of.layer]?.title[locale] ?? of.layer
  if (of.kind === 'rows') return t(PLACE_OF.rows, locale, { layer, n: parseRows(of.rows, Number.POSITIVE_INFINITY)?.length ?? 0 })
  return t(of.scope === 'filter' ? PLACE_OF.filter : PLACE_OF.layer, locale, { layer })
}
