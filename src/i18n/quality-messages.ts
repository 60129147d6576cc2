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
  'change.codeSystems': {
    zh: '两期的地类字段不是同一代码体系（变化前 {before}，变化后 {after}），不能比较。请改选字段，或先统一分类。',
    en: 'The two class fields use different code systems (before {before}, after {after}) and cannot be compared. Choose other fields, or bring them to one classification first.',
  },
  'change.years': { zh: '间隔年数必须大于 0（现为 {years}）。', en: 'The years between must be more than 0 (they are {years}).' },
  'change.unknownCodes': {
    zh: '{count} 个地类代码不在代码表中：{codes}',
    en: '{count} class {count|code is|codes are} not in the code list: {codes}',
  },
  'change.double': {
    zh: '同一期内有图斑相互重叠，重复的 {doubleM2} m² 已按比例扣减，使每个图斑的去向之和等于其面积。',
    en: 'Features of one epoch overlap each other: {doubleM2} m² that would count twice were taken off in proportion, so that what becomes of a feature adds up to its area.',
  },
  'change.noCounterpart': {
    zh: '两期范围不一致：仅变化后有 {addedM2} m²，仅变化前有 {lostM2} m²，列为“无对应”。',
    en: 'The epochs do not cover the same land: {addedM2} m² only after, {lostM2} m² only before; listed as “no counterpart”.',
  },
  'change.slivers': {
    zh: '{count} 个变化图斑小于 {limitM2} m²，合计 {areaM2} m²：已计入，另行列出，请核查是否由边界误差造成。',
    en: '{count} {count|change is|changes are} below {limitM2} m², {areaM2} m² in all: counted, and listed apart; check whether unequal borders make them.',
  },
  'change.part': {
    zh: '只用了图层的一部分，另一期在此范围以外的图形不计。',
    en: 'Only part of a layer is used; what the other epoch has outside it does not count.',
  },
}
