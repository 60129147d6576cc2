import type { Text } from '../core/text.ts'

/** Words of what a grading scheme or its data lack; see errors.ts. */
export const GRADING_MESSAGES: Readonly<Record<string, Text>> = {
  'grading.model.json': { zh: '评价方案不是有效的 JSON。', en: 'The scheme is not valid JSON.' },
  'grading.model.missing': { zh: '评价方案缺少 {at}。', en: 'The scheme lacks {at}.' },
  'grading.model.type': { zh: '评价方案的 {at} 类型不对。', en: '{at} of the scheme is of the wrong type.' },
  'grading.model.number': {
    zh: '评价方案的 {at} 不是允许范围内的数。',
    en: '{at} of the scheme is not a number within its range.',
  },
  'grading.model.choice': { zh: '评价方案的 {at} 不是可选的值。', en: '{at} of the scheme is none of the values allowed.' },
  'grading.model.empty': { zh: '评价方案的 {at} 不能为空。', en: '{at} of the scheme must not be empty.' },
  'grading.model.order': { zh: '评价方案的 {at} 次序不对。', en: '{at} of the scheme is out of order.' },
  'grading.model.duplicate': { zh: '评价方案的 {at} 重复。', en: '{at} of the scheme stands twice.' },
  'grading.model.unknown': { zh: '评价方案的 {at} 指向不存在的指标。', en: '{at} of the scheme names no indicator.' },
  'grading.noIndicator': { zh: '评价方案没有启用任何指标。', en: 'No indicator of the scheme is in use.' },
  'grading.weights': {
    zh: '权重之和为 {sum}，应为 1。请修改权重，或点“归一”。',
    en: 'The weights sum to {sum}, not 1. Change them, or renormalise.',
  },
  'grading.renormalised': {
    zh: '权重之和为 {sum}，已除以该和归一。',
    en: 'The weights sum to {sum}; they were divided by it.',
  },
  'grading.weightsAsPrinted': {
    zh: '权重之和为 {sum}（来源如此），按原值计算。',
    en: 'The weights sum to {sum} as published and were used as they are.',
  },
  'grading.noField': {
    zh: '图层“{layer}”没有字段 {field}。请在评价方案中换一个字段，或停用该指标。',
    en: 'The layer “{layer}” has no field {field}. Choose another in the scheme, or switch the indicator off.',
  },
  'grading.noFields': {
    zh: '图层“{layer}”没有 {count} 个指标的字段：{fields}。请点“编辑方案”，为每个指标选本图层的字段，或停用它。',
    en: 'The layer “{layer}” lacks the fields of {count} {count|indicator|indicators}: {fields}. Under “Edit the scheme” choose a field of this layer for each, or switch it off.',
  },
  'grading.noLayer': {
    zh: '指标 {indicator} 需要的图层 {layer} 不在项目中。请换一个图层，或停用该指标。',
    en: 'Indicator {indicator} needs the layer {layer}, which is not here. Choose another, or switch the indicator off.',
  },
  'grading.noRaster': {
    zh: '指标 {indicator} 需要的栅格 {raster} 不在项目中。请换一个栅格，或停用该指标。',
    en: 'Indicator {indicator} needs the raster {raster}, which is not here. Choose another, or switch the indicator off.',
  },
  'grading.pairwise': {
    zh: '判断矩阵第 {row} 行第 {column} 列不合要求（{problem}）。',
    en: 'The judgement matrix is wrong in row {row}, column {column} ({problem}).',
  },
  'grading.example': {
    zh: '示例权重：方案来自“{zh}”，未经本区校核，结果只作参考。',
    en: 'Example weights: the scheme comes from “{en}” and was not calibrated here; take the result as a reference only.',
  },
  'grading.repaired': {
    zh: '{count} 个图形有误，按修复后的图形计算。',
    en: '{count} {count|shape was|shapes were} invalid and measured as repaired.',
  },
  'grading.missing.skip': {
    zh: '{count} 宗缺“{zh}”，该项不计，其余权重归一。',
    en: '{count} {count|row lacks|rows lack} “{en}”: left out, the other weights scaled up.',
  },
  'grading.missing.ungraded': {
    zh: '{count} 宗缺“{zh}”，不定级。',
    en: '{count} {count|row lacks|rows lack} “{en}” and {count|is|are} not graded.',
  },
  'grading.unscored.skip': {
    zh: '{count} 宗的“{zh}”不在评分表内，该项不计，其余权重归一。',
    en: '{count} {count|row has|rows have} a value of “{en}” that the table does not score: left out, the other weights scaled up.',
  },
  'grading.unscored.ungraded': {
    zh: '{count} 宗的“{zh}”不在评分表内，不定级。',
    en: '{count} {count|row has|rows have} a value of “{en}” that the table does not score and {count|is|are} not graded.',
  },
  'grading.ungraded': { zh: '{count} 宗未定级。', en: '{count} {count|row was|rows were} not graded.' },
}
