import type { Text } from '../core/text.ts'

/** Words of what happens to a sketch and to drawings. */
export const SKETCH_MESSAGES: Readonly<Record<string, Text>> = {
  'sketch.dropped': {
    zh: '已放弃草图（{n} 点）',
    en: 'Sketch of {n} {n|point|points} given up',
  },
  'drawing.crosses': {
    zh: '边线自相交，不能成面；退一点后改正，或放弃重画。',
    en: 'The outline crosses itself and makes no polygon; take points back and draw on, or give it up.',
  },
  'drawing.noCut': {
    zh: '这条线没有把任何标绘面分开：两端要画到面的外面。',
    en: 'The line cuts no drawn polygon: begin and end it outside.',
  },
  'drawing.nothingToCut': { zh: '还没有标绘面可分割。', en: 'There is no drawn polygon to be cut.' },
  'drawing.mergeFew': { zh: '请先选中至少两个标绘面。', en: 'Select at least two drawn polygons first.' },
  'drawing.select': { zh: '请先选中标绘要素。', en: 'Select a drawn feature first.' },
  'drawing.tooMany': {
    zh: '选中的要素共有 {vertices} 个点，复制到标绘最多 {limit} 个。',
    en: 'The selected features have {vertices} vertices; at most {limit} can be copied to the drawings.',
  },
}
