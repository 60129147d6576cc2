import type { Text } from '../core/text.ts'

/** Words of the dialog that joins a table to a layer. */
export const joinText = {
  title: { zh: '关联属性表：{layer}', en: 'Join a table: {layer}' },
  table: { zh: '属性表', en: 'Table' },
  choose: { zh: '选择属性表或图层', en: 'Choose a table or layer' },
  none: { zh: '没有可关联的表', en: 'There is no table to join' },
  noneHelp: { zh: '先导入 CSV 或 Excel 表，再按代码关联', en: 'Import a CSV or Excel table first, then join it by a code' },
  targetKey: { zh: '图层的代码字段', en: 'Code in the layer' },
  sourceKey: { zh: '表的代码字段', en: 'Code in the table' },
  fields: { zh: '加入的字段：{count} / {all}', en: 'Fields to add: {count} of {all}' },
  name: { zh: '新图层名', en: 'Name of the new layer' },
  suggested: { zh: '{layer}_关联', en: '{layer} joined' },
  preview: { zh: '{matched} / {total} 行匹配', en: '{matched} of {total} rows match' },
  previewPart: {
    zh: '大图层：{matched} / {total} 行匹配，新图层只含这些行，约读取 {mb} MB',
    en: 'Large layer: {matched} of {total} rows match; the new layer holds these, about {mb} MB to read',
  },
  tooMuch: {
    zh: '大图层：{matched} / {total} 行匹配，约 {mb} MB，超过一次按需读取的上限（64 MB）。请缩短属性表，或载入整层。',
    en: 'Large layer: {matched} of {total} rows match, about {mb} MB, more than is read at once (64 MB). Use a shorter table, or load the whole layer.',
  },
  run: { zh: '关联', en: 'Join' },
  cancel: { zh: '取消', en: 'Cancel' },
  close: { zh: '关闭', en: 'Close' },
} as const satisfies Record<string, Text>
