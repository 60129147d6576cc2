import type { Text } from '../core/text.ts'

/** Words for the codes of the quality check and of change monitoring. */
export const QUALITY_MESSAGES: Readonly<Record<string, Text>> = {
  'quality.none': { zh: '所选检查没有发现问题。', en: 'The chosen checks found nothing wrong.' },
  'quality.listed': {
    zh: '“{kind}”共 {count} 个，清单只列前 {shown} 个；按类型统计为全部。',
    en: '{count} findings of “{kindEn}”: the list holds the first {shown}, the count by kind all of them.',
  },
  'quality.emptyField': {
    zh: '字段“{field}”全部为空，未逐行列出。',
    en: '“{field}” is empty throughout; its rows are not listed one by one.',
  },
  'quality.emptyPlaces': {
    zh: '另有 {count} 处空白大于 {limitM2} m²，按有意留空处理，未列为缝隙。',
    en: '{count} empty {count|place|places} larger than {limitM2} m² {count|is|are} taken as meant and not listed as {count|a gap|gaps}.',
  },
  'quality.hanging': {
    zh: '{count} 个界址点恰在相邻宗地的界线上（{snapMm} mm 内），而相邻宗地在该处没有界址点；不产生重叠或缝隙，未逐个列出。',
    en: '{count} {count|corner stands|corners stand} exactly on a neighbour’s side (within {snapMm} mm) where the neighbour has none; no overlap or gap comes of it, so they are not listed.',
  },
  'quality.partOfLayer': {
    zh: '检查 {of} 行中的 {rows} 行；相邻关系按整个图层判断。',
    en: '{rows} of {of} rows are checked; their neighbours are those of the whole layer.',
  },
}
