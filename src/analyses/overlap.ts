import { defineAnalysis } from '../core/analysis.ts'
import type { OverlapLines, OverlapOptions } from '../core/overlay/overlap-report.ts'
import { p } from '../core/params.ts'

export default defineAnalysis({
  id: 'overlap',
  group: 'overlay',
  place: 5,
  version: 1,
  title: { zh: '压占分析', en: 'Overlap' },
  summary: {
    zh: '项目范围与一个或多个对比图层逐对求压占面积，可按权利人、权属、地类、等别等字段汇总；合计不重复计算，未压占部分列为其他',
    en: 'Area that each feature shares with one or several other layers, also summed by holder, ownership, class or grade; totals count every place once, the rest is listed as other',
  },
  params: {
    subject: p.layer({ label: { zh: '项目图层', en: 'Subject' }, geometry: 'polygon' }),
    against: p.layers({ label: { zh: '对比图层', en: 'Against' }, geometry: 'polygon', min: 1 }),
    groupBy: p.fields({
      label: { zh: '汇总字段', en: 'Sum by' },
      help: {
        zh: '对比图层的字段，如权利人、权属性质、等别；可不选',
        en: 'Fields of what it is held against, such as holder or grade; optional',
      },
      of: 'against',
      min: 0,
      max: 3,
      types: ['text', 'number', 'date', 'boolean'],
      roles: ['ownership', 'landClass'],
    }),
    subjectGroups: p.fields({
      isAdvanced: true,
      label: { zh: '项目汇总字段', en: 'Sum by field of the subject' },
      of: 'subject',
      min: 0,
      max: 2,
      types: ['text', 'number', 'date', 'boolean'],
      roles: [],
    }),
    lines: p.choice({
      isAdvanced: true,
      label: { zh: '首先列出', en: 'List first' },
      options: [
        { value: 'pairs', label: { zh: '逐对清单', en: 'Every pair' } },
        { value: 'groups', label: { zh: '分组汇总', en: 'By fields' } },
        { value: 'subjects', label: { zh: '项目逐个汇总', en: 'By subject' } },
        { value: 'against', label: { zh: '对比对象汇总', en: 'By comparison feature' } },
        { value: 'ignored', label: { zh: '忽略的碎图斑', en: 'Ignored slivers' } },
      ],
      initial: 'pairs',
    }),
    attribute: p.fields({
      label: { zh: '分摊的面积字段', en: 'Area field to apportion' },
      help: { zh: '按图形面积比例分摊属性面积；可不选', en: 'Split by the ratio of shapes; optional' },
      of: 'subject',
      min: 0,
      max: 1,
      types: ['number'],
    }),
    ignoreBelow: p.number({
      label: { zh: '忽略小于', en: 'Ignore below' },
      help: { zh: '更小的重叠不计入压占，另行列出', en: 'Smaller overlaps do not count; they are listed apart' },
      unit: 'm2',
      min: 0,
      initial: 1,
    }),
    pieces: p.flag({
      isAdvanced: true,
      label: { zh: '生成压占图斑', en: 'Make the shared pieces' },
      help: { zh: '可从结果中加为地图图层', en: 'They can be put on the map from the result' },
      initial: true,
    }),
  },
  parts: { subject: 'chosen', against: 'meeting' },
  run: async ({ subject, against, ...options }, task) => {
    const { reportOverlap } = await import('../core/overlay/overlap-report.ts')
    return reportOverlap(subject, against, optionsOf(options), task)
  },
  runStreamed: async ({ subject, against, ...options }, sources, task) => {
    const { streamOverlap } = await import('../core/overlay/overlap-stream.ts')
    return streamOverlap(subject, sources.subject, against, optionsOf(options), task)
  },
})

function optionsOf({
  lines,
  groupBy,
  subjectGroups,
  attribute,
  ignoreBelow,
  pieces,
}: {
  readonly lines: OverlapLines
  readonly groupBy: readonly string[]
  readonly subjectGroups: readonly string[]
  readonly attribute: readonly string[]
  readonly ignoreBelow: number
  readonly pieces: boolean
}): OverlapOptions {
  const groups = { subject: subjectGroups, against: groupBy }
  return { lines, groups, attribute: attribute[0] ?? null, ignoreBelowM2: ignoreBelow, pieces }
}
