import { defineAnalysis } from '../core/analysis.ts'
import { p } from '../core/params.ts'

export default defineAnalysis({
  id: 'change',
  group: 'statistics',
  place: 3,
  version: 1,
  title: { zh: '变化监测', en: 'Change' },
  summary: {
    zh: '两期图层的地类转移矩阵、各类增减与单一动态度，并生成变化图斑',
    en: 'Transfer matrix between two epochs, gains and losses by class, annual rates, and the changed pieces',
  },
  params: {
    after: p.layer({ label: { zh: '变化后（现状）图层', en: 'After (later epoch)' }, geometry: 'polygon' }),
    afterClass: p.fields({
      label: { zh: '变化后地类字段', en: 'Class after' },
      of: 'after',
      min: 1,
      max: 1,
      types: ['text'],
      roles: ['landClass'],
    }),
    before: p.layer({ label: { zh: '变化前（基期）图层', en: 'Before (earlier epoch)' }, geometry: 'polygon', isAlike: true }),
    beforeClass: p.fields({
      label: { zh: '变化前地类字段', en: 'Class before' },
      help: { zh: '须与变化后字段使用同一代码体系', en: 'Must use the same code system' },
      of: 'before',
      min: 1,
      max: 1,
      types: ['text'],
      roles: ['landClass'],
    }),
    level: p.choice({
      label: { zh: '地类级别', en: 'Level of classes' },
      options: [
        { value: 'class', label: { zh: '按代码', en: 'As coded' } },
        { value: 'group', label: { zh: '归并到一级类', en: 'First level' } },
      ],
      initial: 'class',
    }),
    groupBy: p.fields({
      label: { zh: '分区字段', en: 'Divide by' },
      help: { zh: '如镇街；按变化后图层的值，可不选', en: 'For example town; values of the later epoch; optional' },
      of: 'after',
      min: 0,
      max: 1,
      types: ['text'],
      roles: [],
    }),
    years: p.number({ label: { zh: '间隔年数', en: 'Years between' }, min: 0.01, max: 500, initial: 1 }),
    sliver: p.number({
      isAdvanced: true,
      label: { zh: '碎图斑小于', en: 'Slivers are below' },
      help: {
        zh: '照常计入并另行列出；三调最小上图面积 200～600 m²',
        en: 'They count, and are listed apart; smallest mapped areas of the third survey are 200–600 m²',
      },
      unit: 'm2',
      min: 0,
      initial: 400,
    }),
    pieces: p.flag({
      isAdvanced: true,
      label: { zh: '生成变化图斑', en: 'Make the changed pieces' },
      help: { zh: '可从结果中加为地图图层', en: 'They can be put on the map from the result' },
      initial: true,
    }),
  },
  run: async ({ before, beforeClass, after, afterClass, level, groupBy, years, sliver, pieces }, task) => {
    const [{ monitorChange }, { classFieldOf }] = await Promise.all([
      import('../core/change/monitor-change.ts'),
      import('../core/change/class-fields.ts'),
    ])
    return monitorChange(
      before,
      after,
      {
        beforeClass: classFieldOf(beforeClass, before),
        afterClass: classFieldOf(afterClass, after),
        level,
        groupBy: groupBy[0] ?? null,
        years,
        sliverM2: sliver,
        pieces,
      },
      task,
    )
  },
})
