import type { Text } from '../core/text.ts'

export const shortcutsText = {
  map: { zh: '地图', en: 'Map' },
  ask: { zh: '查询与选择', en: 'Ask and select' },
  draw: { zh: '量测与标绘', en: 'Measure and draw' },
  work: { zh: '工作与窗口', en: 'Work and window' },
  note: {
    zh: '单个字母只在地图获得焦点时起作用，可在设置中关闭。',
    en: 'Single letters act only while the map has the focus and can be switched off in the settings.',
  },
  search: { zh: '搜索与命令', en: 'Search and commands' },
  escape: {
    zh: '退一步：对话框 → 草图 → 工具 → 选择 → 面板',
    en: 'One step back: dialog → sketch → tool → selection → panel',
  },
  regions: {
    zh: '下一区域（搜索、图层、地图、卡片、结果、状态栏）',
    en: 'Next region (search, layers, map, card, result, status)',
  },
  pan: { zh: '平移地图（按住 Shift 小步）', en: 'Pan the map (Shift: small steps)' },
  tilt: { zh: '三维起伏：倾斜、转动（或按住右键拖动）', en: '3D relief: tilt and turn (or drag with the right button)' },
  identify: { zh: '点查十字丝处', en: 'Identify at the crosshair' },
  add: { zh: '十字丝处加点；用鼠标时结束', en: 'Add a point at the crosshair; with a mouse: finish' },
  finish: { zh: '结束', en: 'Finish' },
  back: { zh: '退一点', en: 'Take the last point back' },
  free: { zh: '按住不捕捉', en: 'Hold for no snapping' },
  straight: { zh: '按住保持直角', en: 'Hold for right angles' },
  parallel: { zh: '直角以所指的边为准', en: 'Right angles to the edge at the pointer' },
} as const satisfies Record<string, Text>
