import { toLngLat } from '../src/core/crs.ts'
import { geometryFromGeoJson } from '../src/core/geometry.ts'
import type { PaperForm, ParcelWords } from '../src/core/parcel-papers/paper-words.ts'
import { quietTask } from '../src/core/task.ts'
import { makeResident } from '../src/core/tiling/resident.ts'
import { fontsFor } from './print-fonts.ts'

export const CRS = 'EPSG:4528'
export const [X0, Y0] = [40371933, 4162979]
export const words: ParcelWords = {
  code: '370505 001001 GB00001 W00000000',
  holder: '',
  location: '垦利街道',
  landClass: '0102 水浇地',
  landClassCode: '0102',
  registeredM2: 9600.5,
  nameOf: (row) => `GB0000${row + 1}`,
}
export const form: PaperForm = {
  planTitle: '宗　地　图',
  tableTitle: '界址点成果表',
  unit: '单位：m、m²',
  code: '宗地代码',
  holder: '权利人',
  location: '坐落',
  landClass: '地类',
  area: '面积',
  areaMethod: '椭球面积',
  registered: '登记面积',
  areaWords: (areaM2) => `${areaM2.toFixed(2)} m²`,
  sides: { north: '北', east: '东', south: '南', west: '西' },
  sidesTitle: '四至',
  noNeighbour: '无邻宗',
  andMore: (count) => ` 等 ${count} 宗`,
  point: '点号',
  x: 'X（北）/m',
  y: 'Y（东）/m',
  length: '边长/m',
  lengthNote: '边长为高斯平面距离',
  crs: '坐标系',
  scale: '比例尺',
  drawnBy: '制图',
  checkedBy: '审核',
  organisation: '编制单位',
  organisationName: '自然资源局',
  date: '日期',
  dateValue: '2026-01-02',
  review: '示意图',
  north: '北',
  check: '检核条',
  watermark: '示例数据',
  tableFollows: '坐标见成果表',
  pause: '、',
  cutAt: (denominator) => `超出图框，宜 1:${denominator}`,
  pageOf: (page, pages) => `第 ${page} 页 共 ${pages} 页`,
}
export const fonts = fontsFor(`${JSON.stringify([words, form])}0123456789 GBJ.第页共超出图框，宜`)

export type Ring = readonly (readonly [number, number])[]
export const degrees = (ring: Ring) => {
  const pairs = toLngLat(CRS, Float64Array.from([...ring, ring[0]].flatMap(([x, y]) => [X0 + x, Y0 + y])))
  return Array.from({ length: ring.length + 1 }, (_, k) => [pairs[2 * k], pairs[2 * k + 1]])
}
export const tableOf = (shapes: Parameters<typeof geometryFromGeoJson>[1]) => {
  const geometry = geometryFromGeoJson('polygon', shapes)
  return makeResident({ name: 'p', crs: 'EPSG:4490', length: shapes.length, columns: [], geometry }, quietTask())
}
export const resident = (rings: readonly Ring[]) =>
  tableOf(rings.map((ring) => ({ type: 'Polygon', coordinates: [degrees(ring)] })))
export const square = (x: number, y: number, w: number, h: number): Ring => [
  [x, y],
  [x + w, y],
  [x + w, y + h],
  [x, y + h],
]
export const circle = (n: number): Ring =>
  Array.from({ length: n }, (_, i) => [100 * Math.cos((2 * Math.PI * i) / n), 100 * Math.sin((2 * Math.PI * i) / n)])
