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
  'print.seriesTooMany': {
    zh: '这一套图有 {pages} 幅，一次最多 {most} 幅。请缩小比例尺、换大纸张，或少选一些要素。',
    en: 'This series has {pages} sheets; {most} can be made at a time. Choose a smaller scale, a larger paper, or select fewer features.',
  },
  'print.seriesTooLarge': {
    zh: '到第 {page} 幅为止，线条已超过一个文件能装下的数量。请少选一些要素或图层，分几次出图。',
    en: 'Up to sheet {page} the lines are more than one file can hold. Select fewer features or layers, and print in several parts.',
  },
  'print.seriesEmpty': {
    zh: '没有可出的图幅：选中的要素没有图形，或范围内没有要素。',
    en: 'There is no sheet to be made: what is selected has no shape, or nothing lies in the extent.',
  },
  'print.logo': {
    zh: '“{file}”不是浏览器能读的图片。请换 PNG、JPEG、WebP 或 SVG 文件。',
    en: '“{file}” is no picture that the browser can read. Choose a PNG, JPEG, WebP or SVG file.',
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
