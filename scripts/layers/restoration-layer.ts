import { drawnAreaM2, hectares } from './areas.ts'
import { type BuiltLayer, field } from './built-layer.ts'
import { blob, type Line, offset } from './curve.ts'
import { CANALS, CREEKS, DIKES, MARSH_EDGE, SEA_WALL, TOWNSHIPS } from './drawing.ts'
import { toX, toXY, toY, type XY } from './local-plane.ts'
import { random } from './random.ts'
import { categories, zone } from './style.ts'
import { drawnPolygonTable } from './tables.ts'

export const RESTORATION_KINDS = [
  { code: '01', label: { zh: '生态补水', en: 'Ecological water supply' } },
  { code: '02', label: { zh: '河湖水系连通', en: 'Connection of waters' } },
  { code: '03', label: { zh: '植被恢复', en: 'Revegetation' } },
  { code: '04', label: { zh: '互花米草治理', en: 'Spartina clearance' } },
  { code: '05', label: { zh: '岸线修复', en: 'Shoreline restoration' } },
]
export const PROJECT_STATUS = [
  { code: '01', label: { zh: '规划', en: 'Planned' } },
  { code: '02', label: { zh: '在建', en: 'Under way' } },
  { code: '03', label: { zh: '完工', en: 'Completed' } },
  { code: '04', label: { zh: '验收', en: 'Accepted' } },
]

interface Project {
  readonly name: string
  readonly kind: string
  readonly status: string
  readonly year: number
  readonly investment: number
  readonly town: string
  readonly rings: readonly Line[]
}

const area = (name: string, at: XY, longM: number, wideM: number, turnDeg: number): Line =>
  blob(toXY(at), longM, wideM, (turnDeg * Math.PI) / 180, random(`restoration ${name}`), 0.2, 110)
/** A belt along a part of a line. */
const along = (line: Line, test: (p: XY) => boolean, halfWidthM: number): Line => {
  const part = line.filter(test)
  return [...offset(part, halfWidthM), ...offset(part, -halfWidthM).reverse()]
}
const between = (west: number, east: number) => (p: XY) => p[0] > toX(west) && p[0] < toX(east)
const lat = (south: number, north: number) => (p: XY) => p[1] > toY(south) && p[1] < toY(north)

/** Projects overlap parcels, parks and one another freely, as real ones do. */
const PROJECTS: readonly Project[] = [
  {
    name: '清水沟湿地生态补水一期',
    kind: '01',
    status: '04',
    year: 2020,
    investment: 3860,
    town: '370505403',
    rings: [area('w1', [119.125, 37.735], 3300, 1700, 10)],
  },
  {
    name: '清水沟湿地生态补水二期',
    kind: '01',
    status: '02',
    year: 2024,
    investment: 5240,
    town: '370505403',
    rings: [area('w2', [119.175, 37.748], 2500, 1300, 25)],
  },
  {
    name: '北岸湿地生态补水',
    kind: '01',
    status: '03',
    year: 2022,
    investment: 2975,
    town: '370505105',
    rings: [area('w3', [119.075, 37.83], 2600, 1500, 70)],
  },
  {
    name: '天宁湖生态补水',
    kind: '01',
    status: '03',
    year: 2021,
    investment: 1180,
    town: '370505104',
    rings: [area('w4', [118.758, 37.651], 1500, 900, 15)],
  },
  {
    name: '溢洪河水系连通',
    kind: '02',
    status: '03',
    year: 2021,
    investment: 6420,
    town: '370505104',
    rings: [along(CANALS[5].centre, between(118.6, 118.83), 130)],
  },
  {
    name: '小岛河水系连通',
    kind: '02',
    status: '02',
    year: 2024,
    investment: 4315,
    town: '370505402',
    rings: [along(CANALS[6].centre, between(118.72, 118.93), 115)],
  },
  {
    name: '大汶流沟潮沟疏通',
    kind: '02',
    status: '02',
    year: 2025,
    investment: 2288,
    town: '370505403',
    rings: [along(CREEKS[3].centre.filter(lat(37.66, 37.72)), between(119.05, 119.15), 190)],
  },
  {
    name: '兴隆林场植被恢复',
    kind: '03',
    status: '04',
    year: 2019,
    investment: 920,
    town: '370505002',
    rings: [area('v1', [118.503, 37.54], 1600, 620, 14)],
  },
  {
    name: '盐碱地柽柳植被恢复',
    kind: '03',
    status: '03',
    year: 2023,
    investment: 1530,
    town: '370505105',
    rings: [area('v2', [118.968, 37.845], 1700, 1050, 60)],
  },
  {
    name: '河滩地植被恢复',
    kind: '03',
    status: '02',
    year: 2025,
    investment: 2140,
    town: '370505105',
    rings: [area('v3', [118.845, 37.745], 2100, 620, 22), area('v3b', [118.9, 37.768], 1200, 450, 10)],
  },
  {
    name: '永安盐碱地植被恢复',
    kind: '03',
    status: '01',
    year: 2026,
    investment: 1760,
    town: '370505104',
    rings: [area('v4', [118.815, 37.6], 1300, 820, 80)],
  },
  {
    name: '垦东南部互花米草治理',
    kind: '04',
    status: '04',
    year: 2021,
    investment: 4870,
    town: '370505403',
    rings: [area('s1', [119.135, 37.678], 2900, 1150, 8)],
  },
  {
    name: '孤东互花米草治理',
    kind: '04',
    status: '03',
    year: 2022,
    investment: 3650,
    town: '370505403',
    rings: [area('s2', [119.09, 37.905], 2100, 1000, 115)],
  },
  {
    name: '河口北侧互花米草治理',
    kind: '04',
    status: '02',
    year: 2024,
    investment: 5980,
    town: '370505403',
    rings: [area('s3', [119.235, 37.825], 1900, 900, 20), area('s3b', [119.165, 37.832], 1300, 620, 5)],
  },
  {
    name: '红光岸线修复',
    kind: '05',
    status: '03',
    year: 2022,
    investment: 3320,
    town: '370505402',
    rings: [along(SEA_WALL, lat(37.545, 37.63), 210)],
  },
  {
    name: '垦东岸线修复',
    kind: '05',
    status: '02',
    year: 2025,
    investment: 4450,
    town: '370505403',
    rings: [along(MARSH_EDGE.filter(between(119.09, 119.26)), lat(37.67, 37.76), 160)],
  },
  {
    name: '黄河南岸岸线修复',
    kind: '05',
    status: '01',
    year: 2026,
    investment: 2680,
    town: '370505001',
    rings: [along(DIKES[1].centre, between(118.53, 118.64), 260)],
  },
]

export function restorationLayer(): BuiltLayer {
  const fields = [
    field('XMBH', '项目编号', 'Number', { role: 'id' }),
    field('XMMC', '项目名称', 'Name', { role: 'name' }),
    field('XFLX', '修复类型', 'Kind', { codes: 'restoration-kind' }),
    field('JSZT', '实施状态', 'Status', { codes: 'project-status' }),
    field('SSNF', '实施年份', 'Year', { unit: 'year' }),
    field('TZ', '投资', 'Investment', { unit: 'wanyuan' }),
    field('XZQDM', '镇街', 'Township', { role: 'town', codes: 'townships' }),
    field('SSDW', '实施单位', 'Carried out by', { role: 'holder' }),
    field('MJ', '修复面积', 'Area', { unit: 'ha', decimals: 2 }),
  ]
  const styles = [
    zone('#b9d6e6', '#4f86a6', 'horizontal', 0.24),
    zone('#a9cfd6', '#3f8491', 'wave', 0.24),
    zone('#d9a441', '#9a6a10', 'diagonal', 0.18, 2),
    zone('#d98f41', '#9a4d10', 'diagonal', 0.2, 2),
    zone('#d9c341', '#8a7410', 'back-diagonal', 0.18, 2),
  ]
  return {
    note: {
      id: 'restoration',
      title: { zh: '生态修复区', en: 'Restoration zones' },
      role: 'data',
      visible: true,
      opacity: 1,
      minZoom: 7,
      maxZoom: 24,
      symbology: categories(
        'XFLX',
        RESTORATION_KINDS.map(({ code, label }, i) => [code, label, styles[i]] as const),
      ),
      label: { field: 'XMMC', size: 12, color: '#7a540c', halo: '#ffffff', minZoom: 11 },
      fields,
    },
    table: drawnPolygonTable(
      'restoration',
      PROJECTS.map((project) => project.rings.map((ring) => [ring])),
      fields.map(({ name }) => name),
      PROJECTS.map((project, i) => ({
        XMBH: `示例XF-${String(i + 1).padStart(2, '0')}`,
        XMMC: project.name,
        XFLX: project.kind,
        JSZT: project.status,
        SSNF: project.year,
        TZ: project.investment,
        XZQDM: TOWNSHIPS.find((town) => town.code === project.town)!.code,
        SSDW: '示例生态修复工程有限公司',
        MJ: hectares(project.rings.reduce((sum, ring) => sum + drawnAreaM2(ring), 0)),
      })),
    ),
  }
}
