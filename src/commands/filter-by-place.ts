import type { LayerId } from '../app/state.ts'
import type { FixedRule } from '../core/query/place-condition.ts'
import type { Condition } from '../core/symbology.ts'
import type { Text } from '../core/text.ts'
import { defineCommand } from './command.ts'
import { layerFilter } from './layer-filter.ts'

/** A filter of what places find, beside conditions over fields; or one asked again, since a layer has changed. */
export const filterByPlace = defineCommand<{
  layer: LayerId
  rules: readonly FixedRule[]
  words: Text
  /** over fields, that joins it; null: none */
  condition: Condition | null
  /** a condition that it replaces */
  instead?: Condition
}>({
  id: 'filter-by-place',
  title: { zh: '按空间条件筛选', en: 'Filter by place' },
  async run(app, { layer, rules, words, condition, instead }) {
    const { conditionOfPlaces } = await import('../app/run-question.ts')
    const found = await app.job(filterByPlace.title, (watch) => conditionOfPlaces(app, layer, rules, words, watch))
    const filter = app.store.getState().project.layers[layer]?.filter
    if (!found || !filter) return
    const others = filter.filter((each) => each !== instead)
    await layerFilter.run(app, { layer, filter: [...others, ...(condition ? [condition] : []), found] })
  },
})
