import type { Text } from '../core/text.ts'

const EXPECTED = { zh: '第 {at} 个字符处', en: 'At character {at}' }

/** What is wrong with an expression: where, what was expected there, what to do. */
export const EXPRESSION_MESSAGES: Record<string, Text> = {
  'expression.tooLong': {
    zh: '表达式太长（{length} 个字符，最多 {most} 个）。',
    en: 'The expression is too long ({length} characters, at most {most}).',
  },
  'expression.tooDeep': {
    zh: `${EXPECTED.zh}嵌套或连接太多（最多 {most} 层），请拆开。`,
    en: `${EXPECTED.en}: nested or chained more than {most} times; take it apart.`,
  },
  'expression.character': { zh: `${EXPECTED.zh}不认识“{character}”。`, en: `${EXPECTED.en}: “{character}” means nothing here.` },
  'expression.unclosed': {
    zh: `第 {at} 个字符的引号或括号没有结束，缺少 {mark}`,
    en: 'What opens at character {at} is not closed: {mark} is missing.',
  },
  'expression.expected.value': {
    zh: `${EXPECTED.zh}应为字段、数字、'文字' 或括号。`,
    en: `${EXPECTED.en} a field, a number, 'text' or a bracket is expected.`,
  },
  'expression.expected.operator': {
    zh: `${EXPECTED.zh}应为比较或运算（= < > and or + 等）或结束。`,
    en: `${EXPECTED.en} a comparison or sign (= < > and or + …) or the end is expected.`,
  },
  'expression.expected.close': { zh: `${EXPECTED.zh}缺少右括号“)”。`, en: `${EXPECTED.en} a closing bracket “)” is missing.` },
  'expression.expected.open': {
    zh: `${EXPECTED.zh}应为括号：in (值, 值)。`,
    en: `${EXPECTED.en} an opening bracket is expected: in (value, value).`,
  },
  'expression.expected.and': {
    zh: `${EXPECTED.zh}应为 and：between 小 and 大。`,
    en: `${EXPECTED.en} “and” is expected: between least and most.`,
  },
  'expression.expected.null': { zh: `${EXPECTED.zh}应为 null：is null。`, en: `${EXPECTED.en} “null” is expected: is null.` },
  'expression.unknownField': {
    zh: `${EXPECTED.zh}没有字段“{name}”。文字请加引号，字段可写成 [{name}]。`,
    en: `${EXPECTED.en}: there is no field “{name}”. Quote text; fields can be written [{name}].`,
  },
  'expression.misspeltField': {
    zh: `${EXPECTED.zh}没有字段“{name}”。相近的字段：{near}。文字请加引号，字段可写成 [{near}]。`,
    en: `${EXPECTED.en}: there is no field “{name}”. A similar field: {near}. Quote text; fields can be written [{near}].`,
  },
  'expression.noArea': {
    zh: `${EXPECTED.zh}：此图层不是面，没有图形面积“{name}”。`,
    en: `${EXPECTED.en}: this layer has no polygons, so no drawn area “{name}”.`,
  },
  'expression.noColumn': { zh: '表中没有字段“{name}”。', en: 'The table has no field “{name}”.' },
  'expression.unknownFunction': { zh: `${EXPECTED.zh}没有函数“{name}”。`, en: `${EXPECTED.en}: there is no function “{name}”.` },
  'expression.arguments': {
    zh: `${EXPECTED.zh}：{name} 需要 {least} 至 {most} 个参数，给了 {count} 个。`,
    en: `${EXPECTED.en}: {name} takes {least} to {most} arguments, {count} given.`,
  },
  'expression.wants.number': { zh: `${EXPECTED.zh}应为数字。`, en: `${EXPECTED.en} a number is expected.` },
  'expression.wants.text': { zh: `${EXPECTED.zh}应为文字。`, en: `${EXPECTED.en} text is expected.` },
  'expression.wants.date': {
    zh: `${EXPECTED.zh}应为日期，如 '2026-03-31'。`,
    en: `${EXPECTED.en} a date is expected, like '2026-03-31'.`,
  },
  'expression.wants.boolean': {
    zh: `${EXPECTED.zh}应为条件（如 亩 > 50），而不是一个值。`,
    en: `${EXPECTED.en} a condition (like mu > 50) is expected, not a value.`,
  },
  'expression.wants.same': {
    zh: `${EXPECTED.zh}：两边类型不同，不能比较。`,
    en: `${EXPECTED.en}: the two sides are of different types.`,
  },
  'expression.date': {
    zh: `${EXPECTED.zh}“{text}”不是日期，请写成 '2026-03-31'。`,
    en: `${EXPECTED.en}: “{text}” is no date; write '2026-03-31'.`,
  },
}
