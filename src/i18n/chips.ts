import type { Text } from '../core/text.ts'

/** What is filtered and what is selected, above the map: fetched when something is. */
export const chipText = {
  blank: { zh: '空值', en: 'blank' },
  filterRange: { zh: '{min}–{max}', en: '{min}–{max}' },
  filterFrom: { zh: '≥ {min}', en: '≥ {min}' },
  filterTo: { zh: '≤ {max}', en: '≤ {max}' },
  filterWritten: { zh: '筛选：{layer} · {values}', en: 'Filter: {layer} · {values}' },
  filterOf: { zh: '筛选：{layer} · {field} {values}', en: 'Filter: {layer} · {field} {values}' },
  filterMany: { zh: '{first} 等 {n} 项', en: '{first} and {rest} more' },
  filterNone: { zh: '（无）', en: '(none)' },
  filterRows: { zh: '{words}（{n} 行）', en: '{words} ({n} row{n||s})' },
  askAgain: { zh: '数据已变，重查', en: 'Data changed: ask again' },
  removeFilter: { zh: '清除筛选：{layer} {field}', en: 'Clear filter: {layer} {field}' },
  clearFilters: { zh: '清除全部', en: 'Clear all' },
  activeFilters: { zh: '正在筛选', en: 'Active filters' },
  selectionTotal: { zh: '合计 ', en: 'total ' },
  selectionArea: { zh: '{area} {unit} = {mu} 亩', en: '{area} {unit} = {mu} mu' },
  selectionAreaMu: { zh: '{mu} 亩 = {area} {unit}', en: '{mu} mu = {area} {unit}' },
  selectionEmpty: { zh: '其中 {n} 个无图形', en: '{n} without geometry' },
  overlapDrawn: { zh: '范围内压占', en: 'What lies inside' },
  exportSelection: { zh: '导出', en: 'Export' },
  clearSelection: { zh: '清除选择', en: 'Clear selection' },
  polygonHint: {
    zh: '单击加点；点首点、双击或回车结束',
    en: 'Click to add points; the first point, a double click or Enter ends it',
  },
  polygonHintTouch: { zh: '点按加点，点首点结束', en: 'Tap to add points; tap the first one to finish' },
  boxHint: { zh: '按住拖出选框', en: 'Press and drag to draw a box' },
  zoomToSelection: { zh: '缩放至选中', en: 'Zoom to selection' },
} as const satisfies Record<string, Text>
