import type { Text } from '../core/text.ts'

/** What the attribute table says. */
export const TABLE_MESSAGES: Record<string, Text> = {
  'table.copied': { zh: '已复制 {count} 行，可粘贴到电子表格', en: '{count} {count|row|rows} copied: paste into a spreadsheet' },
  'table.tooMuch': {
    zh: '{rows} 行太多，剪贴板最多 {most} 行；请选中较少的行，或导出为 XLSX、CSV。',
    en: '{rows} rows are too many for the clipboard (at most {most}): select fewer, or export as XLSX or CSV.',
  },
}
