import type { Text } from '../core/text.ts'

/** Words of the search box and the command palette. */
export const searchText = {
  placeholder: { zh: '代码、权利人、坐落、坐标', en: 'Code, holder, place, coordinates' },
  label: { zh: '搜索要素、坐标、图层和命令', en: 'Search features, coordinates, layers and commands' },
  clear: { zh: '清除搜索', en: 'Clear search' },
  results: { zh: '搜索结果', en: 'Search results' },
  coordinates: { zh: '坐标', en: 'Coordinates' },
  features: { zh: '要素', en: 'Features' },
  layers: { zh: '图层', en: 'Layers' },
  commands: { zh: '命令', en: 'Commands' },
  inside: { zh: '在{district}内', en: 'inside {district}' },
  outside: { zh: '不在{district}内', en: 'outside {district}' },
  searching: { zh: '正在搜索…', en: 'Searching…' },
  noHit: { zh: '没有找到“{text}”', en: 'Nothing found for “{text}”' },
  searched: { zh: '已搜索：{where}', en: 'Searched: {where}' },
  notSearched: { zh: '未能搜索：{where}', en: 'Not searched: {where}' },
  hint: {
    zh: '至少 4 个字符的代码尾段即可，空格与全角不影响',
    en: 'The last 4 characters of a code are enough; spaces do not matter',
  },
  questions: { zh: '按条件查询', en: 'Ask by condition' },
  filterBy: { zh: '筛选 {layer}（{n} 行）', en: 'Filter {layer} ({n} {n|row|rows})' },
  selectBy: { zh: '选中 {layer}（{n} 行）', en: 'Select in {layer} ({n} {n|row|rows})' },
  noRows: { zh: '没有符合条件的行：{where}', en: 'No row meets it in {where}' },
  noRowsMore: { zh: '没有符合条件的行：{where} 等 {n} 个图层', en: 'No row meets it in {where}, in all {n} layers' },
  found: { zh: '{n} 项结果', en: '{n} {n|result|results}' },
  foundMore: {
    zh: '前 {n} 项，还有更多；多输几个字可缩小范围',
    en: 'The first {n}; there are more. Type more to narrow them down',
  },
} as const satisfies Record<string, Text>
