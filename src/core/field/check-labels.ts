import type { Text } from '../text.ts'
import type { Check, CheckedPoint, LINE_KINDS, LINE_POSITIONS, MARKER_KINDS, ParcelVerdict, PointStatus } from './check.ts'
import type { FixQuality, FixSource } from './fix.ts'

/** Words of the 地籍调查表, on screen and in files alike. */
export const STATUS_LABELS: Readonly<Record<PointStatus, Text>> = {
  intact: { zh: '完好', en: 'Intact' },
  moved: { zh: '移位', en: 'Moved' },
  lost: { zh: '丢失', en: 'Lost' },
  unreachable: { zh: '无法到达', en: 'Out of reach' },
  added: { zh: '新增', en: 'New' },
}
export const VERDICT_LABELS: Readonly<Record<ParcelVerdict, Text>> = {
  agrees: { zh: '一致', en: 'Agrees' },
  disagrees: { zh: '不一致', en: 'Disagrees' },
  disputed: { zh: '争议', en: 'Disputed' },
}
export const MARKER_LABELS: Readonly<Record<(typeof MARKER_KINDS)[number], Text>> = {
  nail: { zh: '钢钉', en: 'Nail' },
  concrete: { zh: '水泥桩', en: 'Concrete post' },
  lime: { zh: '石灰桩', en: 'Lime post' },
  paint: { zh: '喷涂', en: 'Paint' },
  stone: { zh: '石桩', en: 'Stone' },
  none: { zh: '无标志', en: 'None' },
  other: { zh: '其他', en: 'Other' },
}
export const LINE_LABELS: Readonly<Record<(typeof LINE_KINDS)[number], Text>> = {
  road: { zh: '道路', en: 'Road' },
  ditch: { zh: '沟渠', en: 'Ditch' },
  wall: { zh: '围墙', en: 'Wall' },
  fence: { zh: '围栏', en: 'Fence' },
  ridge: { zh: '田埂', en: 'Field ridge' },
  hedge: { zh: '绿篱', en: 'Hedge' },
  river: { zh: '河流', en: 'River' },
  other: { zh: '其他', en: 'Other' },
}
export const POSITION_LABELS: Readonly<Record<(typeof LINE_POSITIONS)[number], Text>> = {
  inner: { zh: '内', en: 'Inner' },
  middle: { zh: '中', en: 'Middle' },
  outer: { zh: '外', en: 'Outer' },
}
export const SOURCE_LABELS: Readonly<Record<FixSource, Text>> = {
  device: { zh: '手机定位', en: 'Device' },
  typed: { zh: '输入坐标', en: 'Typed' },
  nmea: { zh: '接收机', en: 'Receiver' },
  track: { zh: '回放轨迹', en: 'Replayed track' },
}
export const QUALITY_LABELS: Readonly<Record<FixQuality, Text>> = {
  gps: { zh: '单点', en: 'Single' },
  dgps: { zh: '差分', en: 'Differential' },
  pps: { zh: '精密', en: 'Precise' },
  rtkFixed: { zh: 'RTK 固定', en: 'RTK fixed' },
  rtkFloat: { zh: 'RTK 浮点', en: 'RTK float' },
  estimated: { zh: '推算', en: 'Estimated' },
  manual: { zh: '手工', en: 'Manual' },
  simulated: { zh: '模拟', en: 'Simulated' },
}
export const FIELD_LABELS: Readonly<Partial<Record<keyof Check | keyof CheckedPoint, Text>>> = {
  pointClass: { zh: '界址点等级', en: 'Class of points' },
  verdict: { zh: '核实结论', en: 'Conclusion' },
  note: { zh: '说明', en: 'Note' },
  officer: { zh: '核实人', en: 'Officer' },
  points: { zh: '界址点', en: 'Boundary point' },
  status: { zh: '界标状况', en: 'Found' },
  measured: { zh: '实测位置', en: 'Measured position' },
  marker: { zh: '界标种类', en: 'Kind of marker' },
  line: { zh: '界址线类别', en: 'Kind of line' },
  linePosition: { zh: '界址线位置', en: 'Position of the line' },
  photos: { zh: '照片', en: 'Photos' },
}
export const CLASS_LABELS: Readonly<Record<Check['pointClass'], Text>> = {
  1: { zh: '一级', en: 'Class 1' },
  2: { zh: '二级', en: 'Class 2' },
  3: { zh: '三级', en: 'Class 3' },
}
