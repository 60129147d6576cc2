import type { Text } from '../core/text.ts'

/** What a query says, and what stands on a layer that was made by one. */
export const QUERY_MESSAGES: Record<string, Text> = {
  'query.nothing': { zh: '还没有条件。', en: 'There is no condition yet.' },
  'query.none': { zh: '没有符合的行，不能建图层。', en: 'No row matches: there is nothing to make a layer of.' },
  'query.noRing': {
    zh: '还没有画出的范围：请先用框选或多边形选择工具在地图上画一个。',
    en: 'Nothing is drawn yet: draw an area on the map with a selection tool first.',
  },
  'query.noSelection': { zh: '图层“{layer}”中没有选中的要素。', en: 'Nothing is selected in “{layer}”.' },
  'query.inside': {
    zh: '线不能用“位于其内”查询，请用“相交”。',
    en: 'Lines cannot be asked whether they lie inside: ask what they intersect.',
  },
  'query.filterTooLong': {
    zh: '查到的 {n} 行过于零散，放不进筛选：请改为“建图层”或“选中”。',
    en: 'The {n} rows found are too scattered for a filter: make a new layer of them, or select them.',
  },
  'query.from': {
    zh: '由查询得出：{layer}（{file}），条件：{question}',
    en: 'Found by a query: {layer} ({file}), condition: {question}',
  },
  'query.field': { zh: '计算字段 {name} = {expression}', en: 'Calculated field {name} = {expression}' },
}
