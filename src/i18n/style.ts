import type { ClassMethod, HatchName } from '../core/symbology.ts'
import type { Text } from '../core/text.ts'

/** Words of the style panel. */
export const styleText = {
  title: { zh: '样式 · {layer}', en: 'Style · {layer}' },
  close: { zh: '关闭样式', en: 'Close style' },
  kind: { zh: '符号', en: 'Symbols' },
  single: { zh: '单一', en: 'Single' },
  categories: { zh: '分类', en: 'Categories' },
  graduated: { zh: '分级', en: 'Graduated' },
  field: { zh: '字段', en: 'Field' },
  noFields: { zh: '此图层没有属性字段', en: 'This layer has no fields' },
  noNumbers: { zh: '此图层没有数字字段，不能分级', en: 'This layer has no fields of numbers to be graduated' },
  method: { zh: '分级方法', en: 'Method' },
  manual: { zh: '手工', en: 'By hand' },
  classes: { zh: '级数', en: 'Classes' },
  ramp: { zh: '色带', en: 'Ramp' },
  ownColors: { zh: '自选颜色', en: 'Own colours' },
  reverse: { zh: '反向', en: 'Reversed' },
  official: { zh: '三调规范色', en: 'Official survey colours' },
  screenColors: { zh: '三调屏幕色', en: 'Survey colours for the screen' },
  officialNote: {
    zh: '规范色取自公开发布的“三调样式”，并非标准原文；同色地类另加图案',
    en: 'The official colours follow a published rendering of the survey style, not a standard; classes of one colour carry a hatch',
  },
  counting: { zh: '正在统计', en: 'Counting' },
  failed: { zh: '统计失败', en: 'Counting failed' },
  notLoaded: { zh: '打开图层后可按字段设色', en: 'Switch the layer on to colour it by a field' },
  histogram: {
    zh: '{field} 的分布：{n} 个值，{min} 至 {max}',
    en: 'Distribution of {field}: {n} values from {min} to {max}',
  },
  statistics: {
    zh: '{n} 行有值 · 均值 {mean} · 标准差 {deviation}',
    en: '{n} rows with a value · mean {mean} · s.d. {deviation}',
  },
  empty: { zh: '{n} 行无数值', en: '{n} without a value' },
  limit: { zh: '界限 {n}', en: 'Limit {n}' },
  limitHelp: {
    zh: '拖动界限，或用方向键移动（Shift 走十步）',
    en: 'Drag a limit or move it with the arrow keys (Shift: ten steps)',
  },
  classStyle: { zh: '{class} 的符号', en: 'Symbol of {class}' },
  other: { zh: '其他', en: 'Other' },
  drawOther: { zh: '绘出其他值', en: 'Draw other values' },
  noValue: { zh: '无数值', en: 'No value' },
  emptyValue: { zh: '（空）', en: '(empty)' },
  manyValues: {
    zh: '共 {n} 个不同值，列出最多的 {shown} 个，其余归入“其他”',
    en: '{n} different values: the {shown} commonest are listed, the rest is “Other”',
  },
  fill: { zh: '填充', en: 'Fill' },
  fillOpacity: { zh: '填充不透明度', en: 'Opacity of the fill' },
  hatch: { zh: '图案', en: 'Pattern' },
  hatchColor: { zh: '图案颜色', en: 'Colour of the pattern' },
  none: { zh: '无', en: 'None' },
  line: { zh: '边线', en: 'Outline' },
  lineOfLine: { zh: '线', en: 'Line' },
  lineWidth: { zh: '线宽', en: 'Width' },
  dash: { zh: '线型', en: 'Pattern of the line' },
  casing: { zh: '衬边', en: 'Casing' },
  casingWidth: { zh: '衬边宽', en: 'Width with casing' },
  radius: { zh: '点半径', en: 'Radius' },
  px: { zh: '像素', en: 'px' },
  allClasses: { zh: '各类共用', en: 'All classes' },
  labels: { zh: '标注', en: 'Labels' },
  labelOn: { zh: '显示标注', en: 'Show labels' },
  template: { zh: '标注模板', en: 'Template' },
  templateHelp: {
    zh: '留空即显示字段；如 {example}，:1 为小数位',
    en: 'Empty shows the field; e.g. {example}, where :1 is the decimals',
  },
  templateUnknown: { zh: '没有字段“{field}”', en: 'There is no field “{field}”' },
  labelSize: { zh: '字号', en: 'Size' },
  labelColor: { zh: '文字颜色', en: 'Colour of the text' },
  halo: { zh: '描边颜色', en: 'Colour of the halo' },
  haloWidth: { zh: '描边宽', en: 'Width of the halo' },
  labelZoom: { zh: '从比例级别起显示', en: 'Shown from zoom' },
  collide: {
    zh: '标注相互避让：放不下的不显示，放大后出现',
    en: 'Labels make way for each other: what finds no room appears on zooming in',
  },
  more: { zh: '更多', en: 'More' },
} as const satisfies Record<string, Text>

export const METHOD_WORDS: Readonly<Record<ClassMethod | 'manual', Text>> = {
  equal: { zh: '等间距', en: 'Equal interval' },
  quantile: { zh: '分位数', en: 'Quantile' },
  natural: { zh: '自然断点', en: 'Natural breaks' },
  deviation: { zh: '标准差', en: 'Standard deviation' },
  manual: styleText.manual,
}

export const HATCH_WORDS: Readonly<Record<HatchName, Text>> = {
  wave: { zh: '波纹', en: 'Waves' },
  diagonal: { zh: '右斜线', en: 'Diagonal' },
  'back-diagonal': { zh: '左斜线', en: 'Back diagonal' },
  cross: { zh: '斜交叉', en: 'Cross' },
  dots: { zh: '点', en: 'Dots' },
  horizontal: { zh: '横线', en: 'Horizontal' },
  vertical: { zh: '竖线', en: 'Vertical' },
  marsh: { zh: '沼泽', en: 'Marsh' },
  grid: { zh: '方格', en: 'Grid' },
  'sparse-dots': { zh: '疏点', en: 'Sparse dots' },
}

export const DASHES: readonly { readonly id: string; readonly dash: readonly number[]; readonly label: Text }[] = [
  { id: 'solid', dash: [], label: { zh: '实线', en: 'Solid' } },
  { id: 'dashed', dash: [6, 3], label: { zh: '虚线', en: 'Dashed' } },
  { id: 'dotted', dash: [1, 2], label: { zh: '点线', en: 'Dotted' } },
  { id: 'chain', dash: [8, 3, 1, 3], label: { zh: '点划线', en: 'Chain' } },
]
