import type { Operator } from '../core/query/conditions.ts'
import type { Relation } from '../core/query/spatial-rows.ts'
import type { Text } from '../core/text.ts'

/** Words of the query panel. */
export const queryText = {
  title: { zh: '查询', en: 'Query' },
  noLayer: { zh: '没有可查询的图层', en: 'There is no layer to ask' },
  close: { zh: '关闭查询', en: 'Close the query' },
  layer: { zh: '图层', en: 'Layer' },
  fields: { zh: '字段条件', en: 'Fields' },
  mode: { zh: '写法', en: 'Written as' },
  rules: { zh: '条件', en: 'Conditions' },
  expression: { zh: '表达式', en: 'Expression' },
  expressionHelp: {
    zh: '如 亩 > 50 and 地类 = 1106；字段可写 [名称]，文字加引号',
    en: "Like mu > 50 and class = '1106'; fields may be written [name], text is quoted",
  },
  join: { zh: '满足', en: 'Match' },
  all: { zh: '全部', en: 'all' },
  any: { zh: '任一', en: 'any' },
  field: { zh: '字段', en: 'Field' },
  operator: { zh: '比较', en: 'Comparison' },
  value: { zh: '值', en: 'Value' },
  valueTo: { zh: '至', en: 'to' },
  list: { zh: '值，用逗号分开', en: 'Values, separated by commas' },
  addRule: { zh: '加条件', en: 'Add a condition' },
  addGroup: { zh: '加条件组', en: 'Add a group' },
  removeGroup: { zh: '去掉此条件组', en: 'Remove this group' },
  removeRule: { zh: '去掉此条件', en: 'Remove this condition' },
  group: { zh: '条件组', en: 'Group' },
  spatial: { zh: '空间条件', en: 'Place' },
  addSpatial: { zh: '加空间条件', en: 'Add a place' },
  removeSpatial: { zh: '去掉此空间条件', en: 'Remove this place' },
  relation: { zh: '关系', en: 'Relation' },
  insideHelp: {
    zh: '整个位于某一个要素之内（按面积判断，共边也算）',
    en: 'Wholly within one feature, told by areas; shared borders count',
  },
  distance: { zh: '距离', en: 'Distance' },
  of: { zh: '对象', en: 'Of' },
  view: { zh: '当前地图范围', en: 'The map view' },
  drawn: { zh: '画出的选择范围', en: 'The drawn selection' },
  ring: { zh: '记住的画出范围', en: 'The drawn area, kept' },
  ofLayer: { zh: '图层 {layer}', en: 'Layer {layer}' },
  ofFilter: { zh: '{layer}（筛选后）', en: '{layer} (filtered)' },
  ofSelection: { zh: '{layer}（选中的）', en: '{layer} (selected)' },
  counting: { zh: '正在查询…', en: 'Asking…' },
  cancel: { zh: '停止', en: 'Stop' },
  stopped: { zh: '已停止', en: 'Stopped' },
  again: { zh: '重新查询', en: 'Ask again' },
  count: { zh: '符合 {n} 行 / 共 {all} 行', en: '{n} of {all} rows' },
  nothing: { zh: '加一个条件开始查询', en: 'Add a condition to begin' },
  select: { zh: '选中', en: 'Select' },
  filter: { zh: '筛选', en: 'Filter' },
  filterSpatial: {
    zh: '筛选记住查到的行；图层改动后，筛选条上可重新查询',
    en: 'The filter keeps the rows that were found; when a layer has changed, its chip asks again',
  },
  toLayer: { zh: '建图层', en: 'New layer' },
  calculated: { zh: '计算字段', en: 'Calculated field' },
  calculatedHelp: { zh: '建图层时加上这一列，如 round(亩, 1)', en: 'Added to the new layer as a column, like round(area_mu, 1)' },
  calculatedName: { zh: '字段名', en: 'Name' },
  calculatedValue: { zh: '表达式', en: 'Expression' },
  resultTitle: { zh: '{layer} 查询', en: '{layer}, query' },
  saved: { zh: '保存的查询', en: 'Saved queries' },
  save: { zh: '保存', en: 'Save' },
  saveName: { zh: '查询名称', en: 'Name of the query' },
  remove: { zh: '删除 {name}', en: 'Remove {name}' },
} as const satisfies Record<string, Text>

export const OPERATOR_WORDS: Readonly<Record<Operator, Text>> = {
  '=': { zh: '=', en: '=' },
  '!=': { zh: '≠', en: '≠' },
  '<': { zh: '<', en: '<' },
  '<=': { zh: '≤', en: '≤' },
  '>': { zh: '>', en: '>' },
  '>=': { zh: '≥', en: '≥' },
  between: { zh: '介于', en: 'between' },
  in: { zh: '属于', en: 'is one of' },
  contains: { zh: '包含', en: 'contains' },
  like: { zh: '形如（% 任意）', en: 'like (% any)' },
  isNull: { zh: '为空', en: 'is blank' },
  notNull: { zh: '不为空', en: 'is not blank' },
  isTrue: { zh: '为是', en: 'is yes' },
  isFalse: { zh: '为否', en: 'is no' },
}

export const RELATION_WORDS: Readonly<Record<Relation, Text>> = {
  intersects: { zh: '相交（含相接）', en: 'intersects or touches' },
  inside: { zh: '位于其内', en: 'lies inside' },
  within: { zh: '距离以内', en: 'within a distance of' },
}

/** A place in the words of a condition. */
export const PLACE_WORDS: Readonly<Record<Relation, Text>> = {
  intersects: { zh: '与{of}相交', en: 'intersects {of}' },
  inside: { zh: '位于{of}之内', en: 'inside {of}' },
  within: { zh: '距{of} {d} m 以内', en: 'within {d} m of {of}' },
}
export const PLACE_OF = {
  layer: { zh: '「{layer}」', en: '“{layer}”' },
  filter: { zh: '「{layer}」筛选后的要素', en: 'what a filter left of “{layer}”' },
  rows: { zh: '「{layer}」选中的 {n} 个要素', en: '{n} selected of “{layer}”' },
  view: { zh: '查询时的地图范围', en: 'the map view of then' },
  drawn: { zh: '画出的范围', en: 'the drawn area' },
} as const satisfies Record<string, Text>
