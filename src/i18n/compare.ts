import type { Text } from '../core/text.ts'

/** Words of the comparison. */
export const compareText = {
  title: { zh: '对比', en: 'Compare' },
  mode: { zh: '方式', en: 'Way' },
  swipe: { zh: '卷帘', en: 'Swipe' },
  split: { zh: '分屏', en: 'Split' },
  blink: { zh: '切换', en: 'Switch' },
  left: { zh: '左', en: 'Left' },
  right: { zh: '右', en: 'Right' },
  pane: { zh: '第 {n} 幅', en: 'Pane {n}' },
  nothing: { zh: '不显示', en: 'Without' },
  loading: { zh: '正在读入…', en: 'loading…' },
  drawing: { zh: '正在绘制…', en: 'Drawing…' },
  failed: { zh: '读取失败', en: 'could not be read' },
  without: { zh: '无', en: 'Without' },
  withoutAll: { zh: '不含所比图层', en: 'Without the layers compared' },
  group: { zh: '{group}（组）', en: '{group} (group)' },
  line: { zh: '卷帘位置', en: 'Place of the swipe' },
  lineHelp: { zh: '拖动，或按 ← →', en: 'Drag, or press ← →' },
  lineValue: { zh: '左侧 {share} %', en: '{share} % left' },
  add: { zh: '加一幅', en: 'Add a pane' },
  remove: { zh: '减一幅', en: 'Remove a pane' },
  leave: { zh: '退出对比', en: 'Leave the comparison' },
  play: { zh: '自动切换', en: 'Switch by itself' },
  pause: { zh: '暂停', en: 'Pause' },
  shown: { zh: '当前', en: 'Shown' },
} as const satisfies Record<string, Text>
