import type { Text } from '../core/text.ts'

/** Words for what printing can find. Part of the list in errors.ts. */
export const PRINT_MESSAGES: Readonly<Record<string, Text>> = {
  'print.font': {
    zh: '打印字体不完整（{table}），无法写出文字。请刷新页面后重试。',
    en: 'The font for printing is incomplete ({table}); no text can be written. Reload the page and try again.',
  },
  'print.fontFetch': {
    zh: '打印字体（{file}）读取失败，请检查网络后重试。',
    en: 'The font for printing ({file}) could not be fetched. Check the network and try again.',
  },
  'parcel.noShape': {
    zh: '第 {row} 行不是面，没有界址点，不能出宗地图。',
    en: 'Row {row} is no polygon: it has no boundary points, and no parcel plan can be drawn.',
  },
  'parcel.tooManyPoints': {
    zh: '第 {row} 行超过 {most} 个界址点，不能作为一宗出图。',
    en: 'Row {row} has more than {most} boundary points and cannot be drawn as one parcel.',
  },
  'print.tooMuch': {
    zh: '图层“{layer}”在这张图上超过 {most} 个折点，打不成线。请放大比例尺、缩小纸张，或先筛选。',
    en: 'The layer “{layer}” has more than {most} vertices on this sheet, too many to be drawn as lines. Choose a larger scale, a smaller paper, or filter it first.',
  },
}
